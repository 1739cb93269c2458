/**
 * sonner is a Vite plugin that drops the one call by which the library puts a bare <style> into the page: our policy has no
 * 'unsafe-inline'. The same rules come from sonner/dist/styles.css through src/styles/toast.css. Fails when the call is gone,
 * so that an update of the library is looked at.
 */
export function sonner() {
  return {
    name: 'aceno-sonner-without-style',
    enforce: 'pre',
    // The optimizer of the dev server would bundle the module before any transform sees it.
    config: () => ({ optimizeDeps: { exclude: ['sonner'] } }),
    transform(code, id) {
      if (!/\/sonner\/dist\/index\.m?js(\?|$)/.test(id)) return null
      const without = code.replace(/^__insertCSS\(.*\);?$/m, '')
      if (without === code) this.error('sonner no longer calls __insertCSS at the top level: look at how it brings its styles')
      return { code: without, map: null }
    },
  }
}
