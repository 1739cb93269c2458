import { useTranslation } from 'react-i18next'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'
import { Switch } from '@/ui/Switch'
import { keyTable } from './key-table'
import type { Scope } from './keys'
import { closeOverlay } from './overlays'
import { usePreferences } from './preferences'

/** The table of keys, and the switch that turns one-letter keys off. */
export function Help() {
  const { t } = useTranslation('help')
  const common = useTranslation('common').t
  const on = usePreferences(s => s.oneLetterKeys)
  return (
    <Dialog open onOpenChange={open => { if (!open) closeOverlay() }} title={t('title')} closeLabel={common('close')} className="max-w-[720px]">
      <div className="mb-4 rounded-lg bg-sunken px-4 py-3">
        <Switch checked={on} onCheckedChange={oneLetterKeys => usePreferences.setState({ oneLetterKeys })} label={t('off')} />
        <p className="mt-1 text-sm text-ink-3">{t('offHint')}</p>
      </div>
      <div className="gap-x-8 sm:columns-2">
        {(Object.keys(keyTable) as Scope[]).map(scope => (
          <section key={scope} className="mb-5 break-inside-avoid">
            <h3 className="mb-1">{t(`scope.${scope}`)}</h3>
            <dl>
              {keyTable[scope].map(line => (
                <div key={line.word} className="flex items-center gap-3 border-t border-line py-1.5 first:border-0">
                  <dt className="flex-1 text-ink-2">{t(`${line.word}`)}</dt>
                  <dd className="flex items-center gap-1"><Pressed keys={line.keys} /></dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

/** Keys as caps, with the words between them. */
export function Pressed({ keys }: { keys: string[] }) {
  const { t } = useTranslation('help')
  const shell = useTranslation('shell').t
  const cap = (name: string) => {
    if (name === 'arrowdown') return '↓'
    if (name === 'arrowup') return '↑'
    if (name === 'arrowleft') return '←'
    if (name === 'arrowright') return '→'
    if (name === 'mod' || name === 'alt' || name === 'shift' || name === 'enter' || name === 'escape') return shell(`key.${name}`)
    return name.toUpperCase()
  }
  return keys.map((key, i) => (
    <span key={key} className="flex items-center gap-1">
      {i > 0 && <span className="text-xs text-ink-3">{t('or')}</span>}
      {key.split(' ').map((part, j) => (
        <span key={part} className="flex items-center gap-1">
          {j > 0 && <span className="text-xs text-ink-3">{t('then')}</span>}
          {part.split('+').map(name => <Kbd key={name}>{cap(name)}</Kbd>)}
        </span>
      ))}
    </span>
  ))
}
