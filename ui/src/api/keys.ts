type Params = Record<string, unknown>

/** Keys of what the server said: `[workspace, collection, …]`, so that a collection of a workspace is made stale in one go. */
export const keys = {
  /** of(workspace, collection) covers all lists and records of a collection. */
  of: (workspace: string, collection: string) => [workspace, collection] as const,
  list: (workspace: string, collection: string, params: Params = {}) => [workspace, collection, 'list', params] as const,
  one: (workspace: string, collection: string, id: string) => [workspace, collection, 'one', id] as const,
  /** route(workspace, name) covers all answers of one of our routes. */
  route: (workspace: string, name: string, params: Params = {}) => [workspace, `route:${name}`, params] as const,
}
