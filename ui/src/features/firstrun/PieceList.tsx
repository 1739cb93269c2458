import { Pencil, PenLine, Quote } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { IconButton } from '@/ui/IconButton'
import { Textarea } from '@/ui/Textarea'
import { pieces, siteOf, type Piece, type PieceName, type Profile } from './schema'

type Props = { profile: Profile; onChange: (name: PieceName, value: string) => void }

/** PieceList is the card: each thing said, where it comes from, and a pencil. */
export function PieceList({ profile, onChange }: Props) {
  return (
    <Card>
      <ul>
        {pieces.map((name) => (
          <PieceRow key={name} name={name} piece={profile[name]} onChange={(value) => onChange(name, value)} />
        ))}
      </ul>
    </Card>
  )
}

function PieceRow({ name, piece, onChange }: { name: PieceName; piece: Piece | undefined; onChange: (value: string) => void }) {
  const { t } = useTranslation('firstrun')
  const [editing, setEditing] = useState<string | null>(null)
  const label = t(`piece.${name}`)
  if (editing !== null) {
    return (
      <li className="border-t border-line p-4 first:border-0">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onChange(editing)
            setEditing(null)
          }}
        >
          <Field label={label} hint={t(`pieceHint.${name}`)}>
            {(field) => <Textarea {...field} rows={2} autoFocus maxLength={600} value={editing} onChange={(event) => setEditing(event.target.value)} />}
          </Field>
          <div className="mt-2 flex gap-2">
            <Button size="sm" type="submit" variant="secondary">{t('piece.keep')}</Button>
            <Button size="sm" variant="quiet" onClick={() => setEditing(null)}>{t('piece.leave')}</Button>
          </div>
        </form>
      </li>
    )
  }
  return (
    <li className="flex items-start gap-2.5 border-t border-line py-3 pr-2.5 pl-4 first:border-0">
      <div className="min-w-0 flex-1">
        <span className="text-xs text-ink-3">{label}</span>
        {piece ? <p className="font-semibold break-words">{piece.value}</p> : <p className="text-ink-3">{t('piece.none')}</p>}
        {piece && <Origin piece={piece} />}
      </div>
      <IconButton size="sm" variant="quiet" label={t('piece.edit', { piece: label })} icon={<Pencil className="size-[15px]" />} onClick={() => setEditing(piece?.value ?? '')} />
    </li>
  )
}

/** Origin says where a piece comes from: the page, with its words on hover, or the person. */
function Origin({ piece }: { piece: Piece }) {
  const { t } = useTranslation('firstrun')
  if (piece.origin === 'person') {
    return <span className="mt-0.5 flex items-center gap-[5px] text-xs text-ink-3"><PenLine aria-hidden className="size-[13px]" />{t('origin.person')}</span>
  }
  return (
    <a href={piece.url} target="_blank" rel="noreferrer" title={piece.quote} className="mt-0.5 inline-flex max-w-full items-center gap-[5px] text-xs text-ink-3 hover:underline">
      <Quote aria-hidden className="size-[13px] flex-none" />
      <span className="truncate">{t('origin.site', { page: siteOf(piece.url ?? '') })}</span>
    </a>
  )
}
