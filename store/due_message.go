package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// dueMessage is the next message of a lane with all that its checks need.
type dueMessage struct {
	row                   int64
	id, workspace         string
	campaign              string
	channel               campaign.Channel
	content, hash         string
	recipient, contactKey string
	onceKey               string
	step, attempts        int
	scheduledAt           time.Time
	calledAt              time.Time // an earlier call, of which nobody knows whether it arrived
	data                  messageData
	prospect              campaign.Prospect // identity, status and id alone
	optIn                 optIn             // read by withdrawn
	known                 nothingKnown
	erased                bool
	lastInbound           time.Time

	campaignStatus  campaign.Status
	workspacePaused bool
	accountStatus   campaign.AccountStatus
}

// nothingKnown says what a message was found to have none of when it was read: most have none, and are asked no further.
type nothingKnown struct {
	suppressions bool // of its workspace
	consents     bool // of its prospect
	messages     bool // to the person, since its claim's time of looking back
}

// claimDue reads the earliest message of a lane, whether or not its time has come, with the person it goes to and the
// switches as the table has them, and says which of the checks that follow find nothing. Relies on messages_due (campaign, account,
// scheduled_at) WHERE status = 'pending', and on what findSuppression, latestOptIn and lastToPerson rely on.
const claimDue = `SELECT ` + dueColumns + ` AND m.step >= 0 ORDER BY m.scheduled_at LIMIT 1`

// claimReply reads the earliest message that a member wrote. Relies on messages_replies (campaign, account, scheduled_at) WHERE
// status = 'pending' AND step < 0.
const claimReply = `SELECT ` + dueColumns + ` AND m.step < 0 ORDER BY m.scheduled_at LIMIT 1`

// dueColumns are what a claim looks at.
const dueColumns = ` m.rowid, m.id, m.workspace, m.campaign, m.channel, m.content, m.content_hash, m.recipient, m.contact_key, m.once_key, m.step, m.attempts,
	m.scheduled_at, m.sent_at, m.metadata, p.id, p.status, p.deleted, p.last_inbound_at, p.phone, p.whatsapp, p.email, p.username, p.domain,
	p.whatsapp_user_id, p.instagram_id, p.facts, c.status, w.paused, a.status,
	NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.workspace = m.workspace),
	NOT EXISTS (SELECT 1 FROM consents g WHERE g.prospect = m.prospect),
	NOT EXISTS (SELECT 1 FROM messages o WHERE o.workspace = m.workspace AND o.contact_key = m.contact_key AND o.sent_at > :since)
FROM messages m CROSS JOIN prospects p ON p.id = m.prospect CROSS JOIN campaigns c ON c.id = m.campaign
	CROSS JOIN workspaces w ON w.id = m.workspace CROSS JOIN integrated_accounts a ON a.id = m.account
WHERE m.campaign = :campaign AND m.account = :account AND m.status = 'pending'`

// dueMessage reads the next message of a lane. since is how far its pace looks back.
func (t *tx) dueMessage(key laneKey, since time.Time) (*dueMessage, bool, error) {
	m := &dueMessage{}
	p := &m.prospect
	statement := claimDue
	if key.reply {
		statement = claimReply
	}
	found, err := t.one(statement, args{"campaign": key.campaign, "account": key.account, "since": since},
		&m.row, &m.id, &m.workspace, &m.campaign, &m.channel, &m.content, &m.hash, &m.recipient, &m.contactKey, &m.onceKey, &m.step, &m.attempts,
		&m.scheduledAt, &m.calledAt, asJSON{&m.data}, &p.ID, &p.Status, &m.erased, &m.lastInbound, &p.Phone, &p.WhatsApp, &p.Email, &p.Username, &p.Domain,
		&p.WhatsAppUserID, &p.InstagramID, asJSON{&p.Facts}, &m.campaignStatus, &m.workspacePaused, &m.accountStatus,
		&m.known.suppressions, &m.known.consents, &m.known.messages)
	if err != nil {
		return nil, false, fmt.Errorf("read the next message of campaign %s: %w", key.campaign, err)
	}
	return m, found, nil
}
