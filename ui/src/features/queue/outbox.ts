import type { Mark, RefusedMark } from './types'

/** Where marks outlive the page. */
export type Shelf = { read: () => Promise<Mark[] | undefined>; write: (marks: Mark[]) => Promise<void> }

/** What the server made of a mark: taken, refused for a reason, or not reached. */
export type Delivery = 'taken' | 'unreached' | { refused: RefusedMark['reason'] }

/** What taking a mark back came to: done, too late or moved on for a reason, or not reached. */
export type TakenBack = 'done' | 'unreached' | { refused: RefusedMark['reason'] }

export type Courier = { deliver: (mark: Mark) => Promise<Delivery>; takeBack: (mark: Mark) => Promise<TakenBack> }

/** stuck: the last try did not reach the server. */
export type OutboxState = { waiting: Mark[]; refused: RefusedMark[]; loaded: boolean; stuck: boolean }

export type Outbox = ReturnType<typeof makeOutbox>

// Waits before another try, in ms; the last one again and again.
const waits = [4_000, 15_000, 60_000]

/** makeOutbox keeps marks until the server has taken them: in order, one at a time, each under its key. */
export function makeOutbox(shelf: Shelf, courier: Courier) {
  let state: OutboxState = { waiting: [], refused: [], loaded: false, stuck: false }
  let owner: { workspace: string; member: string } | null = null
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  const listeners = new Set<() => void>()
  const kept = load()

  function set(change: Partial<OutboxState>) {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  async function load() {
    const marks = await shelf.read().catch(() => undefined)
    set({ waiting: [...(marks ?? []), ...state.waiting], loaded: true })
  }

  // The page may close at any time: what waits is on the shelf before anything is sent.
  const save = () => shelf.write(state.waiting).catch(() => undefined)
  const drop = (key: string) => set({ waiting: state.waiting.filter(mark => mark.key !== key) })
  const mine = (mark: Mark) => mark.workspace === owner?.workspace && mark.member === owner.member

  async function run() {
    for (let mark = state.waiting.find(mine); mark; mark = state.waiting.find(mine)) {
      const { key } = mark
      set({ waiting: state.waiting.map(other => (other.key === key ? { ...other, tries: other.tries + 1 } : other)) })
      await save()
      const answer = await courier.deliver(mark)
      if (answer === 'unreached') return later()
      failures = 0
      if (state.stuck) set({ stuck: false })
      if (answer !== 'taken') set({ refused: [...state.refused, { mark, reason: answer.refused }] })
      drop(key)
      await save()
    }
  }

  function later() {
    set({ stuck: true })
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), waits[Math.min(failures++, waits.length - 1)])
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    running ??= kept.then(run).finally(() => { running = null })
    return running
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    state: () => state,
    /** Marks of somebody else, or of another workspace, wait until it is theirs again. */
    belong: (to: { workspace: string; member: string }) => {
      owner = to
      return flush()
    },
    add: async (mark: Mark) => {
      await kept
      set({ waiting: [...state.waiting, mark] })
      await save()
      // A round that has just ended does not see it: go again after that.
      return flush().then(() => (state.waiting.some(other => other.key === mark.key && other.tries === 0) ? flush() : undefined))
    },
    flush,
    /** What has not been sent is simply dropped; else the server is asked, since it may have it. */
    takeBack: async (mark: Mark): Promise<TakenBack> => {
      await kept
      const fresh = () => state.waiting.find(other => other.key === mark.key)
      if (fresh()?.tries === 0) {
        drop(mark.key)
        await save()
        return 'done'
      }
      await running
      const answer = await courier.takeBack(mark)
      if (answer === 'done' && fresh()) {
        drop(mark.key)
        await save()
      }
      return answer
    },
    forgive: (key: string) => set({ refused: state.refused.filter(other => other.mark.key !== key) }),
    stop: () => clearTimeout(timer),
  }
}
