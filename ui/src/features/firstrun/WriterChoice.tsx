import { useTranslation } from 'react-i18next'
import { useReason } from '@/api/reason'
import { asApiError } from '@/api/http'
import { cn } from '@/ui/cn'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'

export type WriterPick = { kind: 'house' | 'key'; api_key: string; base_url: string; model: string }
type Props = { pick: WriterPick; onPick: (pick: WriterPick) => void; error: Error | null }

/** WriterChoice asks who writes: the house, which needs nothing, or a model by key. */
export function WriterChoice({ pick, onPick, error }: Props) {
  const { t } = useTranslation('firstrun')
  return (
    <fieldset className="mt-5">
      <legend className="mb-2 text-[13px] font-semibold">{t('writer.label')}</legend>
      <div className="grid gap-2 md:grid-cols-2">
        {(['house', 'key'] as const).map((kind) => (
          <label key={kind} className={cn('flex min-h-[60px] cursor-pointer items-start gap-2.5 rounded-[12px] border bg-surface px-3.5 py-3', pick.kind === kind ? 'border-primary bg-primary-soft ring-1 ring-primary' : 'border-line-strong')}>
            <input type="radio" name="writer" className="mt-[3px] size-4 flex-none accent-primary" checked={pick.kind === kind} onChange={() => onPick({ ...pick, kind })} />
            <span>
              <b className="block leading-snug font-semibold">{t(`writer.${kind}`)}</b>
              <span className={cn('text-xs', pick.kind === kind ? 'text-ink-2' : 'text-ink-3')}>{t(`writer.${kind}Hint`)}</span>
            </span>
          </label>
        ))}
      </div>
      {pick.kind === 'key' && <KeyFields pick={pick} onPick={onPick} />}
      {error && <WriterError error={error} />}
    </fieldset>
  )
}

function KeyFields({ pick, onPick }: Omit<Props, 'error'>) {
  const { t } = useTranslation('firstrun')
  return (
    <div className="mt-3 grid gap-3 md:grid-cols-2">
      <Field label={t('writer.apiKey')} hint={t('writer.apiKeyHint')}>
        {(field) => <Input {...field} type="password" autoComplete="off" spellCheck={false} value={pick.api_key} onChange={(event) => onPick({ ...pick, api_key: event.target.value })} />}
      </Field>
      <Field label={t('writer.model')} hint={t('writer.modelHint')}>
        {(field) => <Input {...field} value={pick.model} autoCapitalize="none" onChange={(event) => onPick({ ...pick, model: event.target.value })} />}
      </Field>
      <Field label={t('writer.baseUrl')} hint={t('writer.baseUrlHint')}>
        {(field) => <Input {...field} inputMode="url" autoCapitalize="none" value={pick.base_url} onChange={(event) => onPick({ ...pick, base_url: event.target.value })} />}
      </Field>
    </div>
  )
}

/** WriterError names what the server refused, and why. */
function WriterError({ error }: { error: Error }) {
  const { t } = useTranslation('firstrun')
  const say = useReason()
  const { reasons, data, message } = asApiError(error)
  const first = reasons[0]
  const fields = Object.values(data).map((one) => one.message)
  return (
    <div role="alert" className="mt-3 rounded-[12px] bg-warn-soft px-3.5 py-3 text-[13.5px]">
      <p className="font-semibold">{t('writer.refused')}</p>
      <p>{first ? say(first) : (fields[0] ?? message)}</p>
      {first?.code === 'no_model' && <p className="mt-1">{t('writer.noModel')}</p>}
    </div>
  )
}
