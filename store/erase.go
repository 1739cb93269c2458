package store

import (
	"context"
	"fmt"
	"slices"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// The map of every place where a person's data lies, and what becomes of it. What counts for limits or against a second message
// stays as an empty row; all else goes. A test holds that no collection that points at a prospect or a message is missing.
// eraseProspect goes by the primary key; the others rely on messages_prospect, consents_prospect, audit_log_record,
// privacy_requests_prospect, notes_prospect and conversations_once.
const (
	// dropMessages takes what never left us, and what the person wrote.
	dropMessages = `DELETE FROM messages WHERE prospect = :id AND (direction = 'inbound' OR (sent_at = '' AND status NOT IN ('sending', 'in_doubt')))`
	// emptyMessages keeps of what was sent when and by which account, and the keyed hash that is in the suppressions too. One
	// whose fate is open keeps the claim by which it is settled.
	emptyMessages = `
UPDATE messages SET content = '', content_hash = '', recipient = '', provider_id = '', error = '', facts = NULL, media = NULL, transcript = '', permission = NULL,
	metadata = NULL, status_reason = NULL, leased_by = '', lease_until = '', todo = 0,
	claim_id = CASE WHEN status IN ('sending', 'in_doubt') THEN claim_id ELSE '' END, updated = :real
WHERE prospect = :id`
	emptyConsents = `UPDATE consents SET source = '', evidence = '', erased_at = :now WHERE prospect = :id AND erased_at = ''`
	emptyAudit    = `
UPDATE audit_log SET changes = NULL, erased_at = :now WHERE record = :id AND record != '' AND erased_at = ''`
	emptyMessagesAudit = `
UPDATE audit_log SET changes = NULL, erased_at = :now
WHERE record IN (SELECT id FROM messages WHERE prospect = :id) AND record != '' AND erased_at = ''`
	closeRequests = `
UPDATE privacy_requests SET details = '', status = CASE status WHEN 'open' THEN 'done' ELSE status END,
	closed_at = CASE closed_at WHEN '' THEN :now ELSE closed_at END, closed_by = CASE closed_by WHEN '' THEN :actor ELSE closed_by END, updated = :real
WHERE prospect = :id`
	dropNotes        = `DELETE FROM notes WHERE prospect = :id`
	dropConversation = `DELETE FROM conversations WHERE prospect = :id`
	eraseProspect    = `
UPDATE prospects SET deleted = 1, stage = 'done', step = 0, due_at = '', name = '', username = '', external_id = '', profile_url = '', phone = '', whatsapp = '',
	phone_short = '', whatsapp_short = '', domain = '', whatsapp_user_id = '', instagram_id = '', email = '', followers_count = 0, has_website = 0, website_url = '',
	last_post_date = '', category = '', address = '', city = '', country = '', location = '{"lon":0,"lat":0}', rating = 0, reviews_count = 0, score = 0,
	score_reasons = NULL, ignored_reason = '', intent = '', sentiment = 0, facts = NULL, metadata = NULL, last_inbound_at = '', invite_code = '', expires_at = '',
	lease_until = '', attempts = 0, updated = :real
WHERE id = :id AND deleted = 0`
	dropEvent = `DELETE FROM webhook_events WHERE id IN (SELECT value FROM json_each(:ids))`
)

// checkpointLog folds the write-ahead log in and empties it: it holds pages as they were before.
const checkpointLog = `PRAGMA wal_checkpoint(TRUNCATE)`

// ErasePerson takes away all that a workspace holds of a person. What stays is the keyed hash of each contact, so that nobody
// writes to them again, and rows without a word of them that limits count. A contact that nothing is known of is suppressed all
// the same. It may be called again.
func (s *Store) ErasePerson(ctx context.Context, ws string, key campaign.PersonKey, by campaign.By) (campaign.Erased, error) {
	done := campaign.Erased{Erased: map[string]int{}, Suppressed: []string{}}
	var found traced
	err := s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock() // the writer claims and erases in turn; who reads the lanes waits too
		defer s.sender.mu.Unlock()
		var err error
		if found, err = s.trace(t.session, ws, key); err != nil {
			return err
		}
		if err := t.erase(ws, found, by.Actor, done.Erased); err != nil {
			return err
		}
		if done.Suppressed, err = t.suppressErased(ws, found); err != nil {
			return err
		}
		if by.Actor == campaign.ThePerson { // who asks an agency has their request there already
			if err := t.keepRequest(ws, "", campaign.PrivacyErasure, found.hint(), "", t.now); err != nil {
				return err
			}
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: by.Actor, Action: "privacy.erase", Collection: "prospects", IP: by.IP, RequestID: by.RequestID,
			Changes: map[string]any{"hint": found.hint(), "erased": done.Erased}})
	})
	if err != nil {
		return campaign.Erased{}, fmt.Errorf("erase a person: %w", err)
	}
	if done.Erased["webhook_events"], err = s.eraseEvents(ctx, ws, found); err != nil {
		return campaign.Erased{}, err
	}
	if err := s.opt.Erased(ws); err != nil {
		return campaign.Erased{}, fmt.Errorf("erase a person from kept files: %w", err)
	}
	if err := s.CompactWords(ctx); err != nil {
		return campaign.Erased{}, err
	}
	if _, err := s.opt.App.NonconcurrentDB().NewQuery(checkpointLog).WithContext(ctx).Execute(); err != nil {
		s.opt.Logger.Warn("the write-ahead log still holds pages from before an erasure", "error", err) // the next checkpoint empties it
	}
	return done, nil
}

// erase empties everything that the prospects of a person have, and counts it.
func (t *tx) erase(ws string, found traced, actor string, counts map[string]int) error {
	for _, id := range found.people {
		p, has, err := t.person(ws, id)
		if err != nil || !has {
			return errJoinNotFound(err, "prospect", id)
		}
		if err := t.cancelPending(ws, id, campaign.NewReason(campaign.ReasonErased, nil)); err != nil {
			return err
		}
		if err := t.eraseProspect(id, actor, counts); err != nil {
			return err
		}
		t.journal(campaign.JournalEntry{Kind: campaign.JournalErase, Workspace: ws, At: t.now, Prospect: id})
		t.touch(ws, p.campaign)
	}
	return nil
}

// eraseProspect empties one prospect and all that belongs to it.
func (t *tx) eraseProspect(id, actor string, counts map[string]int) error {
	for _, place := range []struct{ collection, statement string }{
		{"audit_log", emptyAudit}, {"audit_log", emptyMessagesAudit}, {"messages", dropMessages}, {"messages", emptyMessages}, {"consents", emptyConsents}, {"privacy_requests", closeRequests},
		{"notes", dropNotes}, {"conversations", dropConversation},
		{"prospects", eraseProspect},
	} {
		changed, err := t.exec(place.statement, args{"id": id, "now": t.now, "real": t.real, "actor": actor})
		if err != nil {
			return fmt.Errorf("erase prospect %s from %s: %w", id, place.collection, err)
		}
		if changed > 0 {
			counts[place.collection] += int(changed)
		}
	}
	return nil
}

// othersOfDomain finds a prospect of the workspace that still has a website. Relies on campaigns_workspace and
// prospects_one_domain.
const othersOfDomain = `
SELECT 1 FROM campaigns c CROSS JOIN prospects p ON p.campaign = c.id AND p.domain = :domain AND p.domain != ''
WHERE c.workspace = :workspace AND p.deleted = 0 LIMIT 1`

// suppressErased keeps every contact of an erased person from being written to, and the website from being found again, unless
// others have it too. It returns the kinds.
func (t *tx) suppressErased(ws string, found traced) ([]string, error) {
	kinds, forms := []string{}, []contact.Form{}
	for _, f := range found.forms {
		if f.Kind == contact.KindDomain {
			shared, err := t.has(othersOfDomain, args{"workspace": ws, "domain": f.Value})
			if err != nil {
				return nil, err
			}
			if shared {
				continue
			}
		}
		forms = append(forms, f)
		if !slices.Contains(kinds, string(f.Kind)) {
			kinds = append(kinds, string(f.Kind))
		}
	}
	return kinds, t.suppressForms(ws, forms, suppressErasure, "")
}

// eraseEvents drops the webhook events that name an erased person. They are looked for outside the writer, since there is
// nothing to find them by but their words; one that came meanwhile is found by a second look.
func (s *Store) eraseEvents(ctx context.Context, ws string, found traced) (int, error) {
	dropped := 0
	for range 2 {
		var ids []string
		err := s.read(ctx, func(ses *session) (err error) {
			ids, err = eventsOf(ses, ws, found)
			return err
		})
		if err != nil {
			return 0, err
		}
		for page := range slices.Chunk(ids, 200) {
			err := s.write(ctx, func(t *tx) error {
				changed, err := t.exec(dropEvent, args{"ids": page})
				dropped += int(changed)
				return err
			})
			if err != nil {
				return 0, fmt.Errorf("erase a person's events: %w", err)
			}
		}
	}
	return dropped, nil
}

// replayErase erases again what an old database that was put back still holds.
func (t *tx) replayErase(e campaign.JournalEntry) error {
	p, has, err := prospect(t.session, e.Prospect)
	if err != nil || !has || p.Workspace != e.Workspace {
		return err
	}
	found := traced{forms: p.Identity(), people: []string{p.ID}}
	if err := t.erase(e.Workspace, found, campaign.ThePerson, map[string]int{}); err != nil {
		return err
	}
	ids, err := eventsOf(t.session, e.Workspace, found)
	if err != nil || len(ids) == 0 {
		return err
	}
	return t.update(dropEvent, args{"ids": ids})
}
