package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// sentMessage is an outbound message as its answers and events need it.
type sentMessage struct {
	row                    int64
	id, workspace          string
	campaign, account      string
	prospect               string
	channel                campaign.Channel
	status                 campaign.MessageStatus
	step                   int
	contactKey, onceKey    string
	providerID, recipient  string
	claim                  string
	sentAt, deliveredAt    time.Time
	readAt                 time.Time
	costMicros             int64
	data                   messageData
	leasedBy, statusReason string
}

// sentColumns are what makes a sentMessage.
const sentColumns = `rowid, id, workspace, campaign, account, prospect, channel, status, step, contact_key, once_key, provider_id, recipient, claim_id,
	sent_at, delivered_at, read_at, cost_micros, metadata, leased_by, status_reason`

// messageByClaim finds a message by the claim that sends it: messages_claim UNIQUE (claim_id) WHERE claim_id != ”.
// messageByProvider finds one by the provider's id, in one workspace: messages_provider (workspace, provider_id) WHERE
// provider_id != ”. messageByID reads one by its primary key.
const (
	messageByClaim = `
SELECT ` + sentColumns + ` FROM messages WHERE claim_id = :claim AND claim_id != '' AND direction = 'outbound'`
	messageByProvider = `
SELECT ` + sentColumns + ` FROM messages INDEXED BY messages_provider
WHERE workspace = :workspace AND provider_id = :provider AND provider_id != '' AND direction = 'outbound' LIMIT 1`
	messageByID = `
SELECT ` + sentColumns + ` FROM messages WHERE id = :id AND workspace = :workspace AND direction = 'outbound'`
)

// sentMessage finds an outbound message by one of the statements above.
func (t *tx) sentMessage(statement string, a args) (*sentMessage, bool, error) {
	m := &sentMessage{}
	found, err := t.one(statement, a, &m.row, &m.id, &m.workspace, &m.campaign, &m.account, &m.prospect, &m.channel,
		&m.status, &m.step, &m.contactKey, &m.onceKey, &m.providerID, &m.recipient, &m.claim, &m.sentAt, &m.deliveredAt, &m.readAt, &m.costMicros,
		asJSON{&m.data}, &m.leasedBy, &m.statusReason)
	if err != nil {
		return nil, false, fmt.Errorf("look for a message: %w", err)
	}
	return m, found, nil
}

// accepted says whether the provider, or the person who sends by hand, has taken the message: it counts as sent.
func (m *sentMessage) accepted() bool {
	return m.providerID != "" || m.status.Rank() > 0
}
