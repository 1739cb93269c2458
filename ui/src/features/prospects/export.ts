import type { ProspectQuery } from './schema';
import type { Extra, Row } from './types';

/** The address of the whole list as a file: a plain link, so that the browser streams it to disk. */
export function exportHref(query: ProspectQuery, format: 'csv' | 'xlsx'): string {
  const params = new URLSearchParams({ format });
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') params.set(key, String(value));
  return `/api/v1/prospects/export?${params.toString()}`;
}

/** A cell that no spreadsheet takes for a formula, quoted. */
export function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^\+\d[\d ]*$/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A few chosen rows as CSV; what a spreadsheet in pt-BR opens by itself. */
export function csvOf(rows: Row[], extras: Map<string, Extra> | undefined): string {
  const head = ['name', 'category', 'city', 'phone', 'whatsapp', 'email', 'instagram', 'score', 'status'];
  const lines = rows.map((r) => {
    const more = extras?.get(r.id);
    return [r.name, r.category, r.city, r.phone, more?.whatsapp ?? '', r.email, more?.username ?? '', r.score, r.status].map(cell).join(';');
  });
  return `\uFEFF${[head.join(';'), ...lines].join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
