import { asApiError } from '@/api/http'
import { useReason } from '@/api/reason'

/** Refusal says why the server did not do it: its reasons, else the fields that it names. */
export function Refusal({ error }: { error: Error }) {
  const say = useReason()
  const { reasons, data, message } = asApiError(error)
  const fields = Object.values(data).map((one) => one.message)
  const lines = reasons.length > 0 ? reasons.map(say) : fields.length > 0 ? fields : [message]
  return (
    <ul role="alert" className="grid gap-1 rounded-md bg-bad-soft px-3.5 py-3 text-sm">
      {lines.map((line) => <li key={line}>{line}</li>)}
    </ul>
  )
}
