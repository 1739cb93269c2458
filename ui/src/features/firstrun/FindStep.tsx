import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { WorkspaceRecord } from '@/api/collections'
import { useSession } from '@/api/session'
import { Refusal } from '@/app/refusal'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { draftOf, nameOf, sourcesOf, type Wish } from './campaign'
import { Expected } from './Expected'
import { agentsQuery, useFirstFind } from './queries'
import { plainText, type Profile, type Way } from './schema'
import { StepFoot } from './StepFoot'
import { StepHead } from './StepHead'

type Props = { way: Way; workspace: WorkspaceRecord; go: (change: { passo: number }) => void }

/** FindStep asks trade and city, says what a search may bring, and queues it. */
export function FindStep({ way, workspace, go }: Props) {
  const { t } = useTranslation('firstrun')
  const navigate = useNavigate()
  const session = useSession()
  const agents = useQuery(agentsQuery(session.workspace.id))
  const find = useFirstFind()
  const [wish, setWish] = useState<Wish>({ niche: '', city: '', noSite: true })
  const [made, setMade] = useState<string | null>(null)
  const shown = useDeferredValue(wish)
  const ready = wish.niche.trim() !== '' && wish.city.trim() !== ''

  const search = () => {
    const greeting = { hello: t('greeting.hello', { gap: '{{ prospect.name }}' }), from: t('greeting.from', { name: plainText(workspace.name) }), ask: t('greeting.ask'), leave: t('greeting.leave') }
    const draft = draftOf({ wish, way, agent: agents.data?.[0]?.id ?? '', workspace, name: nameOf(wish, t('find.without')), profile: (workspace.profile ?? {}) as Profile, greeting })
    find.mutate({ draft, made, onMade: setMade }, { onSuccess: (id) => void navigate(`/prospectos?campaign=${id}`) })
  }

  return (
    <section>
      <StepHead step={4} title={t('find.title')} lead={t('find.lead')} />
      <form
        id="find"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) search()
        }}
      >
        <div className="grid gap-4 md:grid-cols-2">
          <Field label={t('find.niche')} hint={t('find.nicheHint')}>
            {(field) => <Input {...field} autoFocus value={wish.niche} onChange={(event) => setWish({ ...wish, niche: event.target.value })} />}
          </Field>
          <Field label={t('find.city')} hint={t('find.cityHint')}>
            {(field) => <Input {...field} autoComplete="address-level2" value={wish.city} onChange={(event) => setWish({ ...wish, city: event.target.value })} />}
          </Field>
        </div>
        <Checkbox checked={wish.noSite} onCheckedChange={(noSite) => setWish({ ...wish, noSite: noSite === true })} label={t('find.noSite')} />
        <Expected sources={shown.niche.trim() && shown.city.trim() ? sourcesOf(shown, workspace.country) : null} />
        {find.error && <Refusal thrown={find.error} shown={[]} />}
        <StepFoot form="find" onBack={() => go({ passo: 3 })} next={t('find.act')} loading={find.isPending} disabled={!ready} />
      </form>
    </section>
  )
}
