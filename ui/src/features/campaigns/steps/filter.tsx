import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { useFormat } from '@/format';
import { Button } from '@/ui/Button';
import { Card, CardBody } from '@/ui/Card';
import { Checkbox } from '@/ui/Checkbox';
import { Field } from '@/ui/Field';
import { Input } from '@/ui/Input';
import { Select } from '@/ui/Select';
import { WordChips } from '../components/word-chips';
import { qualificationOf, tidy, type Qualification } from '../draft';
import { errorOf, type Saving } from '../saving';
import type { Campaign } from '../types';

const contacts = ['phone', 'whatsapp', 'email', 'instagram'] as const;

/** Step 2: who is worth writing to, as sentences, with how many fit. */
export function Filter({ campaign, saving }: { campaign: Campaign; saving: Saving }) {
  const { t } = useTranslation('campaigns');
  const { number } = useFormat();
  const q = qualificationOf(campaign);
  const put = (part: Partial<Qualification>) => saving.save({ qualification: tidy({ ...q, ...part }) });
  const figure = (label: string, value: number | null | undefined, on: (n: number | undefined) => void, field: string, step = '1') => (
    <Field label={label} error={errorOf(saving.errors, `qualification.${field}`)}>
      {(control) => <Input {...control} key={value ?? ''} type="number" min={0} step={step} inputMode="decimal" defaultValue={value ?? ''} placeholder={t('filter.any')} onBlur={(e) => on(e.target.value === '' ? undefined : Number(e.target.value))} />}
    </Field>
  );
  return (
    <div className="flex flex-col gap-5">
      {campaign.found_count > 0 ? (
        <div className="flex flex-wrap items-center gap-3 rounded-lg bg-ok-soft px-4 py-3">
          <b className="font-semibold tabular-nums text-ok-ink">{t('filter.fit', { n: number(campaign.qualified_count), of: number(campaign.found_count) })}</b>
          <Button variant="quiet" size="sm" asChild>
            <Link to={`/prospectos?campaign=${campaign.id}&view=avoid`}>{t('filter.whyOut')}</Link>
          </Button>
        </div>
      ) : null}
      <Card>
        <CardBody className="flex flex-col gap-5 pt-[18px]">
          <fieldset>
            <legend className="mb-2 text-sm font-semibold">{t('filter.must')}</legend>
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              {contacts.map((kind) => (
                <Checkbox
                  key={kind}
                  label={t(`filter.contact.${kind}`)}
                  checked={(q.require ?? []).includes(kind)}
                  onCheckedChange={(on) => void put({ require: on ? [...(q.require ?? []), kind] : (q.require ?? []).filter((k) => k !== kind) })}
                />
              ))}
            </div>
            <p className="mt-2 text-sm text-ink-3">{t('filter.mustHint')}</p>
          </fieldset>
          <Field label={t('filter.site')} className="max-w-[320px]">
            {(control) => (
              <Select
                {...control}
                value={q.has_website === false ? 'no' : q.has_website === true ? 'yes' : 'any'}
                onValueChange={(v) => void put({ has_website: v === 'any' ? undefined : v === 'yes' })}
                options={[
                  { value: 'no', label: t('filter.siteNo') },
                  { value: 'yes', label: t('filter.siteYes') },
                  { value: 'any', label: t('filter.siteAny') },
                ]}
              />
            )}
          </Field>
          <div className="grid gap-4 min-[700px]:grid-cols-3">
            {figure(t('filter.score'), q.min_score, (n) => void put({ min_score: n }), 'min_score')}
            {figure(t('filter.rating'), q.rating?.min, (n) => void put({ rating: { min: n } }), 'rating', '0.1')}
            {figure(t('filter.reviews'), q.reviews?.min, (n) => void put({ reviews: { min: n } }), 'reviews')}
            {figure(t('filter.followers'), q.followers?.min, (n) => void put({ followers: { ...q.followers, min: n } }), 'followers')}
            {figure(t('filter.post'), q.last_post_within_days, (n) => void put({ last_post_within_days: n }), 'last_post_within_days')}
          </div>
          <WordChips label={t('filter.words')} hint={t('filter.wordsHint')} words={q.keywords?.any ?? []} onChange={(any) => void put({ keywords: { ...q.keywords, any } })} />
          <WordChips label={t('filter.noWords')} words={q.keywords?.none ?? []} onChange={(none) => void put({ keywords: { ...q.keywords, none } })} />
        </CardBody>
      </Card>
      <Checkbox label={t('filter.judge')} hint={t('filter.judgeHint')} checked={campaign.selection === 'manual'} onCheckedChange={(on) => void saving.save({ selection: on ? 'manual' : 'auto' })} />
    </div>
  );
}
