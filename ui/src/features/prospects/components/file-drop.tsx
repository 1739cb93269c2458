import { FileText, Upload } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/ui/Button';
import { cn } from '@/ui/cn';

/** A place for a file: dropped, or chosen by a button. */
export function FileDrop({ file, onFile, error }: { file: File | null; onFile: (file: File) => void; error?: string }) {
  const { t } = useTranslation('prospects');
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div>
      <div
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          const dropped = e.dataTransfer.files[0];
          if (dropped) onFile(dropped);
        }}
        className={cn('flex flex-col items-center gap-2 rounded-lg border border-dashed border-line-strong bg-surface px-6 py-8 text-center', over && 'border-primary bg-primary-soft', file && 'flex-row justify-between py-4 text-left')}
      >
        {file ? (
          <span className="flex min-w-0 items-center gap-3">
            <FileText className="size-5 flex-none text-ink-3" aria-hidden="true" />
            <b className="truncate font-semibold">{file.name}</b>
          </span>
        ) : (
          <>
            <Upload className="size-6 text-ink-3" aria-hidden="true" />
            <p className="font-semibold max-md:hidden">{t('import.drop')}</p>
            <p className="text-sm text-ink-3">{t('import.size')}</p>
          </>
        )}
        <Button variant="secondary" onClick={() => input.current?.click()} aria-describedby={error ? id : undefined}>
          {file ? t('import.again') : t('import.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('import.choose')}
          onChange={(e) => {
            const picked = e.target.files?.[0];
            if (picked) onFile(picked);
            e.target.value = '';
          }}
        />
      </div>
      {error ? (
        <p id={id} role="alert" className="mt-2 text-sm font-medium text-bad-ink">
          {error}
        </p>
      ) : null}
    </div>
  );
}
