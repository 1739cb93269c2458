import { useFormat } from '@/format';
import { cn } from '@/ui/cn';

/** A chance of 0 to 100 as a bar with its number. */
export function Score({ value, className }: { value: number; className?: string }) {
  const { number } = useFormat();
  return (
    <span className={cn('inline-flex items-center justify-end gap-2 tabular-nums', className)}>
      <span aria-hidden="true" className="h-[5px] w-[38px] overflow-hidden rounded-full bg-sunken">
        <span className="block h-full rounded-full bg-c1" style={{ width: `${Math.max(0, Math.min(100, value))}%` }} />
      </span>
      <b className="min-w-[2ch] text-right font-semibold">{number(value)}</b>
    </span>
  );
}
