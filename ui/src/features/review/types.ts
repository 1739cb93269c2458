import type { CampaignRecord, MessageRecord, ProspectRecord } from '@/api/collections'

/** A text that waits for a person's yes, with whom it is for and why they may be written to. */
export type Draft = Pick<MessageRecord, 'id' | 'status' | 'status_reason' | 'content' | 'facts' | 'account' | 'channel' | 'recipient' | 'step' | 'updated' | 'metadata'> & {
  content_hash: string
  expand?: {
    prospect?: Pick<ProspectRecord, 'id' | 'name' | 'city' | 'category' | 'facts'>
    campaign?: Pick<CampaignRecord, 'id' | 'name' | 'legal_basis'>
  }
}

export type Decision = 'approve' | 'skip'
