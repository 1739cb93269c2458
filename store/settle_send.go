package store

import (
	"fmt"

	"aceno/campaign"
)

// cancelMessage, holdMessage and delayMessage settle a message that may not go now, by its rowid, if it still waits. What is
// cancelled gives its once_key free.
const (
	cancelMessage = `
UPDATE messages SET status = 'cancelled', status_reason = :reason, once_key = '', updated = :real WHERE rowid = :row AND status = 'pending'`
	holdMessage = `
UPDATE messages SET status = 'held', status_reason = :reason, updated = :real WHERE rowid = :row AND status = 'pending'`
	delayMessage = `
UPDATE messages SET scheduled_at = :until, status_reason = :reason, updated = :real WHERE rowid = :row AND status = 'pending'`
)

// settle does to a message what the verdict says, so that the lane goes on with the next one.
func (t *tx) settle(m *dueMessage, v verdict) error {
	t.touch(m.workspace, m.campaign)
	switch v.act {
	case actCancel:
		if err := t.update(cancelMessage, args{"row": m.row, "reason": v.reason, "real": t.real}); err != nil {
			return err
		}
		if v.reason.Code == campaign.ReasonSuppressed {
			return t.cancelPending(m.workspace, m.prospect.ID, v.reason)
		}
		return nil
	case actHold:
		return t.update(holdMessage, args{"row": m.row, "reason": v.reason, "real": t.real})
	case actWait:
		at, err := t.slotAfter(m.campaign, stored(v.until))
		if err != nil {
			return err
		}
		return t.update(delayMessage, args{"row": m.row, "until": at, "reason": v.reason, "real": t.real})
	default:
		return fmt.Errorf("message %s: no verdict", m.id)
	}
}
