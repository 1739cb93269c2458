/** Wave is the drawing of the first run: the open hand, and a line of dots to somebody. */
export function Wave({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 260 190" fill="none" aria-hidden="true">
      <path d="M26 160c40-16 60-10 96-24s70-40 112-34" stroke="var(--line-strong)" strokeWidth="2" strokeDasharray="2 7" strokeLinecap="round" />
      <g transform="translate(44 18) rotate(-8 70 80)">
        <path d="M38 92V40M62 84V20M86 84V28M110 94V50" stroke="var(--primary)" strokeWidth="17" strokeLinecap="round" />
        <path d="M29.500 84h89v22a44 44 0 0 1-44 44h-3c-16 0-26-6-35-17L12 101a10 10 0 0 1 15-13l2.500 2z" fill="var(--primary)" />
      </g>
      <path d="M196 24c12 6 21 15 26 27M214 8c16 8 28 20 35 36" stroke="var(--accent)" strokeWidth="8" strokeLinecap="round" />
      <circle cx="30" cy="160" r="7" fill="var(--c3)" />
      <circle cx="234" cy="102" r="7" fill="var(--accent)" />
    </svg>
  )
}
