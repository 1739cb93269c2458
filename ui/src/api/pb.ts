import PocketBase, { BaseAuthStore } from 'pocketbase'
import { gatedFetch } from './gate'

/** The SDK: collections, files and realtime. It keeps no token, since the session lives in cookies that scripts cannot read. */
export const pb = new PocketBase('/', new BaseAuthStore())

pb.autoCancellation(false) // TanStack Query cancels what nobody waits for
pb.beforeSend = (url, options) => ({ url, options: { ...options, credentials: 'same-origin', fetch: gatedFetch } })
