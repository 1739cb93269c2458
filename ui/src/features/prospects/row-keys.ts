import type { RefObject } from 'react';

import { useKeys } from '@/app/keys';
import type { Row } from './types';

interface Options {
  rows: Row[];
  focused: string;
  setFocused: (id: string) => void;
  open: (id: string) => void;
  toggle: (id: string) => void;
  refuse: (row: Row) => void;
  reword: (place: number) => void;
  close: () => void;
  write: boolean;
  box: RefObject<HTMLInputElement | null>;
}

/** Walking and judging the list by keys. */
export function useRowKeys({ rows, focused, setFocused, open, toggle, refuse, reword, close, write, box }: Options) {
  const at = rows.findIndex((row) => row.id === focused);
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) setFocused(next.id);
  };
  const extend = (by: number) => {
    if (focused) toggle(focused);
    step(by);
  };
  const row = rows[at];
  useKeys('list', {
    j: () => step(1),
    k: () => step(-1),
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    'shift+j': () => extend(1),
    'shift+k': () => extend(-1),
    enter: () => row && open(row.id),
    x: () => write && row && row.status !== 'ignored' && refuse(row),
    '1': () => write && reword(1),
    '2': () => write && reword(2),
    '3': () => write && reword(3),
    '4': () => write && reword(4),
    '5': () => write && reword(5),
    '/': () => box.current?.focus(),
    escape: close,
  });
}
