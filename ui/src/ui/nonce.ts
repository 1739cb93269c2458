import { setNonce } from 'get-nonce'

/**
 * pageNonce reads the nonce of this response: of the meta that Vite writes, else of the first script.
 * Browsers hide the attribute once the page is parsed, hence the property. Undefined where the page has no policy (tests).
 */
export function pageNonce(): string | undefined {
  const holder =
    document.querySelector<HTMLElement>('meta[property="csp-nonce"]') ?? document.querySelector<HTMLElement>('script[nonce]')
  return holder?.nonce || holder?.getAttribute('nonce') || undefined
}

/** installNonce lets the scroll lock of dialogs add its style under the page's policy. Call it once, before the first render. */
export function installNonce(): void {
  const nonce = pageNonce()
  if (nonce) setNonce(nonce)
}
