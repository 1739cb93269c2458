import { describe, expect, it } from 'vitest';

import { clash, readClock, readWeek, writeWeek } from './windows';

describe('a week', () => {
  it.each([
    [['mon-fri 09:00-12:00,13:30-18:00']],
    [['mon-sat 08:00-20:00']],
    [['mon 09:00-10:00', 'wed-thu 09:00-10:00', 'sun 18:00-24:00']],
  ])('%j goes there and back', (windows) => expect(writeWeek(readWeek(windows)!)).toEqual(windows));

  it('reads days as people write them', () => {
    expect(writeWeek(readWeek(['seg-sex 9:00-18:00', 'sáb 09:00-12:00'])!)).toEqual(['mon-fri 09:00-18:00', 'sat 09:00-12:00']);
    expect(writeWeek(readWeek(['sat-mon 09:00-10:00'])!)).toEqual(['mon 09:00-10:00', 'sat-sun 09:00-10:00']);
  });

  it('leaves alone what the grid cannot show', () => {
    expect(readWeek(['whenever'])).toBeNull();
    expect(readWeek(['mon 9-18'])).toBeNull();
  });
});

it.each([['9', '09:00'], ['8h30', '08:30'], ['0930', '09:30'], ['18:5', null], ['24:00', '24:00'], ['24:10', null], ['25', null], ['', null]])('reads %j as %j', (text, clock) => {
  expect(readClock(text)).toBe(clock);
});

it('sees hours that end before they begin, or cross', () => {
  expect(clash([{ from: '18:00', to: '09:00' }])).toBe('order');
  expect(clash([{ from: '13:00', to: '18:00' }, { from: '09:00', to: '13:30' }])).toBe('overlap');
  expect(clash([{ from: '09:00', to: '12:00' }, { from: '12:00', to: '18:00' }])).toBeNull();
});
