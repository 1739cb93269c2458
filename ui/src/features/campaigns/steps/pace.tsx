import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/api/session';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { IconButton } from '@/ui/IconButton';
import { Input } from '@/ui/Input';
import { Textarea } from '@/ui/Textarea';
import { ClockInput } from '../components/clock-input';
import { scheduleOf, sequenceOf } from '../draft';
import { errorOf, type Saving } from '../saving';
import type { Campaign } from '../types';
import { clash, days, empty, readWeek, writeWeek, type Hours, type Week, type Weekday } from '../windows';

/** Step 4: when messages may go out, as a week, and when the campaign begins. */
export function Pace({ campaign, saving }: { campaign: Campaign; saving: Saving }) {
  const { t } = useTranslation('campaigns');
  const { workspace } = useSession();
  const schedule = scheduleOf(campaign);
  const windows = schedule.windows ?? [];
  const put = (part: object) => saving.save({ schedule: Object.fromEntries(Object.entries({ timezone: workspace.timezone, ...schedule, ...part }).filter(([, v]) => v !== '' && v !== undefined)) });
  const week = readWeek(windows);
  const follow = sequenceOf(campaign).length - 1;
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="week-title">
        <h2 id="week-title" className="mb-2">
          {t('pace.week')}
        </h2>
        {week ? (
          <WeekGrid key={windows.join('|')} week={week} onChange={(w) => void put({ windows: writeWeek(w) })} />
        ) : (
          <Field label={t('pace.windows')} hint={t('pace.windowsHint')}>
            {(control) => <Textarea {...control} key={windows.join('\n')} rows={4} defaultValue={windows.join('\n')} onBlur={(e) => void put({ windows: e.target.value.split('\n').map((l) => l.trim()).filter(Boolean) })} />}
          </Field>
        )}
        {errorOf(saving.errors, 'schedule') ? <p className="mt-2 text-sm font-medium text-bad-ink">{errorOf(saving.errors, 'schedule')}</p> : null}
        <p className="mt-2 text-sm text-ink-3">{windows.length === 0 ? t('pace.always') : t('pace.zone', { zone: schedule.timezone ?? workspace.timezone })}</p>
      </section>
      <Field label={t('pace.start')} hint={t('pace.startHint')} className="max-w-[240px]">
        {(control) => <Input {...control} type="date" key={schedule.start} defaultValue={schedule.start ?? ''} onBlur={(e) => void put({ start: e.target.value })} />}
      </Field>
      <p className="text-sm text-ink-2">{follow > 0 ? t('pace.follow', { count: follow }) : t('pace.noFollow')}</p>
    </div>
  );
}

function WeekGrid({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const { t } = useTranslation('campaigns');
  const [shown, setShown] = useState(week);
  const [bad, setBad] = useState<{ day: Weekday; what: 'order' | 'overlap' } | null>(null);
  const set = (day: Weekday, hours: Hours[]) => {
    const next = { ...shown, [day]: hours };
    setShown(next);
    const what = clash(hours);
    setBad(what ? { day, what } : null);
    if (!what) onChange(next);
  };
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {days.map((day) => (
        <li key={day} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
          <b className="w-24 flex-none font-semibold">{t(`day.${day}`)}</b>
          {shown[day].length === 0 ? <span className="text-sm text-ink-3">{t('pace.closed')}</span> : null}
          {shown[day].map((hours, i) => (
            <span key={i} className="flex items-center gap-1.5">
              <ClockInput label={t('pace.from', { day: t(`day.${day}`) })} value={hours.from} onCommit={(from) => set(day, shown[day].map((h, j) => (j === i ? { ...h, from } : h)))} />
              <span aria-hidden="true">–</span>
              <ClockInput label={t('pace.to', { day: t(`day.${day}`) })} value={hours.to} onCommit={(to) => set(day, shown[day].map((h, j) => (j === i ? { ...h, to } : h)))} />
              <IconButton size="sm" label={t('pace.remove')} icon={<X />} onClick={() => set(day, shown[day].filter((_, j) => j !== i))} />
            </span>
          ))}
          <IconButton size="sm" className="ml-auto" label={t('pace.add', { day: t(`day.${day}`) })} icon={<Plus />} onClick={() => set(day, added(shown[day]))} />
          {bad?.day === day ? <p className="basis-full text-sm font-medium text-bad-ink">{t(`pace.bad.${bad.what}`)}</p> : null}
        </li>
      ))}
      <li className="flex flex-wrap gap-2 px-3 py-2">
        <Button variant="quiet" size="sm" onClick={() => onChange({ ...empty(), ...Object.fromEntries(days.slice(0, 5).map((d) => [d, [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '18:00' }]])) })}>
          {t('pace.business')}
        </Button>
        <Button variant="quiet" size="sm" onClick={() => onChange(Object.fromEntries(days.map((d) => [d, shown.mon.length > 0 ? shown.mon : [{ from: '09:00', to: '18:00' }]])) as Week)}>
          {t('pace.sameAll')}
        </Button>
      </li>
    </ul>
  );
}

/** Another range after the last, or the morning. */
function added(hours: Hours[]): Hours[] {
  const last = hours.at(-1);
  if (!last) return [{ from: '09:00', to: '18:00' }];
  const from = Math.min(23, Number(last.to.slice(0, 2)) + 1);
  return from >= 23 ? hours : [...hours, { from: `${String(from).padStart(2, '0')}:00`, to: `${String(Math.min(23, from + 2)).padStart(2, '0')}:00` }];
}
