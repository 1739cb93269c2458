// @vitest-environment jsdom
import { getNonce } from 'get-nonce'
import { afterEach, describe, expect, it } from 'vitest'
import { installNonce, pageNonce } from './nonce'

afterEach(() => {
  document.head.innerHTML = ''
})

describe('pageNonce', () => {
  it('is the one of the meta that the build writes', () => {
    document.head.innerHTML = '<meta property="csp-nonce" nonce="abc"><script nonce="other"></script>'
    expect(pageNonce()).toBe('abc')
  })
  it('is the one of a script where there is no meta', () => {
    document.head.innerHTML = '<script nonce="def"></script>'
    expect(pageNonce()).toBe('def')
  })
  it('is none on a page without a policy', () => {
    expect(pageNonce()).toBeUndefined()
  })
  it('reaches the scroll lock', () => {
    document.head.innerHTML = '<meta property="csp-nonce" nonce="ghi">'
    installNonce()
    expect(getNonce()).toBe('ghi')
  })
})
