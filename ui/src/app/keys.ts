import { useEffect, useRef } from 'react'
import { usePreferences } from './preferences'

/** Where a key acts. */
export type Scope = 'everywhere' | 'list' | 'review' | 'inbox' | 'builder' | 'queue'

/** Handlers by key, written as in the table. A handler that answers false leaves the key to the browser. */
export type Handlers = Record<string, (event: KeyboardEvent) => unknown>

/** nameOf writes a pressed key as the table does. */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.toLowerCase()
  const printable = [...event.key].length === 1
  const letter = /^[a-z0-9]$/.test(key)
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('mod')
  if (event.altKey) parts.push('alt')
  if (event.shiftKey && (!printable || letter)) parts.push('shift') // '?' is itself, however it is typed
  return [...parts, key].join('+')
}

/** inField says whether a key is being typed into something. */
export function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button|submit)$/.test((target as HTMLInputElement).type)
}

// Enter and Space on a button or a link are that button's.
function ownsKey(target: EventTarget | null, name: string): boolean {
  return target instanceof HTMLElement && (name === 'enter' || name === ' ') && target.closest('button, a[href], [role=menuitem], [role=option], summary') !== null
}

const pairWithin = 1000

/** useKeys acts on keys while a screen stands: outside fields (chords with Ctrl or Alt inside too), never under an open dialog, and one-letter keys only where they are not switched off. */
export function useKeys(scope: Scope, handlers: Handlers, enabled = true): void {
  const latest = useRef(handlers)
  useEffect(() => { latest.current = handlers })
  useEffect(() => {
    if (!enabled) return
    let prefix = ''
    let at = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = nameOf(event)
      const chord = /^(mod|alt)\+/.test(name)
      if (!chord && name !== 'escape' && inField(event.target)) return
      if (ownsKey(event.target, name)) return
      if (!chord && document.querySelector('[role=dialog][data-state=open], [role=menu][data-state=open], [role=listbox][data-state=open]')) return
      const single = !chord && !name.startsWith('arrow') && !['escape', 'enter', 'tab'].includes(name)
      if (single && !usePreferences.getState().oneLetterKeys) return
      const pair = prefix === 'g' && event.timeStamp - at < pairWithin // the second of two belongs to nobody else
      const handler = pair ? latest.current[`g ${name}`] : latest.current[name]
      prefix = pair ? '' : name
      at = event.timeStamp
      if (!handler) return
      if (handler(event) !== false) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [scope, enabled])
}
