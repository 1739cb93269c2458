// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { cell, csvOf, exportHref } from './export';
import { decode, guess, mappingOf, parse, reaches, readHead, separatorOf } from './sheet';

describe('the head of a list', () => {
  it('reads quotes, line ends and semicolons inside of a cell', () => {
    expect(parse('a;b\r\n"x; ""y""\nz";2\n\n;;\n3;4', ';', Infinity)).toEqual([['a', 'b'], ['x; "y"\nz', '2'], ['3', '4']]);
  });

  it('finds the sign between cells outside quotes', () => {
    expect(separatorOf('"a,b,c";d;e\n1,2')).toBe(';');
    expect(separatorOf('a\tb\tc')).toBe('\t');
    expect(separatorOf('a,b')).toBe(',');
  });

  it('reads what Excel in Brazil writes', () => {
    expect(decode(new Uint8Array([0x53, 0xe3, 0x6f]))).toBe('São');
    expect(decode(new TextEncoder().encode('São'))).toBe('São');
    expect(decode(new Uint8Array([0xff, 0xfe, 0x53, 0x00]))).toBe('S');
  });

  it('gives five rows and the count of all', async () => {
    const file = new Blob([`Nome;Fone\n${Array.from({ length: 12 }, (_, i) => `n${i};1`).join('\n')}`]);
    expect(await readHead(file)).toMatchObject({ columns: ['Nome', 'Fone'], count: 12, rows: { length: 5 } });
  });
});

describe('what a column is taken for', () => {
  it.each([
    ['Nome Fantasia', 'name'], ['Razão Social', 'legal_name'], ['TELEFONE 1', 'phone'], ['Celular', 'mobile'], ['WhatsApp', 'whatsapp'],
    ['E-mail', 'email'], ['@instagram', 'instagram'], ['Município', 'city'], ['UF', 'state'], ['Website', 'website'], ['Xyz', ''],
  ])('%s is %s', (header, target) => expect(guess(header)).toBe(target));

  it('tells the server only what was decided', () => {
    expect(mappingOf(['a', 'b', 'c'], { 0: 'name', 1: '', 2: 'skip' })).toEqual([{ index: 0, target: 'name' }, { index: 2, target: '' }]);
  });

  it('knows whether anybody can be reached', () => {
    expect(reaches({ 0: 'name', 1: 'city' })).toBe(false);
    expect(reaches({ 0: 'name', 1: 'mobile' })).toBe(true);
  });
});

describe('an export', () => {
  it('has no cell that is a formula', () => {
    expect(cell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(cell('@x')).toBe("'@x");
    expect(cell('+55 19 90000-0014')).toBe("'+55 19 90000-0014");
    expect(cell('+5519900000014')).toBe('+5519900000014');
  });

  it('asks for the filters of the list', () => {
    expect(exportHref({ campaign: 'c', min_score: 50, sort: '-score' }, 'xlsx')).toBe('/api/v1/prospects/export?format=xlsx&campaign=c&min_score=50&sort=-score');
  });

  it('writes a row a person', () => {
    const row = { id: '1', campaign: 'c', name: 'A; B', category: 'x', city: 'y', phone: '', email: '', score: 5, stage: 'done', status: 'found', intent: '', created: '' } as const;
    expect(csvOf([row], undefined).split('\r\n')[1]).toBe('"A; B";x;y;;;;;5;found');
  });
});
