import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { asApiError, type ApiError } from '@/api/error'
import { useStale } from './acts'
import { dropDraft } from './drafts'
import { keepLink } from './hand'
import { post } from './post'
import type { NextStep, Person, Way } from './types'

export type Reply = { content: string; next?: NextStep; way?: Way }
type Replied = { id: string; channel: string; by_hand: boolean; link: string }

/** useReply sends what a member wrote. The text stays until the server has it; the same text under the same key goes once. */
export function useReply(person: Person, onSent: (reply: Reply, replied: Replied) => void) {
  const stale = useStale()
  const key = useRef({ of: '', value: '' })
  return useMutation<Replied, ApiError, Reply>({
    mutationFn: async reply => {
      const of = JSON.stringify(reply)
      if (key.current.of !== of) key.current = { of, value: crypto.randomUUID() }
      try {
        return await post<Replied>(`/prospects/${person.id}/reply`, bodyOf(reply), key.current.value)
      } catch (thrown) {
        throw asApiError(thrown)
      }
    },
    onSuccess: async (replied, reply) => {
      key.current = { of: '', value: '' }
      keepLink(replied.id, replied.link)
      dropDraft(person.id)
      onSent(reply, replied)
      await stale(person.id)
    },
  })
}

/** bodyOf is what the server reads. */
export function bodyOf({ content, next, way }: Reply) {
  return { content: content.trim(), ...(way ? { channel: way.channel, by_hand: way.by_hand } : {}), ...(next ? { next_step: next } : {}) }
}
