import type { GateState, Why } from './types';

/** How the bar looks, by what stands in the way: what only a person opens is bad, what time opens is a wait. */
export function toneOf(why: Why): 'ok' | 'warn' | 'bad' | 'idle' {
  if (why.sending) return 'ok';
  if (harm.has(why.code)) return 'bad';
  if (over.has(why.code)) return 'idle';
  return 'warn';
}

const harm = new Set([
  'global_stop', 'send_locked', 'restored', 'journal_missing', 'journal_unwritable', 'workspace_paused', 'account_blocked', 'account_expired',
  'account_missing', 'account_breaker', 'quality_red', 'price_unknown', 'budget_reached', 'policy', 'token_invalid',
]);
const over = new Set(['campaign_completed', 'nothing_pending', 'not_active']);

/** The gates worth a look: those that count, those that are closed, and the two that people ask about. */
export function gatesShown(gates: GateState[] | null | undefined): GateState[] {
  return (gates ?? []).filter((g) => !g.ok || g.limit > 0 || g.code === 'account_blocked' || g.code === 'outside_window').slice(0, 6);
}

/** Which step of the builder, or which page, takes away what stands in the way. */
export function remedyOf(code: string, campaign: string): { to: string; key: 'pace' | 'limits' | 'write' | 'search' | 'review' | 'judge' | 'queue' | 'accounts' | 'agency' } | null {
  const step = (name: string) => `/campanhas/${campaign}/editar/${name}`;
  switch (code) {
    case 'outside_window':
    case 'not_started':
    case 'bad_schedule':
      return { to: step('ritmo'), key: 'pace' };
    case 'limit_reached':
    case 'campaign_per_hour':
    case 'budget_reached':
    case 'no_basis':
    case 'no_opt_in':
    case 'no_statement':
      return { to: step('limites'), key: 'limits' };
    case 'no_sequence':
    case 'no_agent':
    case 'no_variant':
    case 'bad_template':
    case 'unknown_variable':
    case 'template_missing':
    case 'template_not_approved':
      return { to: step('escrever'), key: 'write' };
    case 'no_sources':
    case 'nothing_pending':
    case 'preparing':
      return { to: step('buscar'), key: 'search' };
    case 'awaiting_approval':
    case 'messages_held':
      return { to: '/revisar', key: 'review' };
    case 'awaiting_selection':
      return { to: `/prospectos?campaign=${campaign}&view=judge`, key: 'judge' };
    case 'assisted_waiting':
      return { to: '/fila', key: 'queue' };
    case 'account_blocked':
    case 'account_expired':
    case 'account_missing':
    case 'account_breaker':
    case 'quality_red':
    case 'price_unknown':
      return { to: '/contas', key: 'accounts' };
    case 'no_sender':
    case 'workspace_paused':
      return { to: '/ajustes/agencia', key: 'agency' };
    default:
      return null;
  }
}
