import { cn } from './cn'
import { dotOf, type Tone } from './tone'

/** MiniBarPart is one piece; its label says the count with its word: "37 na fila". */
export interface MiniBarPart {
  value: number
  label: string
  tone: Tone
}

/** MiniBar shows how a whole is split, in one line of a list. The labels are its text for whoever does not see it. */
export function MiniBar({ parts, className }: { parts: readonly MiniBarPart[]; className?: string }) {
  const seen = parts.filter((part) => part.value > 0)
  return (
    <div role="img" aria-label={parts.map((part) => part.label).join(', ')} className={cn('flex h-1.5 gap-0.5', className)}>
      {seen.map((part) => (
        <i key={part.label} title={part.label} className={cn('min-w-1 rounded-full', dotOf[part.tone])} style={{ flexGrow: part.value, flexBasis: 0 }} />
      ))}
      {seen.length === 0 && <i className="flex-1 rounded-full bg-line" />}
    </div>
  )
}
