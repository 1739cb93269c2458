import { useTranslation } from 'react-i18next'
import type { TemplateItem } from '@/api/openapi'
import { StateMark } from '@/ui/StateMark'
import { bodyOf, templateState } from './template'

/** TemplateRow is a template: its name as campaigns name it, its text, and whether it may go out. */
export function TemplateRow({ template }: { template: TemplateItem }) {
  const { t } = useTranslation('accounts')
  const state = templateState(template.status)
  const body = bodyOf(template.components)
  return (
    <li className="grid gap-1 border-t border-line px-[18px] py-3.5 first:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold">{template.name}<span className="font-normal text-ink-3">/{template.language}</span></h2>
        <StateMark tone={state.tone} word={t(`templateState.${state.word}`)} />
      </div>
      {body && <p className="max-w-[64ch] text-sm whitespace-pre-line text-ink-2">{body}</p>}
      <p className="text-xs text-ink-3">{template.category.toLowerCase()}</p>
    </li>
  )
}
