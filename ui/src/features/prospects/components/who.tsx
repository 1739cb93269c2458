import { Avatar } from '@/ui/Avatar';

/** A business with its trade in a second line. */
export function Who({ name, detail }: { name: string; detail?: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name} square />
      <span className="min-w-0">
        <span className="block truncate font-semibold leading-tight">{name}</span>
        {detail ? <span className="block truncate text-xs text-ink-3">{detail}</span> : null}
      </span>
    </span>
  );
}
