// What the app knows of the routes is what the document says.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the types of the routes are those of the document: else run `make types`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aceno-types-'))
  const made = join(folder, 'openapi.ts')
  try {
    execFileSync('node_modules/.bin/openapi-typescript', ['../docs/openapi.json', '--root-types', '--root-types-no-schema-prefix', '-o', made])
    expect(readFileSync(made, 'utf8') === readFileSync('src/api/openapi.ts', 'utf8')).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 30_000)
