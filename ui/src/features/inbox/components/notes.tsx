import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '@/api/keys'
import { useAct } from '@/api/mutation'
import { announce } from '@/app/announce'
import { pb } from '@/api/pb'
import { useCan, useSession } from '@/api/session'
import { useFormat } from '@/format'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { Textarea } from '@/ui/Textarea'
import { useMembers, useNotes } from '../queries'
import type { Note } from '../types'

/** What the team wrote down about a person; nobody else sees it. */
export function Notes({ prospect }: { prospect: string }) {
  const { t } = useTranslation('inbox')
  const { workspace, record } = useSession()
  const client = useQueryClient()
  const write = useCan('write')
  const notes = useNotes(prospect)
  const [text, setText] = useState('')
  const again = () => client.invalidateQueries({ queryKey: keys.list(workspace.id, 'notes', { prospect }) })
  const create = (content: string) => pb.collection('notes').create({ workspace: workspace.id, prospect, text: content })
  const add = useAct<string>({ run: create, onSuccess: () => { setText(''); announce(t('done.noted')); return again() } })
  const remove = useAct<Note>({
    run: note => pb.collection('notes').delete(note.id),
    undo: async note => { await create(note.text); await again() },
    success: () => t('notes.deleted'),
    onSuccess: again,
  })
  return (
    <>
      {write && (
        <form onSubmit={event => { event.preventDefault(); if (text.trim()) add.mutate(text.trim()) }}>
          <Textarea grow rows={2} aria-label={t('notes.label')} placeholder={t('notes.placeholder')} value={text} onChange={event => setText(event.target.value)} />
          {text.trim() !== '' && <Button type="submit" size="sm" className="mt-2" loading={add.isPending}>{t('notes.save')}</Button>}
        </form>
      )}
      <ul className="mt-2 space-y-2">
        {notes.data?.map(note => <NoteLine key={note.id} note={note} onRemove={write && note.author === record.id ? () => remove.mutate(note) : undefined} />)}
      </ul>
    </>
  )
}

function NoteLine({ note, onRemove }: { note: Note; onRemove?: () => void }) {
  const { t } = useTranslation('inbox')
  const { dateTime } = useFormat()
  const { record } = useSession()
  const members = useMembers()
  const name = note.author === record.id ? t('act.me') : members.data?.find(m => m.user === note.author)?.name || t('act.noName')
  return (
    <li className="rounded-md bg-sunken px-3 py-2 text-sm">
      <p className="break-words whitespace-pre-wrap">{note.text}</p>
      <p className="mt-0.5 flex items-center gap-2 text-xs text-ink-3">
        <span className="flex-1">{t('notes.by', { name, when: dateTime(note.created) })}</span>
        {onRemove && <IconButton size="sm" label={t('notes.delete')} icon={<Trash2 aria-hidden="true" />} onClick={onRemove} />}
      </p>
    </li>
  )
}
