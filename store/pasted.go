package store

import (
	"context"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// Pasted is an answer that a member took over by hand, from a phone or another inbox.
type Pasted struct {
	Workspace string
	Prospect  string
	Member    string
	Content   string
	Channel   campaign.Channel // empty = the campaign's
	At        time.Time        // business time; zero = now
	Key       string           // Idempotency-Key: the same key acts once
}

// PasteInbound stores an answer and does all that a webhook's would: opt-out words first, then what waits for the person stops.
// It returns the message's id.
func (s *Store) PasteInbound(ctx context.Context, in Pasted) (string, error) {
	if strings.TrimSpace(in.Content) == "" {
		return "", campaign.Invalid("content", "paste what the person wrote")
	}
	var id string
	err := s.write(ctx, func(t *tx) error {
		p, found, err := t.person(in.Workspace, in.Prospect)
		if err != nil || !found {
			return errJoinNotFound(err, "prospect", in.Prospect)
		}
		known, _, err := prospect(t.session, p.id)
		if err != nil {
			return err
		}
		if in.Channel == "" {
			c, err := t.store.campaign(t.session, p.campaign)
			if err != nil {
				return err
			}
			in.Channel = c.Channel
		}
		id, err = t.paste(&in, p, known.Identity())
		return err
	})
	return id, err
}

// pastedID reads what a key stands for. Relies on messages_provider.
const pastedID = `
SELECT id FROM messages WHERE workspace = :workspace AND provider_id = :provider AND provider_id != '' AND direction = 'inbound' LIMIT 1`

func (t *tx) paste(in *Pasted, p person, forms []contact.Form) (id string, err error) {
	at := in.At
	if at.IsZero() || at.After(t.now) {
		at = t.now
	}
	key := in.Key
	if key == "" {
		key = t.store.ids.next(t.real)
	}
	event := &campaign.InboundEvent{ProviderID: "pasted:" + in.Prospect + ":" + key, Type: "text", Text: in.Content}
	people, err := t.people(in.Workspace, forms)
	if err != nil {
		return "", err
	}
	people, current, err := t.withAnswered(people, in.Workspace, p.id)
	if err != nil || current == nil {
		return "", err
	}
	verdict := t.verdict(event)
	isNew, err := t.insertInbound(source{platform: string(in.Channel), workspace: in.Workspace}, at, event, current, verdict)
	if err != nil {
		return "", err
	}
	if isNew {
		if err := t.answered(people, current, at, forms, verdict); err != nil {
			return "", err
		}
		err = t.audit(AuditEntry{Workspace: in.Workspace, Actor: in.Member, Action: "prospect.inbound", Collection: "prospects", Record: p.id,
			Changes: map[string]any{"at": stamp(at), "channel": string(in.Channel)}})
		if err != nil {
			return "", err
		}
	}
	_, err = t.one(pastedID, args{"workspace": in.Workspace, "provider": event.ProviderID}, &id)
	return id, err
}
