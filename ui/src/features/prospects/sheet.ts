/** The head of a list: its columns and first rows, as far as a browser needs to ask what they are. */
export interface Head {
  columns: string[];
  rows: string[][];
  /** Rows with content, when the whole file was read. */
  count?: number;
}

const separators = [';', ',', '\t', '|'] as const;

/** Reads as much of a file as its first rows take, whatever program saved it. */
export async function readHead(file: Blob, rows = 5): Promise<Head> {
  const whole = file.size <= 4 << 20;
  const bytes = new Uint8Array(await file.slice(0, whole ? file.size : 256 << 10).arrayBuffer());
  const text = decode(bytes);
  const all = parse(text, separatorOf(text), whole ? Infinity : rows + 1);
  const [columns = [], ...rest] = all;
  return { columns: columns.map((c) => c.trim()), rows: rest.slice(0, rows), count: whole ? rest.length : undefined };
}

/** UTF-16 by its mark, UTF-8 where it holds, else what Excel in Brazil writes. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The sign between cells: the one that the first line has most of, outside quotes. */
export function separatorOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const counts = separators.map((s) => line.split(s).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ';';
}

/** Rows of cells, quotes taken off; rows without content are left out. */
export function parse(text: string, separator: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const end = () => {
    row.push(cell);
    cell = '';
    if (row.some((c) => c.trim() !== '')) rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length && rows.length < most; i++) {
    const sign = text[i]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') end();
    else if (sign !== '\r') cell += sign;
  }
  if (rows.length < most && (cell !== '' || row.length > 0)) end();
  return rows;
}

/** What a column may be, as the server names it; the usual ones. */
export const targets = [
  'name', 'legal_name', 'contact_name', 'phone', 'mobile', 'whatsapp', 'area_code', 'email', 'website', 'instagram', 'facebook', 'linkedin',
  'address', 'street', 'street_number', 'district', 'city', 'state', 'zip', 'country', 'lat', 'lng', 'category', 'rating', 'reviews',
  'followers', 'opening_hours', 'do_not_call', 'tags', 'notes',
] as const;
export type Target = (typeof targets)[number];

const words: [RegExp, Target][] = [
  [/whats|zap|wpp/, 'whatsapp'],
  [/^(celular|mobile|cel)\b/, 'mobile'],
  [/^ddd$/, 'area_code'],
  [/fone|phone|^tel/, 'phone'],
  [/e ?mail/, 'email'],
  [/insta|^@$/, 'instagram'],
  [/facebook/, 'facebook'],
  [/linkedin/, 'linkedin'],
  [/^(site|website|url|pagina|web)\b/, 'website'],
  [/razao social|legal name/, 'legal_name'],
  [/contato|responsavel|contact/, 'contact_name'],
  [/^(nome|name|empresa|fantasia|nome fantasia|company|cliente|estabelecimento|negocio)/, 'name'],
  [/cidade|city|municipio/, 'city'],
  [/^(uf|estado|state)$/, 'state'],
  [/^cep$|zip|postal/, 'zip'],
  [/bairro|district/, 'district'],
  [/endereco|address/, 'address'],
  [/^(rua|logradouro|street)/, 'street'],
  [/^(pais|country)$/, 'country'],
  [/ramo|categoria|category|segmento|atividade|trade/, 'category'],
  [/avaliacoes|reviews/, 'reviews'],
  [/^(nota|rating)/, 'rating'],
  [/seguidores|followers/, 'followers'],
  [/horario|hours/, 'opening_hours'],
  [/obs|notas|notes/, 'notes'],
  [/tags|etiquetas/, 'tags'],
];

/** What a header most likely means; '' where the server should look at the cells. */
export function guess(header: string): Target | '' {
  const plain = header.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[_-]+/g, ' ').trim();
  return words.find(([pattern]) => pattern.test(plain))?.[1] ?? '';
}

/** What the server is told: only what somebody decided; "skip" says that a column is not imported. */
export function mappingOf(columns: string[], chosen: Record<number, Target | 'skip' | ''>): { index: number; target: string }[] {
  return columns.flatMap((_, index) => {
    const target = chosen[index];
    return target ? [{ index, target: target === 'skip' ? '' : target }] : [];
  });
}

/** Whether any column can reach a person. */
export function reaches(chosen: Record<number, Target | 'skip' | ''>): boolean {
  return Object.values(chosen).some((t) => t === 'phone' || t === 'mobile' || t === 'whatsapp' || t === 'email' || t === 'instagram');
}
