import { describe, expect, it } from 'vitest';

import { areaOf, begin, problemsOf, starter, tidy } from './draft';
import { beside, stepOf } from './schema';
import { moved, withStep } from './sequence';
import type { Campaign } from './types';

const blank = { found_count: 0, search_config: null, agent: '', sequence: null, schedule: null, legal_basis: '' } as unknown as Campaign;

describe('what is missing', () => {
  it('is named by the step where it is put right', () => {
    expect(problemsOf(blank)).toEqual({ buscar: ['noSource'], escrever: ['noAgent', 'noSequence'], ritmo: ['noWindow'], limites: ['noBasis'] });
  });

  it('is nothing for a campaign as it begins', () => {
    const c = { ...blank, ...begin({ niche: 'dentista', city: 'Campinas', noSite: true, name: 'x', language: 'pt-BR', zone: 'America/Sao_Paulo', agent: 'a', plans: [], accounts: [] }) } as Campaign;
    expect(problemsOf(c)).toEqual({});
    expect(c.selection).toBe('manual');
    expect(c.qualification).toEqual({ require: ['phone'], has_website: false });
  });

  it('is no source where people were imported', () => {
    expect(problemsOf({ ...blank, found_count: 3 }).buscar).toBeUndefined();
  });

  it('is a text that is only blanks, unless a template or a writer makes it', () => {
    const of = (sequence: object[]) => problemsOf({ ...blank, agent: 'a', sequence } as unknown as Campaign).escrever;
    expect(of([{ wait_hours: 0, variants: [{ template: ' ' }] }])).toEqual(['emptyText']);
    expect(of([{ wait_hours: 0, whatsapp_template: 'a/pt_BR' }])).toBeUndefined();
  });
});

it('leaves out of a qualification what says nothing', () => {
  expect(tidy({ require: [], has_website: false, rating: { min: null }, min_score: NaN, keywords: { any: ['x'], none: [] } })).toEqual({ has_website: false, keywords: { any: ['x'] } });
});

it.each([['Campinas', 'Campinas, BR'], ['  Vale   Sereno ', 'Vale Sereno, BR'], ['Porto, PT', 'Porto, PT'], ['Lisboa, Portugal', 'Lisboa, Portugal'], ['', '']])('takes %j for %j', (city, area) => {
  expect(areaOf(city)).toBe(area);
});

it('begins with a way out in every text', () => {
  for (const language of ['pt-BR', 'en']) for (const step of starter(language, true)) expect(step.variants?.[0]?.template).toContain('{{ optout }}');
});

describe('a sequence', () => {
  const two = starter('pt-BR', false);
  it('sends its first at once, wherever it came from', () => {
    const swapped = moved(two, 1, 0);
    expect(swapped.map((s) => s.wait_hours)).toEqual([0, 72]);
    expect(swapped[0]?.stop_if).toBeUndefined();
  });
  it('drops a key that is taken back', () => {
    expect(withStep([{ wait_hours: 0, use_agent: true }], 0, { use_agent: undefined })).toEqual([{ wait_hours: 0 }]);
  });
});

it('knows the steps and their neighbours', () => {
  expect(stepOf('nada')).toBe('buscar');
  expect(beside('buscar', -1)).toBeUndefined();
  expect(beside('limites', 1)).toBe('conferir');
});
