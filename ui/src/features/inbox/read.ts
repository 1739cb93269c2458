import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { keys } from '@/api/keys'
import { pb } from '@/api/pb'
import { useSession } from '@/api/session'
import type { Talk } from './types'

/** useMarkRead marks what is on screen as read, once for each last message, so that "leave as unread" holds. */
export function useMarkRead(talk: Talk | null | undefined, write: boolean): void {
  const client = useQueryClient()
  const { workspace } = useSession()
  const done = useRef('')
  const id = talk?.id
  const last = `${id} ${talk?.last_message_at}`
  const unread = (talk?.unread_count ?? 0) > 0
  useEffect(() => {
    if (!id || !unread || !write || done.current === last || document.hidden) return
    done.current = last
    pb.collection('conversations').update(id, { unread_count: 0 })
      .then(() => client.invalidateQueries({ queryKey: keys.route(workspace.id, 'conversations').slice(0, 2) }))
      .catch(() => undefined) // it stays unread, which loses nothing
  }, [id, unread, write, last, client, workspace.id])
}
