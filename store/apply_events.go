package store

import (
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/campaign/limits"
)

// setTemplateStatus records what Meta says of a template. Relies on whatsapp_templates_once.
const setTemplateStatus = `
UPDATE whatsapp_templates SET status = :status, category = CASE WHEN :category = '' THEN category ELSE :category END, synced_at = :now,
	updated = :real
WHERE account = :account AND name = :name AND language = :language AND workspace = :workspace`

func (t *tx) applyTemplate(from source, e *campaign.TemplateEvent) error {
	return t.update(setTemplateStatus, args{"status": e.Status, "category": e.Category, "account": from.account, "name": e.Name,
		"language": e.Language, "workspace": from.workspace, "now": t.now, "real": t.real})
}

func (t *tx) applyAccount(from source, e *campaign.AccountEvent) error {
	reason := &campaign.Reason{Code: e.Code, Message: e.Message}
	return t.accountEffect(from.account, e.Effect, reason, limits.MaxRetryAfter)
}

// pauseAccount keeps an account from sending until a time, by its primary key.
const pauseAccount = `
UPDATE integrated_accounts SET state = json_set(COALESCE(NULLIF(state, ''), '{}'), '$.retry_at', :until) WHERE id = :id`

// accountEffect does what an event says about a whole account. Unlike a recorded answer it comes from outside the sender, so
// that the account is read again after the commit.
func (t *tx) accountEffect(id string, effect campaign.AccountEffect, reason *campaign.Reason, wait time.Duration) error {
	var err error
	switch effect {
	case campaign.AccountSlow:
		err = t.update(pauseAccount, args{"id": id, "until": t.now.Add(limits.RetryAfter(wait)).Format(time.RFC3339Nano)})
	case campaign.AccountExpired:
		err = t.update(stopAccount, args{"id": id, "status": campaign.AccountStatusExpired, "reason": reason, "real": t.real})
	case campaign.AccountBlocked:
		err = t.update(stopAccount, args{"id": id, "status": campaign.AccountStatusBlocked, "reason": reason, "real": t.real})
	default:
		return nil
	}
	if err != nil {
		return fmt.Errorf("store the state of account %s: %w", id, err)
	}
	t.onCommit(func() {
		d := &t.store.sender
		d.mu.Lock()
		defer d.mu.Unlock()
		d.mark("integrated_accounts", id)
	})
	t.wake(stageSend)
	return nil
}

// moveNumber and moveUserID take in a person's new contact, by the prospect's primary key, unless another prospect of the
// campaign has it.
const (
	moveNumber = `
UPDATE OR IGNORE prospects SET whatsapp = :number, whatsapp_short = :short, updated = :real WHERE id = :id`
	moveUserID = `UPDATE prospects SET whatsapp_user_id = :user, updated = :real WHERE id = :id`
)

// applyIdentity takes in that a person has a new number or id. Whoever was suppressed stays so under the new one.
func (t *tx) applyIdentity(from source, e *campaign.IdentityEvent) error {
	old, next := senderForms(e.From, e.UserID, ""), senderForms(e.NewFrom, e.NewUserID, "")
	people, err := t.people(from.workspace, old)
	if err != nil {
		return err
	}
	all, err := t.allForms(people, old)
	if err != nil {
		return err
	}
	reason, err := t.suppressed(from.workspace, all)
	if err != nil {
		return err
	}
	if reason != "" {
		if err := t.suppress(from.workspace, next, reason, ""); err != nil {
			return err
		}
	}
	for _, p := range people {
		if e.NewFrom != "" {
			number := next[0].Value
			if err := t.update(moveNumber, args{"id": p.id, "number": number, "short": contact.ShortForm(number), "real": t.real}); err != nil {
				return fmt.Errorf("move prospect %s to its new number: %w", p.id, err)
			}
		}
		if e.NewUserID != "" {
			if err := t.update(moveUserID, args{"id": p.id, "user": e.NewUserID, "real": t.real}); err != nil {
				return fmt.Errorf("move prospect %s to its new user id: %w", p.id, err)
			}
		}
	}
	return nil
}
