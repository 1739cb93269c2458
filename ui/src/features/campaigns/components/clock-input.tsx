import { useEffect, useState } from 'react';

import { Input } from '@/ui/Input';
import { readClock } from '../windows';

interface Props {
  value: string;
  label: string;
  onCommit: (value: string) => void;
}

/** An hour of the day, always of 24: what the browser offers speaks the browser's language, not the person's. */
export function ClockInput({ value, label, onCommit }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    const read = readClock(text);
    if (read === null) return setText(value);
    setText(read);
    if (read !== value) onCommit(read);
  };
  return (
    <Input
      aria-label={label}
      className="w-[76px] text-center tabular-nums"
      inputMode="numeric"
      maxLength={5}
      value={text}
      onChange={(e) => setText(e.target.value)}
      onBlur={commit}
      onKeyDown={(e) => e.key === 'Enter' && commit()}
    />
  );
}
