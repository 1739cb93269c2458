import { describe, expect, it } from 'vitest';

import { spansOf } from '@/api/claims';
import { roomsOf, roomState } from './rooms';
import type { Progress, Why } from './types';
import { gatesShown, remedyOf, toneOf } from './why';

const why = (part: Partial<Why>): Why => ({ sending: false, code: '', params: {}, message: '', next_at: null, next: null, gates: [], ...part });

describe('the why bar', () => {
  it('is green only while something goes out', () => {
    expect(toneOf(why({ sending: true }))).toBe('ok');
    expect(toneOf(why({ code: 'outside_window' }))).toBe('warn');
    expect(toneOf(why({ code: 'account_blocked' }))).toBe('bad');
    expect(toneOf(why({ code: 'campaign_completed' }))).toBe('idle');
  });

  it('shows closed gates and counted ones', () => {
    const gate = (code: string, ok: boolean, limit = 0) => ({ code, ok, used: 0, limit, until: null });
    expect(gatesShown([gate('send_locked', true), gate('gap', false), gate('account_per_hour', true, 60)]).map((g) => g.code)).toEqual(['gap', 'account_per_hour']);
    expect(gatesShown(null)).toEqual([]);
  });

  it('leads to where the cause is taken away', () => {
    expect(remedyOf('outside_window', 'c')?.to).toBe('/campanhas/c/editar/ritmo');
    expect(remedyOf('awaiting_approval', 'c')?.to).toBe('/revisar');
    expect(remedyOf('gap', 'c')).toBeNull();
  });
});

describe('the rooms', () => {
  it('count each person once', () => {
    const parts = roomsOf({ found_count: 122, qualified_count: 106, contacted_count: 95, replied_count: 28 });
    expect(parts.reduce((sum, p) => sum + p.value, 0)).toBe(122);
  });

  it('say whose turn it is', () => {
    const progress = (name: 'write' | 'send', waiting: number, doing: number, sending = false): Progress => ({ status: 'active', counters: {}, stages: [{ name, waiting, doing, last_at: null }], why: why({ sending }) });
    expect(roomState('write', 'draft', undefined, 3)).toBe('yours');
    expect(roomState('write', 'active', progress('write', 4, 1), 3)).toBe('running');
    expect(roomState('send', 'draft', undefined, 0)).toBe('off');
    expect(roomState('send', 'active', progress('send', 4, 0), 0)).toBe('waiting');
    expect(roomState('send', 'active', progress('send', 4, 0, true), 0)).toBe('running');
  });
});

describe('the claims of a text', () => {
  const fact = (start: number, end: number) => ({ id: 'f', text: '', url: '', at: '', start, end });
  it('lie where their bytes do, whatever letters come before', () => {
    const text = 'Olá! É em Vale Sereno.';
    const start = new TextEncoder().encode('Olá! É em ').length;
    expect(spansOf(text, [fact(start, start + 11)])).toEqual([{ text: 'Olá! É em ' }, expect.objectContaining({ text: 'Vale Sereno', index: 0 }), { text: '.' }]);
  });
  it('never lose a letter to a span that overlaps or lies outside', () => {
    const pieces = spansOf('abcdef', [fact(1, 3), fact(2, 5), fact(4, 99)]);
    expect(pieces.map((p) => p.text).join('')).toBe('abcdef');
    expect(spansOf('abc', null)).toEqual([{ text: 'abc' }]);
  });
});
