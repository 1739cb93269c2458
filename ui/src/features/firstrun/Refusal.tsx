import { ApiError } from '@/api/http';
import { useReason } from '@/api/reason';

/** Refusal says why the server did not do it: its reasons, else the fields that it names. */
export function Refusal({ error }: { error: Error }) {
  const say = useReason();
  const reasons = error instanceof ApiError ? (error.reasons ?? []).map(say) : [];
  const fields = error instanceof ApiError ? Object.values(error.data).flatMap((one) => (one.message ? [one.message] : [])) : [];
  const lines = reasons.length > 0 ? reasons : fields.length > 0 ? fields : [error.message];
  return (
    <ul role="alert" className="grid gap-1 rounded-[12px] bg-bad-soft px-3.5 py-3 text-[13.5px]">
      {lines.map((line) => <li key={line}>{line}</li>)}
    </ul>
  );
}
