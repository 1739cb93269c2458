const acts = ['create', 'update', 'delete'] as const
const things = ['integrated_accounts', 'agents', 'service_plans', 'campaigns', 'prospects', 'messages', 'memberships', 'workspaces', 'suppressions', 'invitations', 'privacy_requests', 'report_shares', 'users'] as const
// What is more than a write of a record, by the log's own names with an underscore for the dot.
const own = [
  'privacy_export',
  'privacy_erase',
  'privacy_opt_out',
  'privacy_request',
  'campaign_find',
  'campaign_active',
  'campaign_paused',
  'campaign_completed',
  'campaign_duplicate',
  'campaign_gate',
  'account_webhook',
  'account_echo',
  'auth_claim',
  'invitations_accept',
  'consent_record',
  'message_approve',
  'message_cancel',
  'message_retry',
  'message_release',
  'message_settle',
  'message_rechannel',
  'prospect_inbound',
  'prospect_reply',
  'prospects_judge',
  'report_share',
  'search_stop',
  'suppress',
] as const

export type Act =
  | { kind: 'own'; key: (typeof own)[number] }
  | { kind: 'write'; act: (typeof acts)[number]; thing: (typeof things)[number] }
  | { kind: 'other'; action: string }

/** actOf tells what a line of the log is about; an action without words here is shown by its name. */
export function actOf(action: string): Act {
  const key = own.find((one) => one === action.replace('.', '_'))
  if (key) return { kind: 'own', key }
  const [first = '', second = ''] = action.split('.')
  const act = acts.find((one) => one === second)
  const thing = things.find((one) => one === first)
  return act && thing ? { kind: 'write', act, thing } : { kind: 'other', action }
}
