package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// ownerOf, pageCampaign and pageMessages are what a person's own page shows beside what is known of them. Rely on the primary
// keys and on messages_prospect.
const (
	ownerOf      = `SELECT workspace, campaign, created FROM prospects WHERE id = :id AND deleted = 0`
	pageCampaign = `SELECT legal_basis FROM campaigns WHERE id = :id`
	pageMessages = `
SELECT CASE WHEN sent_at != '' THEN sent_at ELSE created END, channel, direction FROM messages
WHERE prospect = :id AND (direction = 'inbound' OR sent_at != '') ORDER BY created DESC LIMIT 50`
)

// owner returns the workspace that holds a prospect, or ErrNotFound.
func (s *Store) owner(ctx context.Context, prospectID string) (ws string, err error) {
	err = s.read(ctx, func(ses *session) error {
		found, err := ses.one(ownerOf, args{"id": prospectID}, &ws, new(string), new(string))
		if err == nil && !found {
			err = fmt.Errorf("prospect %q: %w", prospectID, ErrNotFound)
		}
		return err
	})
	return ws, err
}

// PrivacyPage returns what a person is shown of themselves. It does not ask who asks: the caller has checked their link. An
// erased person is ErrNotFound.
func (s *Store) PrivacyPage(ctx context.Context, prospectID string) (campaign.PrivacyPage, error) {
	var page campaign.PrivacyPage
	err := s.read(ctx, func(ses *session) error {
		p, found, err := prospect(ses, prospectID)
		if err != nil || !found {
			return errJoinNotFound(err, "prospect", prospectID)
		}
		w, err := s.workspace(ses, p.Workspace)
		if err != nil {
			return err
		}
		p.Purge(s.opt.Clock.Now())
		page = campaign.PrivacyPage{Workspace: w.Name, Sender: w.Sender, Locale: w.Locale, Timezone: w.Timezone, Name: p.Name, Facts: shownFacts(p.Facts)}
		if _, err := ses.one(ownerOf, args{"id": p.ID}, new(string), new(string), &page.FoundAt); err != nil {
			return err
		}
		if _, err := ses.one(pageCampaign, args{"id": p.Campaign}, &page.LegalBasis); err != nil {
			return err
		}
		err = ses.query(pageMessages, args{"id": p.ID}, func(r row) error {
			var m campaign.PrivacyMessage
			err := r.scan(&m.At, &m.Channel, &m.Direction)
			page.Messages = append(page.Messages, m)
			return err
		})
		if err != nil {
			return err
		}
		page.Stopped, err = ses.has(findSuppression, args{"workspace": p.Workspace, "forms": s.hashed(p.Workspace, withoutDomain(p.Identity()))})
		return err
	})
	if err != nil {
		return campaign.PrivacyPage{}, fmt.Errorf("gather what a person's page shows: %w", err)
	}
	return page, nil
}

// shownFacts leaves out what a source only lent and what has no words.
func shownFacts(facts []campaign.Fact) []campaign.Fact {
	return slices.DeleteFunc(facts, func(f campaign.Fact) bool { return strings.TrimSpace(f.Value+f.Text) == "" })
}

func withoutDomain(forms []contact.Form) []contact.Form {
	return slices.DeleteFunc(forms, func(f contact.Form) bool { return f.Kind == contact.KindDomain })
}

// StopPerson stops all messages to a person in their workspace, as if they had written it. It may be called again.
func (s *Store) StopPerson(ctx context.Context, prospectID string, by campaign.By) error {
	ws, err := s.owner(ctx, prospectID)
	if err != nil {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		p, found, err := t.person(ws, prospectID)
		if err != nil || !found {
			return errJoinNotFound(err, "prospect", prospectID)
		}
		if err := t.optOut(p, nil, ""); err != nil {
			return fmt.Errorf("stop writing to prospect %s: %w", prospectID, err)
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: by.Actor, Action: "privacy.opt_out", Collection: "prospects", Record: prospectID, IP: by.IP, RequestID: by.RequestID})
	})
}

// ErasePersonOf erases the person of a prospect, in whichever workspace they are. ErrNotFound says that nothing is held.
func (s *Store) ErasePersonOf(ctx context.Context, prospectID string, by campaign.By) (campaign.Erased, error) {
	ws, err := s.owner(ctx, prospectID)
	if err != nil {
		return campaign.Erased{}, err
	}
	return s.ErasePerson(ctx, ws, campaign.PersonKey{Prospect: prospectID}, by)
}

// openRequests counts the requests of a prospect that wait, so that one link cannot fill a table. Relies on privacy_requests_prospect.
const openRequests = `SELECT COUNT(*) FROM privacy_requests WHERE prospect = :prospect AND status = 'open'`

// maxOpenRequests is how many requests of one person may wait at once.
const maxOpenRequests = 5

// insertRequest opens a privacy request.
const insertRequest = `
INSERT INTO privacy_requests (id, workspace, prospect, kind, status, source, hint, details, due_at, closed_at, closed_by, created, updated)
VALUES (:id, :workspace, :prospect, :kind, :status, 'page', :hint, :details, :due, :closed, :actor, :real, :real)`

// OpenPrivacyRequest keeps what a person asks for on their page, due in campaign.PrivacyDue. details is their own words.
func (s *Store) OpenPrivacyRequest(ctx context.Context, prospectID, kind, details string, by campaign.By) error {
	ws, err := s.owner(ctx, prospectID)
	if err != nil {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		var waiting int
		if _, err := t.one(openRequests, args{"prospect": prospectID}, &waiting); err != nil {
			return err
		}
		if waiting >= maxOpenRequests {
			full := campaign.NewReason(campaign.ReasonPrivacyRequests, map[string]any{"waiting": waiting})
			return &campaign.Error{Code: full.Code, Message: full.Message, Params: full.Params}
		}
		p, found, err := prospect(t.session, prospectID)
		if err != nil || !found {
			return errJoinNotFound(err, "prospect", prospectID)
		}
		one := traced{forms: p.Identity()}
		if err := t.keepRequest(ws, prospectID, kind, one.hint(), details, time.Time{}); err != nil {
			return err
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: by.Actor, Action: "privacy.request", Collection: "prospects", Record: prospectID, IP: by.IP, RequestID: by.RequestID,
			Changes: map[string]any{"kind": kind}})
	})
}

// keepRequest appends a request; one that is closed at once is kept as the proof of what was done.
func (t *tx) keepRequest(ws, prospectID, kind, hint, details string, closed time.Time) error {
	status, actor := campaign.PrivacyOpen, ""
	if !closed.IsZero() {
		status, actor = campaign.PrivacyDone, campaign.ThePerson
	}
	err := t.update(insertRequest, args{"id": t.store.ids.next(t.real), "workspace": ws, "prospect": prospectID, "kind": kind, "status": status, "hint": hint,
		"details": details, "due": t.now.Add(campaign.PrivacyDue), "closed": closed, "actor": actor, "real": t.real})
	if err != nil {
		return fmt.Errorf("keep a privacy request: %w", err)
	}
	return nil
}
