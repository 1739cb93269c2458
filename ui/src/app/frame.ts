import type { RouteObject } from 'react-router'
import type { Words } from '@/i18n'

/** What stands around a screen, named in its route's `handle`. Without a handle it is the shell, behind the sign-in. */
export type Handle = {
  /** open: nobody needs to be signed in · bare: signed in, without sidebar and bars · shell: all of it */
  frame?: 'open' | 'bare' | 'shell'
  /** The bottom bar of the phone gives way to the screen's own act. */
  bar?: 'hidden'
}

/** What a feature's routes file gives. */
export type Feature = { words: Words; routes: RouteObject[] }

/** frameOf says what a feature's route stands in. */
export function frameOf(route: RouteObject): NonNullable<Handle['frame']> {
  return (route.handle as Handle | undefined)?.frame ?? 'shell'
}
