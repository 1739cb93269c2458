export function Thread(_: { prospect: string; onBack: () => void; onDone: () => void }) {
  return null
}
