package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// replyWindow is how long after a person's message they may be answered freely (WhatsApp and Instagram: 24 h).
const replyWindow = 24 * time.Hour

// typedWindow is how long after a person's message a member may answer them by hand on Instagram (Messenger Platform, human
// agent: 7 days).
const typedWindow = 7 * 24 * time.Hour

// templateStatus reads what Meta says of a template. Relies on whatsapp_templates_once UNIQUE (account, name, language).
const templateStatus = `SELECT status, category FROM whatsapp_templates WHERE account = :account AND name = :name AND language = :language`

// latestOptIn reads the last word of a prospect on being written to; a withdrawal is a row of its own, since rows are
// never changed. Relies on consents_prospect (prospect, kind).
const latestOptIn = `
SELECT id, basis, withdrawn_at FROM consents WHERE prospect = :prospect AND kind IN (:channel, 'opt_in')
ORDER BY created DESC, id DESC LIMIT 1`

// optIn is what a prospect last said to being written to.
type optIn struct {
	given     bool
	id, basis string
}

// withdrawn reads a prospect's last word, and says whether it was taken back: no statement of an admin, no open window and no
// person's hand overrides that. Whoever has written since may be answered.
func (t *tx) withdrawn(m *dueMessage) (bool, error) {
	if m.known.consents {
		return false, nil
	}
	var at time.Time
	found, err := t.one(latestOptIn, args{"prospect": m.prospect.ID, "channel": m.channel}, &m.optIn.id, &m.optIn.basis, &at)
	if err != nil {
		return false, fmt.Errorf("look for a consent: %w", err)
	}
	m.optIn.given = found && at.IsZero()
	return found && !at.IsZero() && !m.lastInbound.After(at), nil
}

// judgeChannel applies the channel's own rule: who may be written to, with what.
func (t *tx) judgeChannel(m *dueMessage, c *cachedCampaign, a *account, p permission) (verdict, error) {
	switch m.channel {
	case campaign.ChannelWhatsApp:
		return t.judgeWhatsApp(m, c, a, p)
	case campaign.ChannelEmail:
		if c.LegalBasis == "" {
			return holdFor(campaign.ReasonNoBasis, nil), nil
		}
		p.Rule, p.Basis = "legal_basis", c.LegalBasis
		return verdict{permission: p}, nil
	default: // Instagram lets nobody write first, whatever the gate says
		if m.step < 0 && !m.lastInbound.IsZero() && t.now.Before(m.lastInbound.Add(typedWindow)) && !m.windowOpen(t.now) {
			p.Rule = "window_7d"
			return verdict{permission: p}, nil
		}
		if !m.windowOpen(t.now) {
			return holdFor(campaign.ReasonWindowClosed, nil), nil
		}
		p.Rule = "window_24h"
		return verdict{permission: p}, nil
	}
}

// judgeWhatsApp: within 24 h of the person's message anything may go. Outside, only an approved template, and only to
// whoever opted in; recorded_basis waives the opt-in and nothing else.
func (t *tx) judgeWhatsApp(m *dueMessage, c *cachedCampaign, a *account, p permission) (verdict, error) {
	category := serviceCategory
	if tpl := m.data.Template; tpl != nil {
		name := tpl.Name + "/" + tpl.Language
		var status string
		found, err := t.one(templateStatus, args{"account": a.id, "name": tpl.Name, "language": tpl.Language}, &status, &category)
		switch {
		case err != nil:
			return verdict{}, err
		case !found:
			return holdFor(campaign.ReasonTemplateNotSynced, map[string]any{"name": name}), nil
		case status != templateApproved:
			return holdFor(campaign.ReasonTemplateNotApproved, map[string]any{"name": name, "status": status}), nil
		}
		p.Template = &templateState{Name: tpl.Name, Language: tpl.Language, Status: status, Category: category}
	}
	if m.windowOpen(t.now) {
		p.Rule = "window_24h"
		return verdict{permission: p, category: category}, nil
	}
	if m.data.Template == nil {
		return holdFor(campaign.ReasonWindowClosed, nil), nil
	}
	switch {
	case m.optIn.given:
		p.Rule, p.Consent, p.Basis = "opt_in", m.optIn.id, m.optIn.basis
	case c.Gate == campaign.GateRecordedBasis:
		p.Rule, p.Basis = "recorded_basis", c.LegalBasis
	default:
		return holdFor(campaign.ReasonNoOptIn, nil), nil
	}
	return verdict{permission: p, category: category}, nil
}

// templateApproved is the one status in which Meta sends a template.
const templateApproved = "APPROVED"
