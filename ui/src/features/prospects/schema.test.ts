import { describe, expect, it } from 'vitest';

import { readSearch, writeSearch } from '@/app/search';
import { filtersOf, listSearch, queryOf } from './schema';

const read = (address: string) => readSearch(listSearch, new URLSearchParams(address));

describe('the address of the list', () => {
  it('goes there and back', () => {
    const address = 'view=judge&campaign=abc&city=Campinas&min=70&site=false&p=x&tab=history';
    const written = writeSearch(listSearch, read(address), new URLSearchParams());
    expect(new Set(written.toString().split('&'))).toEqual(new Set(address.split('&')));
  });

  it('drops what cannot be used', () => {
    expect(read('view=worst&min=900&status=dead&tab=7')).toEqual(read(''));
  });

  it('does not write what is usual', () => {
    expect(writeSearch(listSearch, read(''), new URLSearchParams()).toString()).toBe('');
  });
});

describe('the query of a list', () => {
  it('is best first within the newest campaign, unless one is named', () => {
    expect(queryOf(read(''), 'newest')).toEqual({ campaign: 'newest', sort: '-score' });
    expect(queryOf(read('campaign=mine'), 'newest')).toEqual({ campaign: 'mine', sort: '-score' });
  });

  it('is the newest first over all campaigns, since chances compare within one', () => {
    expect(queryOf(read('campaign=all&sort=-score'), 'newest')).toEqual({ sort: '-created' });
    expect(queryOf(read(''), undefined)).toEqual({ sort: '-created' });
  });

  it('adds filters to the view, and lets them win over it', () => {
    expect(queryOf(read('view=judge&min=50&q=%20ana%20'), 'c')).toEqual({ campaign: 'c', status: 'found', judged: 'false', min_score: 50, q: 'ana', sort: '-score' });
    expect(queryOf(read('view=nosite&site=true'), 'c').has_website).toBe('true');
  });

  it('names the filters that were set beyond the view', () => {
    expect(filtersOf(read('view=replied&city=Valinhos&min=30'))).toEqual(['city', 'min']);
  });
});
