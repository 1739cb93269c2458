import * as Radix from '@radix-ui/react-dialog';

/** Veil dims the page behind a dialog or a sheet. */
export function Veil() {
  return <Radix.Overlay className="fixed inset-0 z-40 bg-veil data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in" />;
}

/**
 * focusTitle puts the focus on the panel's title rather than on its first control, so that a screen reader begins with what this is.
 * A control inside marked data-autofocus takes it instead, where typing is the point.
 */
export function focusTitle(event: Event): void {
  const panel = event.currentTarget;
  if (!(panel instanceof HTMLElement)) return;
  const target =
    panel.querySelector<HTMLElement>('[data-autofocus]') ?? panel.querySelector<HTMLElement>('[data-panel-title]');
  if (!target) return;
  event.preventDefault();
  target.focus({ preventScroll: true });
}
