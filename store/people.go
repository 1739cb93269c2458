package store

import (
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// person is a prospect as receiving and suppressing need it: one person may be a prospect of several campaigns.
type person struct {
	id, ws, campaign string
	status           campaign.ProspectStatus
	stage            campaign.ProspectStage
	intent           campaign.Intent
	userID           string
	lastInbound      time.Time
}

// peopleStatement finds the prospects of a workspace that have one of the forms. Relies on prospects_by_phone, …_phone_short,
// …_whatsapp, …_whatsapp_short, …_whatsapp_user_id, …_email and …_username (workspace, column).
const peopleStatement = `
SELECT id, workspace, campaign, status, stage, intent, whatsapp_user_id, last_inbound_at FROM prospects WHERE deleted = 0 AND id IN (
	SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.phone = f.value
	UNION SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.phone_short = f.value AND p.phone_short != ''
	UNION SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.whatsapp = f.value
	UNION SELECT p.id FROM json_each(:phones) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.whatsapp_short = f.value AND p.whatsapp_short != ''
	UNION SELECT p.id FROM json_each(:users) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.whatsapp_user_id = f.value AND p.whatsapp_user_id != ''
	UNION SELECT p.id FROM json_each(:emails) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.email = f.value
	UNION SELECT p.id FROM json_each(:names) f CROSS JOIN prospects p ON p.workspace = :workspace AND p.username = f.value)
ORDER BY id`

// people returns the prospects of a workspace that have one of these forms, oldest first.
func (t *tx) people(ws string, forms []contact.Form) ([]person, error) {
	return people(t.session, ws, forms)
}

func people(ses *session, ws string, forms []contact.Form) ([]person, error) {
	var list []person
	err := ses.query(peopleStatement, args{
		"workspace": ws, "phones": valuesOf(forms, contact.KindPhone), "users": valuesOf(forms, contact.KindWhatsAppUserID),
		"emails": valuesOf(forms, contact.KindEmail), "names": valuesOf(forms, contact.KindUsername),
	}, func(r row) error {
		p, err := scanPerson(r)
		list = append(list, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for the people of a contact: %w", err)
	}
	return list, nil
}

func scanPerson(r row) (person, error) {
	var p person
	err := r.scan(&p.id, &p.ws, &p.campaign, &p.status, &p.stage, &p.intent, &p.userID, &p.lastInbound)
	return p, err
}

// getPerson reads one prospect by its primary key, of one workspace alone.
const getPerson = `
SELECT id, workspace, campaign, status, stage, intent, whatsapp_user_id, last_inbound_at FROM prospects
WHERE id = :id AND workspace = :workspace AND deleted = 0`

// person reads one prospect.
func (t *tx) person(ws, id string) (p person, found bool, err error) {
	err = t.query(getPerson, args{"id": id, "workspace": ws}, func(r row) error {
		found = true
		p, err = scanPerson(r)
		return err
	})
	return p, found, err
}

// cancelOpen cancels what waits for one prospect: not yet approved, waiting, or leased to a member. once_key is given free.
// Relies on messages_prospect (prospect, created).
const cancelOpen = `
UPDATE messages SET status = 'cancelled', status_reason = :reason, once_key = '', leased_by = '', lease_until = '', updated = :real
WHERE prospect = :prospect AND workspace = :workspace AND direction = 'outbound' AND status IN ('draft', 'held', 'pending')`

// endWriting stops a prospect's sequence, by its primary key.
const endWriting = `
UPDATE prospects SET stage = 'done', due_at = '', lease_until = '', attempts = 0, updated = :real WHERE id = :id AND stage = 'write'`

// cancelSteps is cancelOpen without what members wrote themselves: an answer to their answer does not make it untrue.
const cancelSteps = cancelOpen + ` AND step >= 0`

// cancelPending cancels what waits for a prospect and stops its sequence.
func (t *tx) cancelPending(ws, prospectID string, reason campaign.Reason) error {
	statement := cancelOpen
	if reason.Code == campaign.ReasonReplied || reason.Code == campaign.ReasonWrittenByHand {
		statement = cancelSteps
	}
	if err := t.update(statement, args{"prospect": prospectID, "workspace": ws, "reason": reason, "real": t.real}); err != nil {
		return fmt.Errorf("cancel what waits for prospect %s: %w", prospectID, err)
	}
	return t.update(endWriting, args{"id": prospectID, "real": t.real})
}
