package store

import (
	"fmt"

	"aceno/campaign"
)

// fly remembers a message that was just claimed: its answer comes back in a moment, and mostly finds it as it was. Called under mu.
func (t *tx) fly(claim string, m *sentMessage) {
	d := &t.store.sender
	d.flights[claim] = m
	t.onUndo(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.flights, claim)
	})
}

// landMessage records that a message was sent which nobody has touched since its claim, by rowid.
const landMessage = `
UPDATE messages SET status = 'sent', provider_id = :provider, status_reason = NULL, error_code = '', error = '', updated = :real
WHERE rowid = :row AND status = 'sending' AND claim_id = :claim AND provider_id = ''`

// land records the answer that a message was taken, if it is one and the message is as its claim left it; anything else is looked at
// in the table. Called under mu.
func (t *tx) land(o *campaign.Outcome) (bool, error) {
	d := &t.store.sender
	m, ok := d.flights[o.ClaimID]
	if !ok {
		return false, nil
	}
	delete(d.flights, o.ClaimID)
	if o.Result != campaign.ResultSent {
		return false, nil
	}
	changed, err := t.exec(landMessage, args{"row": m.row, "claim": o.ClaimID, "provider": o.ProviderID, "real": t.real})
	if err != nil {
		return false, fmt.Errorf("record that message %s was sent: %w", m.id, err)
	}
	if changed == 0 {
		return false, nil
	}
	t.touch(m.workspace, m.campaign)
	t.wake(stageReceive) // an event may have come before its message had an id
	if err := t.recordAccount(m, o); err != nil {
		return false, err
	}
	return true, t.accept(m, m.sentAt)
}
