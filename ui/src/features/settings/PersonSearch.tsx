import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@/app/refusal'
import { Button } from '@/ui/Button'
import { Card, CardBody } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { HeldCard } from './HeldCard'
import { useLookUp } from './privacy.queries'
import { personOf, type PersonKey } from './schema'

/** PersonSearch finds what is held of somebody, by number, address or handle. */
export function PersonSearch() {
  const { t } = useTranslation('settings')
  const look = useLookUp()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const [person, setPerson] = useState<PersonKey | null>(null)
  const submit = () => {
    const key = personOf(text)
    setWrong(key === null)
    if (!key) return
    setPerson(key)
    look.mutate(key)
  }
  return (
    <div className="grid gap-4">
      <Card>
        <CardBody className="pt-[18px]">
          <form onSubmit={(event) => { event.preventDefault(); submit() }}>
            <Field label={t('person.label')} hint={t('person.hint')} error={wrong ? t('person.wrong') : undefined}>
              {(field) => (
                <div className="flex flex-wrap gap-2">
                  <Input {...field} className="min-w-[220px] flex-1" autoComplete="off" autoCapitalize="none" spellCheck={false} value={text} onChange={(event) => { setText(event.target.value); setWrong(false) }} />
                  <Button type="submit" variant="primary" icon={<Search aria-hidden />} loading={look.isPending} disabled={!text.trim()} className="max-md:w-full">{t('person.act')}</Button>
                </div>
              )}
            </Field>
          </form>
        </CardBody>
      </Card>
      {look.error && <Refusal thrown={look.error} shown={[]} />}
      {look.data && person && <HeldCard key={JSON.stringify(person)} person={person} said={text} held={look.data} onErased={() => look.reset()} />}
    </div>
  )
}
