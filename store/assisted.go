package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// Times of assisted sending, both real: how long a message is a member's, and how long a mark can be taken back.
const (
	assistedLease = 10 * time.Minute
	undoTime      = 10 * time.Second
)

// assistedMost is how many messages a member may hold at once.
const assistedMost = 10

// assistedSent reads when a member last sent by hand in 24 hours, newest first. Relies on messages_sent (account, sent_at)
// WHERE sent_at != ”: a message that a person sends has no account.
const assistedSent = `
SELECT sent_at FROM messages WHERE account = '' AND sent_at != '' AND sent_at > :since AND leased_by = :member AND workspace = :workspace
ORDER BY sent_at DESC`

// dueAssisted finds messages that a person may send now: the member's own leases first, then what nobody holds. Relies on
// messages_due (campaign, account, scheduled_at) WHERE status = 'pending'.
const dueAssisted = `
SELECT m.rowid, m.id, m.workspace, m.campaign, m.channel, m.content, m.content_hash, m.recipient, m.contact_key, m.step, m.scheduled_at,
	m.metadata, p.id, p.name, p.status, p.deleted, p.last_inbound_at, p.phone, p.whatsapp, p.email, p.username, p.domain,
	p.whatsapp_user_id, p.instagram_id, p.facts, m.leased_by, m.lease_until
FROM messages m CROSS JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = :campaign AND m.account = '' AND m.status = 'pending' AND m.scheduled_at <= :now
	AND (m.lease_until <= :real OR m.leased_by = :member)
ORDER BY m.scheduled_at LIMIT :n`

// waitsForHands says whether a campaign that sends by accounts has something for a member's hands: another way to a person. Relies on
// messages_due.
const waitsForHands = `SELECT 1 FROM messages WHERE campaign = :campaign AND account = '' AND status = 'pending' AND scheduled_at >= '' LIMIT 1`

// leaseAssisted gives a message to a member, by its rowid.
const leaseAssisted = `
UPDATE messages SET leased_by = :member, lease_until = :lease, permission = :permission, updated = :real WHERE rowid = :row AND status = 'pending'`

// assistedMessage is a due message with what a list shows of it.
type assistedMessage struct {
	dueMessage
	name   string
	leased string
	until  time.Time
}

// AssistedNext leases the next messages of a campaign, or of all that are sent by hand, to a member, at most n, within the member's gap
// and ceiling. Suppression, replies and cool-down are checked in this transaction; what may not go is settled.
func (s *Store) AssistedNext(ctx context.Context, ws, campaignID, member string, n int) (AssistedPage, error) {
	var page AssistedPage
	err := s.write(ctx, func(t *tx) error {
		page = AssistedPage{Items: []AssistedItem{}}
		w, err := s.workspace(t.session, ws)
		if err != nil {
			return err
		}
		open, err := t.openAssisted(w, campaignID)
		if err != nil {
			return err
		}
		last, err := t.assistedUsed(ws, member, &page)
		if err != nil {
			return err
		}
		page.Ceiling = w.Limits.AssistedDay()
		if until := last.Add(w.Limits.AssistedGap()); !last.IsZero() && until.After(t.now) {
			page.GapUntil = &until
		}
		most := min(n, assistedMost, page.Ceiling-page.Used)
		for _, c := range open {
			if err := t.leaseAssisted(c, w, member, most, &page); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return AssistedPage{}, err
	}
	return page, nil
}

// openAssisted returns the campaigns that may be sent by hand now: the one that is named, or all of them. Where none may, the
// first one's reason is the answer.
func (t *tx) openAssisted(w *workspace, campaignID string) (open []*cachedCampaign, err error) {
	ids := []string{campaignID}
	if campaignID == "" {
		if ids, err = t.campaignsOf(w.ID); err != nil {
			return nil, err
		}
	}
	var refused error
	for _, id := range ids {
		c, err := t.store.campaignOf(t.session, w.ID, id)
		if err != nil {
			return nil, err
		}
		if campaignID == "" && !c.Assisted() {
			if some, err := t.has(waitsForHands, args{"campaign": id}); err != nil || !some {
				if err != nil {
					return nil, err
				}
				continue
			}
		}
		why := t.store.whyNotAssisted(t, c, w)
		if why == nil {
			open = append(open, c)
		} else if refused == nil {
			refused = why
		}
	}
	if len(open) == 0 {
		return nil, refused
	}
	return open, nil
}

// whyNotAssisted says why nothing of a campaign may be sent by hand now.
func (s *Store) whyNotAssisted(t *tx, c *cachedCampaign, w *workspace) error {
	var reason string
	window := windowGate(c, t.now)
	switch {
	case s.sender.stopped.Load():
		reason = campaign.ReasonGlobalStop
	case s.journalTroubled() != "":
		reason = campaign.ReasonJournalUnwritable
	case w.Paused:
		reason = campaign.ReasonWorkspacePaused
	case c.Status != campaign.StatusActive:
		reason = pauseCode(c)
	case window.until.After(t.now):
		reason = window.code
	default:
		return nil
	}
	params := map[string]any{"status": string(c.Status), "next_at": window.until.Format(time.RFC3339), "start": c.Schedule.Start, "detail": s.journalTroubled()}
	return &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(reason, params)}}
}

func (t *tx) assistedUsed(ws, member string, page *AssistedPage) (last time.Time, err error) {
	err = t.query(assistedSent, args{"since": t.now.Add(-24 * time.Hour), "member": member, "workspace": ws}, func(r row) error {
		var at time.Time
		if err := r.scan(&at); err != nil {
			return err
		}
		if page.Used == 0 {
			last = at
		}
		page.Used++
		return nil
	})
	return last, err
}

// leaseAssisted leases messages until n are the member's.
func (t *tx) leaseAssisted(c *cachedCampaign, w *workspace, member string, n int, page *AssistedPage) error {
	if n <= 0 {
		return nil
	}
	var due []assistedMessage
	err := t.query(dueAssisted, args{"campaign": c.ID, "now": t.now, "real": t.real, "member": member, "n": claimTries}, func(r row) error {
		var m assistedMessage
		p := &m.prospect
		err := r.scan(&m.row, &m.id, &m.workspace, &m.campaign, &m.channel, &m.content, &m.hash, &m.recipient, &m.contactKey, &m.step, &m.scheduledAt,
			asJSON{&m.data}, &p.ID, &m.name, &p.Status, &m.erased, &m.lastInbound, &p.Phone, &p.WhatsApp, &p.Email, &p.Username, &p.Domain,
			&p.WhatsAppUserID, &p.InstagramID, asJSON{&p.Facts}, &m.leased, &m.until)
		due = append(due, m)
		return err
	})
	if err != nil {
		return err
	}
	for i := range due {
		m := &due[i]
		if len(page.Items) == n {
			return nil
		}
		v, err := t.judgeAssisted(&m.dueMessage, c, w)
		if err != nil {
			return err
		}
		if v.act != actSend {
			if err := t.settle(&m.dueMessage, v); err != nil {
				return err
			}
			continue
		}
		until := stored(t.real.Add(assistedLease))
		if err := t.update(leaseAssisted, args{"row": m.row, "member": member, "lease": until, "permission": v.permission, "real": t.real}); err != nil {
			return err
		}
		page.Items = append(page.Items, AssistedItem{Message: m.id, Prospect: Named{ID: m.prospect.ID, Name: m.name}, Channel: m.channel,
			Content: m.content, Recipient: m.recipient, LeasedUntil: until})
	}
	return nil
}

// judgeAssisted applies the checks of the claim, but for the channel's: a person sends, not the program.
func (t *tx) judgeAssisted(m *dueMessage, c *cachedCampaign, w *workspace) (verdict, error) {
	v, err := t.judgePersonAndText(m, c, w)
	if err != nil || v.act != actSend {
		return v, err
	}
	v.permission.Rule, v.permission.Basis = "assisted", c.LegalBasis
	return v, nil
}

// errNotAssisted says that a message is not one that a person sends by hand.
func errNotAssisted(id string) error {
	return fmt.Errorf("assisted message %q: %w", id, ErrNotFound)
}
