/** controlClass is the look of whatever is typed or chosen in; 16 px on the phone, or the browser zooms in. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-field bg-surface px-3 text-base text-ink-1 transition-colors duration-[120ms] touch:text-[1rem] hover:border-ink-3 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 aria-invalid:border-bad-dot'
