import { BadgeCheck, Ban } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCan } from '@/api/session'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { useClient } from '../acts'
import { nowOf } from '../moments'
import { useCampaignName } from '../queries'
import type { Message, Person, Talk } from '../types'
import { Care } from './care'
import { Notes } from './notes'
import { Why } from './why'

export type DetailsProps = { person: Person; talk: Talk | null | undefined; messages: Message[] | undefined; onAssign: (member: string, name: string) => void; onSuppress: () => void }

/** Beside the thread: who the person is, what comes next, why they could be written to, and what the team noted. */
export function Details({ person, talk, messages, onAssign, onSuppress }: DetailsProps) {
  const { t } = useTranslation('inbox')
  const { t: c } = useTranslation('common')
  const { phone, number } = useFormat()
  const write = useCan('write')
  const campaign = useCampaignName(person.campaign)
  const client = useClient(person)
  const reach = person.whatsapp || person.phone
  return (
    <>
      <h3 className="font-semibold max-xl:hidden">{t('details.title')}</h3>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm [&_dd]:min-w-0 [&_dd]:break-words [&_dd]:tabular-nums [&_dt]:text-ink-3">
        <Pair word={t('details.score')}>{number(person.score)}</Pair>
        <Pair word={t('details.state')}>{isState(person.status) ? c(`state.prospect.${person.status}`) : person.status}</Pair>
        {reach && <Pair word={t('details.phone')}>{phone(reach)}</Pair>}
        {person.email && <Pair word={t('details.email')}>{person.email}</Pair>}
        {person.username && <Pair word={t('details.instagram')}>{`@${person.username}`}</Pair>}
        {person.city && <Pair word={t('details.place')}>{person.city}</Pair>}
        <Pair word={t('details.campaign')}>{campaign.data && <Link to={`/campanhas/${person.campaign}`} className="link">{campaign.data}</Link>}</Pair>
        {talk && <Pair word={t('details.care')}><Care talk={talk} onAssign={onAssign} /></Pair>}
      </dl>
      <p className="mt-2 text-sm"><Link to={`/prospectos?p=${person.id}`} className="link">{t('act.notes')}</Link></p>
      {talk && <><Part>{t('details.next')}</Part><Next talk={talk} intent={person.intent} /></>}
      <Why messages={messages} talk={person.intent === 'opt_out' ? null : talk} />
      <Part>{t('notes.title')}</Part>
      <Notes prospect={person.id} />
      {write && (
        <div className="mt-4 flex flex-col gap-2">
          {person.status === 'replied' && person.intent !== 'opt_out' && <Button size="sm" icon={<BadgeCheck aria-hidden="true" />} loading={client.isPending} onClick={() => client.mutate()}>{t('act.client')}</Button>}
          <Button size="sm" variant="quiet" className="text-bad-ink hover:text-bad-ink" icon={<Ban aria-hidden="true" />} onClick={onSuppress}>{t('act.suppress')}</Button>
        </div>
      )}
    </>
  )
}

export function Part({ children }: { children: ReactNode }) {
  return <h3 className="mt-5 mb-1.5 font-semibold">{children}</h3>
}

function Pair({ word, children }: { word: string; children: ReactNode }) {
  return <><dt>{word}</dt><dd>{children}</dd></>
}

function isState(status: string): status is 'found' | 'contacted' | 'replied' | 'converted' | 'ignored' {
  return ['found', 'contacted', 'replied', 'converted', 'ignored'].includes(status)
}

function Next({ talk, intent }: { talk: Talk; intent: string }) {
  const { t } = useTranslation('inbox')
  const { dateTime } = useFormat()
  const away = talk.snoozed_until !== '' && Date.parse(talk.snoozed_until.replace(' ', 'T')) > nowOf(talk.last_message_at)
  const text = intent === 'opt_out' ? t('composer.optedOut')
    : talk.state === 'closed' ? t('details.nextClosed')
    : away ? t('details.nextSnoozed', { when: dateTime(talk.snoozed_until) })
      : talk.last_direction === 'inbound' ? t('details.nextWaiting') : t('details.nextQuiet')
  return <p className="text-sm text-ink-2">{text}</p>
}
