import * as Radix from '@radix-ui/react-dialog'
import { useRef } from 'react'

/** Veil dims the page behind a dialog or a sheet. */
export function Veil() {
  return <Radix.Overlay className="fixed inset-0 z-40 bg-veil data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />
}

/** openerOf is the element to come back to: of a menu that is about to go, its button. */
function openerOf(active: Element | null): Element | null {
  const menu = active?.closest('[role="menu"]')
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active
}

/** focusTitle puts the focus on the panel's title, so that a screen reader begins with what this is; or where typing is the point. */
function focusTitle(event: Event): void {
  const panel = event.currentTarget
  if (!(panel instanceof HTMLElement)) return
  const target = panel.querySelector<HTMLElement>('[data-autofocus]') ?? panel.querySelector<HTMLElement>('[data-panel-title]')
  if (!target) return
  event.preventDefault()
  target.focus({ preventScroll: true })
}

/** keepForToast leaves a panel open when the press outside of it was the "undo" of a toast. */
export function keepForToast(event: { detail: { originalEvent: Event }; preventDefault: () => void }): void {
  const pressed = event.detail.originalEvent.target
  if (pressed instanceof Element && pressed.closest('[data-sonner-toaster]')) event.preventDefault()
}

/**
 * usePanelFocus moves the focus into a panel and, once it closes, back to where it was: to the row that was opened, for instance.
 * The library does the latter only for a trigger of its own, which a panel whose state is in the address does not have.
 */
export function usePanelFocus() {
  const opener = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = openerOf(document.activeElement)
      focusTitle(event)
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      const back = opener.current
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true })
    },
  }
}
