import type { Campaign, Progress, Stage } from './types';

type Tone = 'idle' | 'info' | 'ok' | 'warn' | 'bad' | 'primary';

/**
 * Where a campaign's people are, each counted once: still to be read or let go, fit and not yet written to, written to without
 * an answer, answered.
 */
export function roomsOf(c: Pick<Campaign, 'found_count' | 'qualified_count' | 'contacted_count' | 'replied_count'>): {
  key: 'out' | 'fit' | 'contacted' | 'replied';
  value: number;
  tone: Tone;
}[] {
  const rest = (n: number) => Math.max(0, n);
  return [
    { key: 'replied', value: c.replied_count, tone: 'ok' },
    { key: 'contacted', value: rest(c.contacted_count - c.replied_count), tone: 'info' },
    { key: 'fit', value: rest(c.qualified_count - c.contacted_count), tone: 'primary' },
    { key: 'out', value: rest(c.found_count - Math.max(c.qualified_count, c.contacted_count)), tone: 'idle' },
  ];
}

export type RoomState = 'done' | 'running' | 'waiting' | 'yours' | 'listening' | 'off';

/** What a room does now, from what lies in it; whose turn it is decides the word. */
export function roomState(stage: Stage, status: string, progress: Progress | undefined, drafts: number): RoomState {
  const room = progress?.stages.find((s) => s.name === stage);
  if (stage === 'receive') return status === 'draft' ? 'off' : (room?.waiting ?? 0) > 0 ? 'running' : 'listening';
  if ((room?.doing ?? 0) > 0) return 'running';
  if (stage === 'write' && drafts > 0) return 'yours';
  if (stage === 'send') {
    if (status === 'completed') return 'done';
    if (status !== 'active') return 'off';
    return progress?.why.sending ? 'running' : 'waiting';
  }
  return (room?.waiting ?? 0) > 0 ? 'waiting' : 'done';
}

export const roomTone: Record<RoomState, Tone> = { done: 'ok', running: 'ok', waiting: 'warn', yours: 'primary', listening: 'ok', off: 'idle' };
