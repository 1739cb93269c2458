// What is served beside a file is that file, packed; and the page is served as it is, since every answer writes into it.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const served = '../pb_public'
const files = existsSync(served) ? (readdirSync(served, { recursive: true }) as string[]) : []

describe('what is served', () => {
  it('is packed without a difference', () => {
    const packed = files.filter(name => /\.(br|gz)$/.test(name))
    expect(packed.length).toBeGreaterThan(0)
    for (const name of packed) {
      const raw = readFileSync(join(served, name.replace(/\.(br|gz)$/, '')))
      const unpacked = (name.endsWith('.br') ? brotliDecompressSync : gunzipSync)(readFileSync(join(served, name)))
      expect(unpacked.equals(raw), name).toBe(true)
    }
  })

  it('has no packed page, no map and no manifest', () => {
    expect(files.filter(name => /index\.html\.|\.map$|manifest\.json/.test(name))).toEqual([])
  })

  it('gives every script and style of the page the nonce', () => {
    const page = readFileSync(join(served, 'index.html'), 'utf8')
    for (const tag of page.match(/<(script|style|link rel="(stylesheet|modulepreload)")[^>]*>/g) ?? []) expect(tag).toContain('nonce="{{nonce}}"')
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="/)
  })
})
