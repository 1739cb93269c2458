// A wrong key or a missing variable fails the type check: the Portuguese catalogues are the types.
import type help from '../app/help.pt-BR.json'
import type palette from '../app/palette.pt-BR.json'
import type common from './common.pt-BR.json'
import type reasons from './reasons.pt-BR.json'
import type shell from './shell.pt-BR.json'
import type start from '../features/start/words.pt-BR.json'
import type today from '../features/today/words.pt-BR.json'
import type firstrun from '../features/firstrun/words.pt-BR.json'
import type review from '../features/review/words.pt-BR.json'
import type queue from '../features/queue/words.pt-BR.json'
import type inbox from '../features/inbox/words.pt-BR.json'
import type prospects from '../features/prospects/words.pt-BR.json'
import type campaigns from '../features/campaigns/words.pt-BR.json'
import type accounts from '../features/accounts/words.pt-BR.json'
import type agents from '../features/agents/words.pt-BR.json'
import type plans from '../features/plans/words.pt-BR.json'
import type reports from '../features/reports/words.pt-BR.json'
import type settings from '../features/settings/words.pt-BR.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    resources: {
      common: typeof common
      reasons: typeof reasons
      shell: typeof shell
      help: typeof help
      palette: typeof palette
      start: typeof start
      today: typeof today
      firstrun: typeof firstrun
      review: typeof review
      queue: typeof queue
      inbox: typeof inbox
      prospects: typeof prospects
      campaigns: typeof campaigns
      accounts: typeof accounts
      agents: typeof agents
      plans: typeof plans
      reports: typeof reports
      settings: typeof settings
    }
  }
}
