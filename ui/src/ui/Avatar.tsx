import { cn } from './cn'

/** initialsOf takes the first letters of the first and last word that begin with a letter: "Dra. Jandira Lobo" is DL. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !/^(d[aeo]s?|e|&)$/i.test(word))
  const first = words[0]?.[0] ?? name.trim()[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? '')
  return (first + last).toLocaleUpperCase()
}

const grounds = [
  'bg-primary-soft text-primary-ink',
  'bg-ok-soft text-ok-ink',
  'bg-warn-soft text-warn-ink',
  'bg-info-soft text-info-ink',
  'bg-accent-soft text-warn-ink',
]

function groundOf(name: string): string {
  let hash = 0x811c9dc5; // FNV-1a: neighbours in the alphabet fall apart
  for (const sign of name) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return grounds[((hash ^ (hash >>> 15)) >>> 0) % grounds.length] ?? ''
}

interface AvatarProps {
  name: string
  src?: string
  size?: 'sm' | 'md' | 'lg'
  /** Square for businesses, round for people. */
  square?: boolean
  className?: string
}

const sizes = { sm: 'size-7 text-[0.72rem]', md: 'size-10 text-base', lg: 'size-12 text-lg' }
const corners = { sm: 'rounded-[8px]', md: 'rounded-[12px]', lg: 'rounded-[14px]' }

/** Avatar is a picture or the letters of a name; the same name has the same colour. The name stands beside it, hence hidden. */
export function Avatar({ name, src, size = 'sm', square, className }: AvatarProps) {
  const shape = cn('grid shrink-0 place-items-center overflow-hidden font-bold', sizes[size], square ? corners[size] : 'rounded-full', className)
  if (src) return <img src={src} alt="" loading="lazy" className={cn(shape, 'object-cover')} />
  return (
    <span aria-hidden="true" className={cn(groundOf(name), shape)}>
      {initialsOf(name)}
    </span>
  )
}
