import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cn } from './cn'

/** FieldProps are what a field's control must carry, so that its label, hint and error are read with it. */
export interface FieldControlProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  id?: string
  /** Beside the label: a count of signs, "optional". */
  aside?: ReactNode
  className?: string
  children: (control: FieldControlProps) => ReactNode
}

/** Field gives a control its label, and under it what helps and what is wrong. */
export function Field({ label, hint, error, id, aside, className, children }: FieldProps) {
  const made = useId()
  const own = id ?? made
  const described = [error && `${own}-error`, hint && `${own}-hint`].filter(Boolean).join(' ')
  return (
    <div className={cn('min-w-0', className)}>
      <div className="mb-1.5 flex items-baseline gap-2">
        <label htmlFor={own} className="text-sm font-semibold">
          {label}
        </label>
        {aside && <span className="ml-auto text-xs text-ink-3 tabular-nums">{aside}</span>}
      </div>
      {children({ id: own, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${own}-error`} className="mt-1.5 flex items-start gap-1.5 text-sm font-medium text-bad-ink">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={`${own}-hint`} className="mt-1.5 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
