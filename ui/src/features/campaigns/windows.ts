/** The days of a week as the server writes them. */
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof days)[number];

/** Hours of one day, "09:00-12:00". */
export type Hours = { from: string; to: string };
export type Week = Record<Weekday, Hours[]>;

const aliases: Record<string, Weekday> = {
  mon: 'mon', tue: 'tue', wed: 'wed', thu: 'thu', fri: 'fri', sat: 'sat', sun: 'sun', monday: 'mon', tuesday: 'tue', wednesday: 'wed', thursday: 'thu',
  friday: 'fri', saturday: 'sat', sunday: 'sun', seg: 'mon', ter: 'tue', qua: 'wed', qui: 'thu', sex: 'fri', sab: 'sat', dom: 'sun',
};

/** Reads schedule.windows; null where a line is written in a way that the grid cannot show. */
export function readWeek(windows: string[]): Week | null {
  const week = empty();
  for (const line of windows) {
    const match = /^([^\d]+?):?\s+(\d.*)$/.exec(line.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, ''));
    const open = match?.[1] ? daysIn(match[1]) : null;
    const hours = match?.[2] ? hoursIn(match[2]) : null;
    if (!open || !hours) return null;
    for (const day of open) week[day] = [...week[day], ...hours].sort((a, b) => a.from.localeCompare(b.from));
  }
  return week;
}

function daysIn(words: string): Weekday[] | null {
  if (/^(daily|every ?day|todos os dias|diariamente)$/.test(words.trim())) return [...days];
  const out: Weekday[] = [];
  for (const part of words.split(',')) {
    const [a, b] = part.trim().split('-');
    const from = aliases[a?.trim() ?? ''];
    const to = b === undefined ? from : aliases[b.trim()];
    if (!from || !to) return null;
    for (let i = days.indexOf(from), n = 0; n < 7; n++, i = (i + 1) % 7) {
      out.push(days[i]!);
      if (days[i] === to) break;
    }
  }
  return out;
}

function hoursIn(text: string): Hours[] | null {
  const out: Hours[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    if (!match) return null;
    out.push({ from: `${match[1]!.padStart(2, '0')}:${match[2]}`, to: `${match[3]!.padStart(2, '0')}:${match[4]}` });
  }
  return out;
}

export function empty(): Week {
  return { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
}

/** Writes a week back, neighbours with the same hours as one line. */
export function writeWeek(week: Week): string[] {
  const lines: string[] = [];
  for (let i = 0; i < days.length; i++) {
    const hours = spell(week[days[i]!]);
    if (hours === '') continue;
    let last = i;
    while (last + 1 < days.length && spell(week[days[last + 1]!]) === hours) last++;
    lines.push(`${last > i ? `${days[i]}-${days[last]}` : days[i]} ${hours}`);
    i = last;
  }
  return lines;
}

function spell(hours: Hours[]): string {
  return hours.map((h) => `${h.from}-${h.to}`).join(',');
}

/** What is wrong with a day's hours: an end before its begin, or two that run into one another. */
export function clash(hours: Hours[]): 'order' | 'overlap' | null {
  const sorted = [...hours].sort((a, b) => a.from.localeCompare(b.from));
  for (const [i, h] of sorted.entries()) {
    if (h.to <= h.from) return 'order';
    if (i > 0 && h.from < sorted[i - 1]!.to) return 'overlap';
  }
  return null;
}

/** Reads an hour as people write it, "9", "9h30", "0930", "24:00", as "09:30"; null where it is none. */
export function readClock(text: string): string | null {
  const match = /^\s*(\d{1,2})(?:\s*[:h.]\s*|(?=\d{2}\s*$))?(\d{2})?\s*h?\s*$/i.exec(text);
  if (!match?.[1]) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
