import { Fragment, type ReactNode } from 'react'

/** Marked writes a sentence with its marked parts, `<b>so</b>`, as `marks` says: what Trans does, without its parser of HTML, for what is part of the first load. Marks are not nested. */
export function Marked({ text, marks }: { text: string; marks: Record<string, (inner: string) => ReactNode> }) {
  const parts = text.split(/(<(\w+)>[^<]*<\/\2>)/)
  const shown: ReactNode[] = []
  for (let i = 0; i < parts.length; i += 3) {
    shown.push(<Fragment key={i}>{parts[i]}</Fragment>)
    const name = parts[i + 2]
    if (name) shown.push(<Fragment key={`${i} ${name}`}>{marks[name]?.(parts[i + 1]?.slice(name.length + 2, -name.length - 3) ?? '')}</Fragment>)
  }
  return <>{shown}</>
}
