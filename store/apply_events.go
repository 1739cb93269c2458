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
UPDATE whatsapp_templates SET status = CASE WHEN :status = '' THEN status ELSE :status END, category = CASE WHEN :category = '' THEN category ELSE :category END, synced_at = :now,
	updated = :real
WHERE account = :account AND name = :name AND language = :language AND workspace = :workspace`

// applyTemplate takes in what Meta says of a template. One that may be sent again lets go what was held for it.
func (t *tx) applyTemplate(from source, e *campaign.TemplateEvent) error {
	err := t.update(setTemplateStatus, args{"status": e.Status, "category": e.Category, "account": from.account, "name": e.Name,
		"language": e.Language, "workspace": from.workspace, "now": t.now, "real": t.real})
	if err != nil || e.Status != templateApproved {
		return err
	}
	return t.resumeTemplate(from.workspace, from.account, e.Name, e.Language)
}

// resumeTemplate lets what was held wait for its slot again that goes out as this template.
func (t *tx) resumeTemplate(ws, account, name, language string) error {
	return t.resume(heldForTemplate, args{"workspace": ws, "account": account, "name": name, "language": language,
		"codes": []string{campaign.ReasonTemplateNotApproved, campaign.ReasonTemplateNotSynced}})
}

// applyAccount takes in what a provider says of an account: how many people a day it may write to, how people take its messages,
// and whether it may go on. A number that people report too often stops until somebody has looked.
func (t *tx) applyAccount(from source, e *campaign.AccountEvent) error {
	reason := campaign.Reason{Code: e.Code, Message: e.Message}
	if e.Quality == qualityRed && e.Effect == campaign.AccountFine {
		e.Effect, reason = campaign.AccountBlocked, campaign.NewReason(campaign.ReasonQualityRed, nil)
	}
	if e.Tier != 0 || e.Quality != "" {
		err := t.changeAccount(from.account, func(a *account) error {
			if e.Tier != 0 {
				a.state.Tier = e.Tier
			}
			if e.Quality != "" {
				a.state.Quality = e.Quality
			}
			return t.saveState(a)
		})
		if err != nil {
			return err
		}
	}
	return t.accountEffect(from.account, e.Effect, &reason, limits.MaxRetryAfter)
}

// qualityRed is Meta's word for a number that people block or report too often.
const qualityRed = "RED"

// accountEffect does what an event says about a whole account.
func (t *tx) accountEffect(id string, effect campaign.AccountEffect, reason *campaign.Reason, wait time.Duration) error {
	status := campaign.AccountStatusBlocked
	switch effect {
	case campaign.AccountSlow:
		return t.changeAccount(id, func(a *account) error {
			a.state.RetryAt = new(t.now.Add(limits.RetryAfter(wait)))
			return t.saveState(a)
		})
	case campaign.AccountExpired:
		status = campaign.AccountStatusExpired
	case campaign.AccountBlocked:
	default:
		return nil
	}
	return t.changeAccount(id, func(*account) error {
		return t.update(stopAccount, args{"id": id, "status": status, "reason": reason, "real": t.real})
	})
}

// changeAccount changes an account from outside the sender, which reads it anew: its rings and lanes too. An account that is
// gone changes nothing.
func (t *tx) changeAccount(id string, change func(*account) error) error {
	d := &t.store.sender
	d.mu.Lock()
	defer d.mu.Unlock()
	a, err := t.account(id)
	if err != nil {
		if isNotFound(err) {
			return nil
		}
		return err
	}
	t.reloadOnUndo(laneKey{account: id})
	if err := change(a); err != nil {
		return fmt.Errorf("store the state of account %s: %w", id, err)
	}
	d.mark("integrated_accounts", id)
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
