import * as Radix from '@radix-ui/react-switch';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn';

interface SwitchProps extends ComponentProps<typeof Radix.Root> {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
}

/** Switch turns something on or off at once. */
export function Switch({ label, hint, className, id, ...rest }: SwitchProps) {
  const made = useId();
  const own = id ?? made;
  return (
    <div className={cn('flex min-h-9 items-center gap-4 touch:min-h-11', className)}>
      <div className="min-w-0 flex-1">
        <label htmlFor={own} className="font-medium">{label}</label>
        {hint && <p id={`${own}-hint`} className="text-sm text-ink-3">{hint}</p>}
      </div>
      <Radix.Root
        {...rest}
        id={own}
        aria-describedby={hint ? `${own}-hint` : undefined}
        className="relative h-6 w-10 shrink-0 rounded-full border border-field bg-sunken transition-colors duration-[120ms] before:absolute before:-inset-0.5 disabled:opacity-50 data-[state=checked]:border-primary data-[state=checked]:bg-primary touch:before:-inset-2.5"
      >
        <Radix.Thumb className="block size-[18px] translate-x-[2px] rounded-full bg-field shadow-1 transition-transform duration-[120ms] data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-on-primary" />
      </Radix.Root>
    </div>
  );
}
