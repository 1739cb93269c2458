import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { Input } from '@/ui/Input'

/** CopyLine is a text to take along: it is selected on focus, and copied by the button beside it. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('common')
  const [copied, setCopied] = useState(false)
  return (
    <div className="flex gap-2">
      <Input readOnly aria-label={label} value={text} onFocus={(event) => event.target.select()} className="min-w-0 flex-1" />
      <Button icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </div>
  )
}
