package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"aceno/campaign"
)

// Consent is a person's word on being written to, with its evidence.
type Consent struct {
	Workspace string
	Prospect  string
	Kind      string    // whatsapp, email, instagram, or opt_in for any channel
	Basis     string    // consent, legitimate_interest …
	Source    string    // where and how it was given
	Evidence  string    // the words, a message's id, a link
	GivenAt   time.Time // business time; zero = now
	Withdrawn bool      // it was taken back at GivenAt
}

// lastConsent reads the newest link of a workspace's chain of consents. Relies on consents_list (workspace, created, id).
const lastConsent = `SELECT chain, created FROM consents WHERE workspace = :workspace ORDER BY created DESC, id DESC LIMIT 1`

// insertConsent appends one word; triggers refuse to change or delete it.
const insertConsent = `
INSERT INTO consents (id, workspace, prospect, kind, basis, source, evidence, given_at, withdrawn_at, chain, created, updated)
VALUES (:id, :workspace, :prospect, :kind, :basis, :source, :evidence, :given, :withdrawn, :chain, :real, :real)`

// RecordConsent appends a person's word on being written to. What was held for want of it waits for its slot again.
func (s *Store) RecordConsent(ctx context.Context, c Consent, actor string) error {
	return s.write(ctx, func(t *tx) error {
		if _, found, err := t.person(c.Workspace, c.Prospect); err != nil || !found {
			return errJoinNotFound(err, "prospect", c.Prospect)
		}
		if err := t.recordConsent(c); err != nil {
			return err
		}
		return t.audit(AuditEntry{Workspace: c.Workspace, Actor: actor, Action: "consent.record", Collection: "prospects", Record: c.Prospect,
			Changes: map[string]any{"kind": c.Kind, "basis": c.Basis, "source": c.Source, "withdrawn": c.Withdrawn}})
	})
}

func errJoinNotFound(err error, what, id string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%s %q: %w", what, id, ErrNotFound)
}

// recordConsent appends a row to the workspace's chain: each carries a hash over itself and the row before.
func (t *tx) recordConsent(c Consent) error {
	var before, last string
	if _, err := t.one(lastConsent, args{"workspace": c.Workspace}, &before, &last); err != nil {
		return fmt.Errorf("read the consents: %w", err)
	}
	if c.GivenAt.IsZero() {
		c.GivenAt = t.now
	}
	given, withdrawn := stamp(c.GivenAt), ""
	if c.Withdrawn {
		withdrawn = given
	}
	written := later(t.real, parseStamp(last)) // the chain goes by the time, whatever became of the machine's clock
	words, err := json.Marshal([]any{before, stamp(written), c.Workspace, c.Prospect, c.Kind, c.Basis, c.Source, c.Evidence, given, withdrawn})
	if err != nil {
		return fmt.Errorf("write the consent: %w", err)
	}
	sum := sha256.Sum256(words)
	err = t.update(insertConsent, args{"id": t.store.ids.next(written), "workspace": c.Workspace, "prospect": c.Prospect, "kind": c.Kind, "basis": c.Basis,
		"source": c.Source, "evidence": c.Evidence, "given": given, "withdrawn": withdrawn, "chain": hex.EncodeToString(sum[:]), "real": written})
	if err != nil {
		return fmt.Errorf("append a consent: %w", err)
	}
	if c.Withdrawn {
		return nil
	}
	return t.resume(heldForConsent, args{"prospect": c.Prospect, "codes": []string{campaign.ReasonNoOptIn, campaign.ReasonConsentWithdrawn}})
}

// What was held for a cause that has gone waits again: it was approved, and its claim checks everything anew. heldForConsent
// relies on messages_prospect, heldForTemplate on campaigns_workspace and messages_status.
const (
	heldForConsent = `
SELECT rowid, campaign, account, scheduled_at FROM messages
WHERE prospect = :prospect AND status = 'held' AND json_extract(status_reason, '$.code') IN (SELECT value FROM json_each(:codes))
	AND json_extract(metadata, '$.approved_at') IS NOT NULL`
	heldForTemplate = `
SELECT m.rowid, m.campaign, m.account, m.scheduled_at FROM campaigns c CROSS JOIN messages m INDEXED BY messages_status
	ON m.campaign = c.id AND m.status = 'held'
WHERE c.workspace = :workspace AND m.account = :account AND json_extract(m.status_reason, '$.code') IN (SELECT value FROM json_each(:codes))
	AND json_extract(m.metadata, '$.template.name') = :name AND json_extract(m.metadata, '$.template.language') = :language
	AND json_extract(m.metadata, '$.approved_at') IS NOT NULL`
	resumeMessage = `
UPDATE messages SET status = 'pending', status_reason = NULL, scheduled_at = :at, updated = :real WHERE rowid = :row AND status = 'held'`
)

// resume makes held messages wait again.
func (t *tx) resume(statement string, values args) error {
	type held struct {
		row  int64
		lane laneKey
		at   time.Time
	}
	var list []held
	err := t.query(statement, values, func(r row) error {
		var h held
		err := r.scan(&h.row, &h.lane.campaign, &h.lane.account, &h.at)
		list = append(list, h)
		return err
	})
	if err != nil {
		return fmt.Errorf("look for what was held: %w", err)
	}
	for _, h := range list {
		at, err := t.slotAfter(h.lane.campaign, later(t.now, h.at))
		if err != nil {
			return err
		}
		if err := t.update(resumeMessage, args{"row": h.row, "at": at, "real": t.real}); err != nil {
			return err
		}
		t.wakeLane(h.lane, at)
	}
	return nil
}
