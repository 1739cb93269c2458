import type { Reason } from '@/api/reason'
import { asApiError } from '@/api/http'
import { approve, skip } from './queries'
import type { Draft } from './types'

/** What confirming a round came to. What is in neither list stays in the queue as it was. */
export type Outcome = { approved: string[]; skipped: string[]; refused: { id: string; reason: Reason }[] }

/** confirm sends a round: all approvals in one request, then what was skipped. One refused text holds up no other. */
export async function confirm(approvals: Draft[], skips: string[]): Promise<Outcome> {
  const out: Outcome = { approved: [], skipped: [], refused: [] }
  if (approvals.length > 0) {
    for (const answer of await approve(approvals)) {
      if (answer.ok) out.approved.push(answer.id)
      else out.refused.push({ id: answer.id, reason: (answer.reason ?? { code: '', message: '' }) as Reason })
    }
  }
  for (const id of skips) {
    try {
      await skip(id)
      out.skipped.push(id)
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.status === 0 && out.approved.length === 0 && out.skipped.length === 0) throw error
      out.refused.push({ id, reason: error.reasons[0] ?? { code: '', message: error.message } })
    }
  }
  return out
}
