import type { Scope } from './keys'

/** Words of the help. */
export type KeyWord = 'palette' | 'help' | 'search' | 'close' | 'goToday' | 'goInbox' | 'goReview' | 'goQueue' | 'goCampaigns' | 'goProspects' | 'goSettings' | 'newCampaign' | 'next' | 'previous' | 'open' | 'mark' | 'extend'
  | 'approve' | 'edit' | 'skip' | 'takeBack' | 'reply' | 'send' | 'done' | 'snooze' | 'assign' | 'suppress' | 'stepBack' | 'stepOn' | 'openChat' | 'sent'

export type KeyLine = {
  /** As KeyboardEvent.key in lower case, with its modifiers before it: 'j', 'shift+j', 'mod+k', 'g h', 'enter'. */
  keys: string[]
  /** What it does. */
  word: KeyWord
}

/** The one table of keys: the help and the tooltips are read from it. */
export const keyTable: Record<Scope, KeyLine[]> = {
  everywhere: [
    { keys: ['mod+k'], word: 'palette' },
    { keys: ['?'], word: 'help' },
    { keys: ['/'], word: 'search' },
    { keys: ['escape'], word: 'close' },
    { keys: ['g h'], word: 'goToday' },
    { keys: ['g i'], word: 'goInbox' },
    { keys: ['g r'], word: 'goReview' },
    { keys: ['g f'], word: 'goQueue' },
    { keys: ['g c'], word: 'goCampaigns' },
    { keys: ['g p'], word: 'goProspects' },
    { keys: ['g s'], word: 'goSettings' },
    { keys: ['n'], word: 'newCampaign' },
  ],
  list: [
    { keys: ['j', 'arrowdown'], word: 'next' },
    { keys: ['k', 'arrowup'], word: 'previous' },
    { keys: ['enter'], word: 'open' },
    { keys: ['x'], word: 'mark' },
    { keys: ['shift+j', 'shift+k'], word: 'extend' },
  ],
  review: [
    { keys: ['a'], word: 'approve' },
    { keys: ['e'], word: 'edit' },
    { keys: ['s'], word: 'skip' },
    { keys: ['z'], word: 'takeBack' },
  ],
  inbox: [
    { keys: ['r'], word: 'reply' },
    { keys: ['mod+enter'], word: 'send' },
    { keys: ['e'], word: 'done' },
    { keys: ['h'], word: 'snooze' },
    { keys: ['m'], word: 'assign' },
    { keys: ['shift+x'], word: 'suppress' },
  ],
  builder: [
    { keys: ['alt+arrowleft'], word: 'stepBack' },
    { keys: ['alt+arrowright'], word: 'stepOn' },
  ],
  queue: [
    { keys: ['o'], word: 'openChat' },
    { keys: ['enter'], word: 'sent' },
  ],
}
