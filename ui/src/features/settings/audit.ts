const acts = ['create', 'update', 'delete'] as const
const things = ['integrated_accounts', 'agents', 'service_plans', 'campaigns', 'prospects', 'messages', 'memberships', 'workspaces', 'suppressions', 'invitations', 'privacy_requests', 'report_shares', 'users'] as const

export type Act = { known: (typeof acts)[number] | null; what: (typeof things)[number] | null; rest: string }

/** actOf takes an action of the log apart, "campaigns.update": what was done, and to what. */
export function actOf(action: string): Act {
  const [thing = '', act = ''] = action.split('.')
  return {
    known: acts.find((one) => one === act) ?? null,
    what: things.find((one) => one === thing) ?? null,
    rest: thing,
  }
}
