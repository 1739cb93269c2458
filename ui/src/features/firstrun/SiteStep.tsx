import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkspaceRecord } from '@/api/collections'
import { profileOf, toneOf, tones, typed, type Profile, type SiteCard, type Tone } from './schema'
import { Chip } from '@/ui/Chip'
import { useTryWriter, useReadSite, useSaveWorkspace } from './queries'
import { PieceList } from './PieceList'
import { SiteForm } from './SiteForm'
import { StepFoot } from './StepFoot'
import { StepHead } from './StepHead'
import { WriterChoice, type WriterPick } from './WriterChoice'
import { proposals } from './proposals'

/** SiteStep reads the agency's site into a card that is corrected or accepted, and tries whoever writes. */
export function SiteStep({ workspace, onDone }: { workspace: WorkspaceRecord; onDone: () => void }) {
  const { t, i18n } = useTranslation('firstrun')
  const read = useReadSite()
  const save = useSaveWorkspace()
  const tryOut = useTryWriter()
  const [profile, setProfile] = useState<Profile>((workspace.profile ?? {}) as Profile)
  const [card, setCard] = useState<SiteCard | null>(null)
  const [open, setOpen] = useState(Object.keys(workspace.profile ?? {}).length > 0)
  const [pick, setPick] = useState<WriterPick>({ kind: 'house', api_key: '', base_url: '', model: '' })
  const tone = toneOf(profile.tone?.value)

  const readIt = (url: string) =>
    read.mutate(url, {
      onSuccess: (found) => {
        setCard(found)
        setProfile((known) => profileOf(found, known))
        setOpen(true)
      },
    })
  const goOn = async () => {
    await save.mutateAsync({ profile, ...proposals(workspace, card, t('unnamed')) })
    const key = pick.kind === 'key' ? { name: t('writer.keyName'), api_key: pick.api_key, base_url: pick.base_url, model: pick.model } : undefined
    await tryOut.mutateAsync({ name: key ? t('writer.keyAgent') : t('writer.houseAgent'), language: i18n.language, key })
    onDone()
  }

  return (
    <section>
      <StepHead step={2} title={open ? t('site.read') : t('site.ask')} lead={open ? t('site.readLead') : t('site.askLead')} />
      <SiteForm initial={profile.site?.value ?? ''} pages={card?.state === 'ok' ? card.pages : null} loading={read.isPending} error={read.error} card={card} onRead={readIt} primary={!open} />
      {!open && (
        <button type="button" className="mt-1 min-h-11 text-[14px] font-semibold text-primary-ink underline underline-offset-4" onClick={() => setOpen(true)}>
          {t('site.none')}
        </button>
      )}
      {open && (
        <>
          <PieceList profile={profile} onChange={(name, value) => setProfile((known) => typed(known, name, value))} />
          <p className="mt-[18px] mb-2 text-[13px] font-semibold" id="tone">{t('tone.label')}</p>
          <div role="group" aria-labelledby="tone" className="flex flex-wrap gap-2">
            {tones.map((one: Tone) => (
              <Chip key={one} selected={one === tone} onClick={() => setProfile((known) => typed(known, 'tone', t(`tone.${one}`)))}>{t(`tone.${one}`)}</Chip>
            ))}
          </div>
          <WriterChoice pick={pick} onPick={setPick} error={tryOut.error ?? save.error} />
          <StepFoot
            next={t('site.next')}
            loading={save.isPending || tryOut.isPending}
            disabled={!profile.offer || (pick.kind === 'key' && !pick.api_key.trim())}
            onNext={() => void goOn().catch(() => undefined)}
          />
          {!profile.offer && <p className="mt-3 text-[13px] text-ink-2" role="status">{t('site.needsOffer')}</p>}
        </>
      )}
    </section>
  )
}
