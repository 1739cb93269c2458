import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Chip } from '@/ui/Chip';
import { Field } from '@/ui/Field';
import { Input } from '@/ui/Input';

/** A list of words: Enter or a comma adds, the cross takes one off. */
export function WordChips({ label, hint, words, onChange }: { label: string; hint?: string; words: string[]; onChange: (words: string[]) => void }) {
  const { t } = useTranslation('campaigns');
  const [text, setText] = useState('');
  const add = () => {
    const next = text.split(',').map((w) => w.trim()).filter((w) => w && !words.includes(w));
    setText('');
    if (next.length > 0) onChange([...words, ...next]);
  };
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          {words.map((word) => (
            <Chip key={word} onRemove={() => onChange(words.filter((w) => w !== word))} removeLabel={t('words.remove', { word })}>
              {word}
            </Chip>
          ))}
          <Input
            {...control}
            className="w-44"
            value={text}
            placeholder={t('words.add')}
            onChange={(e) => setText(e.target.value)}
            onBlur={add}
            onKeyDown={(e) => {
              if (e.key !== 'Enter' && e.key !== ',') return;
              e.preventDefault();
              add();
            }}
          />
        </div>
      )}
    </Field>
  );
}
