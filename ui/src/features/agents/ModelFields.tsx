import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { degreeOf, type Draft } from './schema'

type Props = { draft: Draft; onChange: (change: Partial<Draft>) => void; error: (name: keyof Draft) => string | undefined }

/** ModelFields are for those who write with a model: which, how freely, and how much at most. */
export function ModelFields({ draft, onChange, error }: Props) {
  const { t } = useTranslation('agents')
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('form.model')} error={error('model_name')}>
          {(field) => <Input {...field} autoCapitalize="none" spellCheck={false} value={draft.model_name} onChange={(event) => onChange({ model_name: event.target.value })} />}
        </Field>
        <Field label={t('form.tokens')} hint={t('form.tokensHint')} error={error('max_tokens')}>
          {(field) => <Input {...field} inputMode="numeric" value={draft.max_tokens} onChange={(event) => onChange({ max_tokens: event.target.value })} />}
        </Field>
      </div>
      <Field label={t('form.degree')} aside={t(`degree.${degreeOf(draft.temperature)}`)} error={error('temperature')}>
        {(field) => (
          <div>
            <input
              {...field}
              type="range"
              min={0}
              max={2}
              step={0.1}
              value={draft.temperature}
              aria-valuetext={t(`degree.${degreeOf(draft.temperature)}`)}
              onChange={(event) => onChange({ temperature: Number(event.target.value) })}
              className="h-6 w-full accent-primary touch:h-11"
            />
            <div className="flex justify-between text-sm text-ink-3"><span>{t('form.faithful')}</span><span>{t('form.loose')}</span></div>
          </div>
        )}
      </Field>
    </>
  )
}
