import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Card, CardBody, CardHead } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Select } from '@/ui/Select'
import { kinds, useBlock, type Kind } from './blocks.queries'

/** BlockForm adds somebody by number, address, handle or domain. */
export function BlockForm() {
  const { t } = useTranslation('settings')
  const block = useBlock()
  const [kind, setKind] = useState<Kind>('phone')
  const [value, setValue] = useState('')
  return (
    <Card>
      <CardHead title={t('blocks.add')} />
      <CardBody>
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            block.mutate({ kind, value: value.trim() }, { onSuccess: () => setValue('') })
          }}
        >
          <div className="grid items-start gap-3 sm:grid-cols-[160px_minmax(0,1fr)_auto]">
            <Field label={t('blocks.kind')}>
              {(field) => <Select {...field} value={kind} onValueChange={setKind} options={kinds.map((one) => ({ value: one, label: t(`blocks.of.${one}`) }))} />}
            </Field>
            <Field label={t('blocks.value')} hint={t(`blocks.example.${kind}`)} error={block.error?.data.value?.message}>
              {(field) => <Input {...field} autoComplete="off" autoCapitalize="none" inputMode={kind === 'phone' ? 'tel' : kind === 'email' ? 'email' : 'text'} value={value} onChange={(event) => setValue(event.target.value)} />}
            </Field>
            <Button type="submit" loading={block.isPending} disabled={!value.trim()} className="sm:mt-[25px]">{t('blocks.act')}</Button>
          </div>
          {block.error && <Refusal thrown={block.error} shown={['value']} />}
        </form>
      </CardBody>
    </Card>
  )
}
