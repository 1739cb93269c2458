package store

import (
	"time"

	"aceno/campaign"
)

// replyWindow is how long after a person's message they may be answered freely (WhatsApp and Instagram: 24 h).
const replyWindow = 24 * time.Hour

// templateStatus reads what Meta says of a template. Relies on whatsapp_templates_once UNIQUE (account, name, language).
const templateStatus = `SELECT status FROM whatsapp_templates WHERE account = :account AND name = :name AND language = :language`

// latestOptIn reads the last word of a prospect on being written to; a withdrawal is a row of its own, since rows are
// never changed. Relies on consents_prospect (prospect, kind).
const latestOptIn = `
SELECT basis, withdrawn_at FROM consents WHERE prospect = :prospect AND kind IN (:channel, 'opt_in')
ORDER BY created DESC, id DESC LIMIT 1`

// judgeChannel applies the channel's own rule: who may be written to, with what.
func (t *tx) judgeChannel(m *dueMessage, c *cachedCampaign, a *account) (verdict, error) {
	p := permission{At: stamp(t.now), Gate: string(c.Gate)}
	open := !m.lastInbound.IsZero() && t.now.Before(m.lastInbound.Add(replyWindow))
	switch m.channel {
	case campaign.ChannelWhatsApp:
		return t.judgeWhatsApp(m, c, a, p, open)
	case campaign.ChannelEmail:
		if c.LegalBasis == "" {
			return holdFor(campaign.ReasonNoBasis, nil), nil
		}
		p.Rule, p.Basis = "legal_basis", c.LegalBasis
		return verdict{permission: p}, nil
	default: // Instagram lets nobody write first, whatever the gate says
		if !open {
			return holdFor(campaign.ReasonWindowClosed, nil), nil
		}
		p.Rule = "window_24h"
		return verdict{permission: p}, nil
	}
}

// judgeWhatsApp: within 24 h of the person's message anything may go. Outside, only an approved template, and only to
// whoever opted in; recorded_basis waives the opt-in and nothing else.
func (t *tx) judgeWhatsApp(m *dueMessage, c *cachedCampaign, a *account, p permission, open bool) (verdict, error) {
	if tpl := m.data.Template; tpl != nil {
		p.Template = tpl.Name + "/" + tpl.Language
		var status string
		found, err := t.one(templateStatus, args{"account": a.id, "name": tpl.Name, "language": tpl.Language}, &status)
		switch {
		case err != nil:
			return verdict{}, err
		case !found:
			return holdFor(campaign.ReasonTemplateNotSynced, map[string]any{"name": p.Template}), nil
		case status != templateApproved:
			return holdFor(campaign.ReasonTemplateNotApproved, map[string]any{"name": p.Template, "status": status}), nil
		}
	}
	if open {
		p.Rule = "window_24h"
		return verdict{permission: p}, nil
	}
	if m.data.Template == nil {
		return holdFor(campaign.ReasonWindowClosed, nil), nil
	}
	var withdrawn string
	given, err := t.one(latestOptIn, args{"prospect": m.prospect.ID, "channel": m.channel}, &p.Basis, &withdrawn)
	if err != nil {
		return verdict{}, err
	}
	switch {
	case given && withdrawn == "":
		p.Rule = "opt_in"
	case given: // withdrawn: no statement of an admin overrides the person's own word
		return holdFor(campaign.ReasonNoOptIn, nil), nil
	case c.Gate == campaign.GateRecordedBasis:
		p.Rule, p.Basis = "recorded_basis", c.LegalBasis
	default:
		return holdFor(campaign.ReasonNoOptIn, nil), nil
	}
	return verdict{permission: p}, nil
}

// templateApproved is the one status in which Meta sends a template.
const templateApproved = "APPROVED"
