package store

import (
	"context"
	"fmt"
	"slices"

	"aceno/campaign"
)

// expiredFacts finds prospects with facts that were lent and have expired. Relies on prospects_expire (expires_at) WHERE expires_at != ”.
const expiredFacts = `SELECT id FROM prospects WHERE expires_at != '' AND expires_at <= :now ORDER BY expires_at LIMIT 100`

// factsOfMessages reads what a prospect's messages rest on, and keepMessageFacts writes it, by rowid. Relies on messages_prospect.
const (
	factsOfMessages  = `SELECT rowid, facts FROM messages WHERE prospect = :prospect AND facts LIKE '%expires_at%'`
	keepMessageFacts = `UPDATE messages SET facts = :facts, updated = :real WHERE rowid = :row`
)

// PurgeExpired takes out of at most 100 prospects what their sources only lent and says how many there were: it is called again
// until there are none. What was sent stays as it was sent; that it rested on such a fact stays, without the fact's words.
func (s *Store) PurgeExpired(ctx context.Context) (int, error) {
	purged := 0
	err := s.write(ctx, func(t *tx) error {
		purged = 0
		var due []string
		err := t.query(expiredFacts, args{"now": t.now}, func(r row) error {
			var id string
			err := r.scan(&id)
			due = append(due, id)
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range due {
			if err := t.purge(id); err != nil {
				return fmt.Errorf("prospect %s: %w", id, err)
			}
		}
		purged = len(due)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("purge what has expired: %w", err)
	}
	return purged, nil
}

func (t *tx) purge(id string) error {
	p, found, err := prospect(t.session, id)
	if err != nil {
		return err
	}
	if !found { // erased: nothing of it is kept
		return t.update(keepFacts, args{"id": id, "facts": nil, "expires_at": "", "real": t.real})
	}
	p.Purge(t.now)
	err = t.nested(func(t *tx) error { return t.update(updateProspect, prospectArgs(&p, t.real)) })
	if isConflict(err) { // another fact's contact is another prospect's: it stays a fact
		p.Phone, p.WhatsApp, p.Email, p.Username, p.Domain = "", "", "", "", ""
		err = t.update(updateProspect, prospectArgs(&p, t.real))
	}
	if err != nil {
		return err
	}
	t.touch(p.Workspace, p.Campaign)
	return t.purgeMessages(id)
}

// purgeMessages takes the words of expired facts out of what a prospect's messages rest on.
func (t *tx) purgeMessages(prospectID string) error {
	type message struct {
		row   int64
		facts []campaign.FactUse
	}
	var list []message
	err := t.query(factsOfMessages, args{"prospect": prospectID}, func(r row) error {
		var m message
		err := r.scan(&m.row, asJSON{&m.facts})
		list = append(list, m)
		return err
	})
	if err != nil {
		return err
	}
	for _, m := range list {
		expired := func(f campaign.FactUse) bool {
			return f.ExpiresAt != nil && !f.ExpiresAt.After(t.now) && f.Value+f.Text != ""
		}
		if !slices.ContainsFunc(m.facts, expired) {
			continue
		}
		for i, f := range m.facts {
			if expired(f) {
				m.facts[i].Value, m.facts[i].Text = "", ""
			}
		}
		if err := t.update(keepMessageFacts, args{"row": m.row, "facts": m.facts, "real": t.real}); err != nil {
			return err
		}
	}
	return nil
}
