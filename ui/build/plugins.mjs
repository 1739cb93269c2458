// What Vite does not do by itself.
import { mkdir, rename, rmdir } from 'node:fs/promises'

/** manifestAside moves the manifest out of what is served; the test of the budgets reads it. */
export function manifestAside() {
  return {
    name: 'manifest-aside',
    apply: 'build',
    async closeBundle() {
      await mkdir('node_modules/.aceno', { recursive: true })
      await rename('../pb_public/.vite/manifest.json', 'node_modules/.aceno/manifest.json').catch(ignoreMissing)
      await rmdir('../pb_public/.vite').catch(ignoreMissing)
    },
  }
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error
}
