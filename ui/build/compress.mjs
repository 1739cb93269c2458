// Writes a .br and a .gz beside what is served and shrinks by it. The same input gives the same bytes, on any day: gzip's
// header bears no time. The page itself is left out, since every answer writes its nonce into it.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = new URL('../../pb_public/', import.meta.url).pathname
const text = /\.(js|css|svg|json|webmanifest|txt)$/

for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !text.test(entry.name)) continue
  const path = join(entry.parentPath, entry.name)
  const raw = await readFile(path)
  if (raw.length < 1024) continue
  await writeFile(`${path}.br`, brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  }))
  const zipped = gzipSync(raw, { level: 9 })
  zipped[9] = 255 // the system that packed it: unknown
  await writeFile(`${path}.gz`, zipped)
}
