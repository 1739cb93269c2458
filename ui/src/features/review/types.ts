import type { CampaignRecord, MessageRecord, ProspectRecord } from '@/api/collections'

/** A text that waits for somebody's word: as the queue reads it. */
export type Draft = Pick<MessageRecord, 'id' | 'updated' | 'campaign' | 'prospect' | 'channel' | 'content' | 'status' | 'status_reason' | 'facts' | 'permission' | 'recipient' | 'step' | 'metadata'> & {
  /** Of the text as it was read: an approval of another one is refused. */
  content_hash: string
  expand?: {
    prospect?: Pick<ProspectRecord, 'id' | 'name' | 'category' | 'city' | 'phone' | 'email' | 'profile_url' | 'facts'>
    campaign?: Pick<CampaignRecord, 'id' | 'name' | 'gate' | 'legal_basis' | 'channel'>
  }
}

/** What a person has said of a draft. Nothing of it is at the server before the round is confirmed. */
export type Verdict = 'approve' | 'skip'
