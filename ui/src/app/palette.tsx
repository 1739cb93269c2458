import { Command } from 'cmdk'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CampaignRecord, ProspectRecord } from '@/api/collections'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { api, call } from '@/api/http'
import { quoted, readRecords } from '@/api/records'
import { useCan, useSession } from '@/api/session'
import { sentence } from '@/api/reason'
import { Dialog } from '@/ui/Dialog'
import { further, groups } from './nav'
import { closeOverlay, openHelp } from './overlays'
import { chooseLanguage, useLeave } from './person-menu'
import { setTheme } from './preferences'
import { say } from './say'
import { useStop } from './strips'
import { useSwitch } from './workspace-menu'

/** The palette: go somewhere, do something, find somebody, ask why. */
export function Palette() {
  const { t } = useTranslation('palette')
  const [text, setText] = useState('')
  return (
    <Dialog open onOpenChange={open => { if (!open) closeOverlay() }} title={<span className="sr-only">{t('title')}</span>} className="top-[12dvh] max-w-[600px] translate-y-0 overflow-hidden [&>div:nth-child(-n+2)]:p-0">
      <Command label={t('title')} loop>
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Search aria-hidden="true" className="size-[18px] text-ink-3" />
          <Command.Input autoFocus value={text} onValueChange={setText} placeholder={t('placeholder')} className="h-[52px] flex-1 bg-transparent text-lg outline-none placeholder:text-ink-3" />
        </div>
        <Command.List label={t('title')} className="max-h-[min(56dvh,420px)] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-6 text-center text-ink-3">{t('empty')}</Command.Empty>
          <Found text={text} />
          <Going />
          <Doing />
          <You />
        </Command.List>
      </Command>
    </Dialog>
  )
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Command.Group heading={name} className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3">
      {children}
    </Command.Group>
  )
}

function Line({ value, onSelect, children, aside }: { value: string; onSelect: () => void; children: ReactNode; aside?: ReactNode }) {
  return (
    <Command.Item value={value} onSelect={() => { closeOverlay(); onSelect() }} className="flex min-h-10 items-center gap-3 rounded-md px-3 font-medium data-[selected=true]:bg-sunken touch:min-h-12">
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside && <span className="shrink-0 text-sm font-normal text-ink-3">{aside}</span>}
    </Command.Item>
  )
}

function Going() {
  const { t } = useTranslation('palette')
  const shell = useTranslation('shell').t
  const navigate = useNavigate()
  return (
    <Part name={t('go')}>
      {[...groups.flatMap(group => group.places), ...further].map(place => (
        <Line key={place.to} value={`${t('go')} ${shell(`nav.${place.word}`)}`} onSelect={() => void navigate(place.to)} aside={place.keys?.toUpperCase()}>
          {shell(`nav.${place.word}`)}
        </Line>
      ))}
    </Part>
  )
}

function Doing() {
  const { t } = useTranslation('palette')
  const shell = useTranslation('shell').t
  const navigate = useNavigate()
  const { workspace, memberships } = useSession()
  const write = useCan('write')
  const admin = useCan('admin')
  const stop = useStop(true)
  const resume = useStop(false)
  const switching = useSwitch()
  const campaigns = useCampaigns()
  const pause = useAct<CampaignRecord>({
    run: campaign => call(api.POST('/campaigns/{id}/pause', { params: { path: { id: campaign.id } } })),
    success: campaign => t('paused', { name: campaign.name }),
  })
  const why = useAct({ run: () => call(api.GET('/why')), onSuccess: answer => say(sentence(answer.message), { duration: 12_000 }) })
  const go = (to: string) => () => void navigate(to)
  return (
    <Part name={t('do')}>
      {write && <Line value={t('newCampaign')} onSelect={go('/campanhas/nova')} aside="N">{t('newCampaign')}</Line>}
      {write && <Line value={t('startRound')} onSelect={go('/fila')}>{t('startRound')}</Line>}
      {write && <Line value={t('review')} onSelect={go('/revisar')}>{t('review')}</Line>}
      {write && <Line value={t('import')} onSelect={go('/prospectos?importar=1')}>{t('import')}</Line>}
      {admin && <Line value={t('invite')} onSelect={go('/ajustes/equipe')}>{t('invite')}</Line>}
      <Line value={t('why')} onSelect={() => why.mutate()}>{t('why')}</Line>
      {write && campaigns.filter(c => c.status === 'active').map(c => (
        <Line key={c.id} value={`${t('pause', { name: c.name })} ${c.id}`} onSelect={() => pause.mutate(c)}>{t('pause', { name: c.name })}</Line>
      ))}
      {admin && !workspace.paused && <Line value={shell('stop')} onSelect={() => stop.mutate()}>{shell('stop')}</Line>}
      {admin && workspace.paused && <Line value={shell('resume')} onSelect={() => resume.mutate()}>{shell('resume')}</Line>}
      {memberships.filter(m => m.workspace !== workspace.id).map(m => (
        <Line key={m.workspace} value={`${shell('workspace')} ${m.name} ${m.workspace}`} onSelect={() => switching.mutate(m.workspace)} aside={shell('workspace')}>{m.name}</Line>
      ))}
    </Part>
  )
}

function You() {
  const { t } = useTranslation('palette')
  const shell = useTranslation('shell').t
  const leave = useLeave()
  return (
    <Part name={t('you')}>
      <Line value={t('toLight')} onSelect={() => setTheme('light')}>{t('toLight')}</Line>
      <Line value={t('toDark')} onSelect={() => setTheme('dark')}>{t('toDark')}</Line>
      <Line value={t('toSystem')} onSelect={() => setTheme('system')}>{t('toSystem')}</Line>
      <Line value={shell('toEnglish')} onSelect={() => void chooseLanguage('en')}>{shell('toEnglish')}</Line>
      <Line value={shell('toPortuguese')} onSelect={() => void chooseLanguage('pt-BR')}>{shell('toPortuguese')}</Line>
      <Line value={shell('help')} onSelect={openHelp} aside="?">{shell('help')}</Line>
      <Line value={shell('leave')} onSelect={leave}>{shell('leave')}</Line>
    </Part>
  )
}

function useCampaigns(): CampaignRecord[] {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.list(workspace.id, 'campaigns', { for: 'palette' }),
    queryFn: () => readRecords<CampaignRecord>('campaigns', { perPage: 200, sort: '-updated', fields: 'id,name,status,updated' }),
  }).data ?? []
}

/** Campaigns and people by what was typed: name, phone, handle. */
function Found({ text }: { text: string }) {
  const { t } = useTranslation('palette')
  const navigate = useNavigate()
  const { workspace } = useSession()
  const wanted = useDeferredValue(text.trim())
  const campaigns = useCampaigns()
  const people = useQuery({
    queryKey: keys.list(workspace.id, 'prospects', { for: 'palette', wanted }),
    queryFn: () => readRecords<ProspectRecord>('prospects', {
      perPage: 6, fields: 'id,name,city,phone,updated',
      filter: `name ~ ${quoted(wanted)} || phone ~ ${quoted(wanted.replace(/\D/g, '') || wanted)} || profile_url ~ ${quoted(wanted)}`,
    }),
    enabled: wanted.length > 2,
    placeholderData: before => before,
  }).data ?? []
  if (wanted.length < 2) return null
  return (
    <>
      {campaigns.length > 0 && (
        <Part name={t('campaigns')}>
          {campaigns.map(c => <Line key={c.id} value={`${c.name} ${c.id}`} onSelect={() => void navigate(`/campanhas/${c.id}`)}>{c.name}</Line>)}
        </Part>
      )}
      {wanted.length > 2 && people.length > 0 && (
        <Part name={t('people')}>
          {people.map(p => <Line key={p.id} value={`${p.name} ${p.phone} ${wanted} ${p.id}`} onSelect={() => void navigate(`/prospectos?p=${p.id}`)} aside={p.city}>{p.name}</Line>)}
        </Part>
      )}
    </>
  )
}
