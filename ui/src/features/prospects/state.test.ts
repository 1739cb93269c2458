import { describe, expect, it } from 'vitest';

import { isDrawn, onOutline } from './outline';
import { weightiest } from './reasons';
import { markOf } from './state';

describe('the mark of a person', () => {
  it('says an opt-out before all else', () => expect(markOf('ignored', 'opt_out').word).toBe('opt_out'));
  it('says what an answer meant', () => expect(markOf('replied', 'interested')).toMatchObject({ word: 'interested', tone: 'ok' }));
  it('falls back to the status', () => {
    expect(markOf('replied', 'other').word).toBe('replied');
    expect(markOf('converted', 'interested').word).toBe('converted');
    expect(markOf('no such', '').word).toBe('found');
  });
});

it('puts the weightiest reasons first, whatever their sign', () => {
  expect(weightiest([{ code: 'a', points: 5 }, { code: 'b', points: -50 }, { code: 'c', points: 30 }], 2).map((r) => r.code)).toEqual(['b', 'c']);
});

describe('the outline', () => {
  it('holds a place in Brazil and none elsewhere', () => {
    expect(isDrawn(-47.06, -22.9)).toBe(true);
    expect(isDrawn(2.35, 48.85)).toBe(false);
    expect(isDrawn(0, 0)).toBe(false);
  });
  it('has the north above', () => expect(onOutline(-47, -3)[1]).toBeLessThan(onOutline(-47, -22)[1]));
});
