import { cell } from './export';
import { decode, parse, separatorOf } from './sheet';
import type { ImportLine } from './types';

/** The rows of a file that were rejected, with its head and why in a last column: corrected there and sent again. */
export async function failedLines(file: Blob, report: ImportLine[]): Promise<string> {
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  return pick(parse(text, separatorOf(text), Infinity), report);
}

/** Row 1 is the first below the head, as the report counts. */
export function pick(rows: string[][], report: ImportLine[]): string {
  const [head = [], ...rest] = rows;
  const lines = report
    .filter((line) => line.result === 'rejected')
    .map((line) => {
      const row = rest[line.row - 1] ?? [];
      return [...head.map((_, i) => row[i] ?? ''), (line.errors ?? []).map((e) => e.message).join(' ')].map(cell).join(';');
    });
  return `\uFEFF${[[...head, 'erro'].map(cell).join(';'), ...lines].join('\r\n')}\r\n`;
}
