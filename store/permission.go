package store

import (
	"time"

	"aceno/campaign"
)

// permission is messages.permission: why a message was allowed, as the claim saw it. It is written in the claim's own
// transaction, so that it says what was true when the call began.
type permission struct {
	At       string          `json:"at"`
	Rule     string          `json:"rule"` // opt_in, window_24h, window_7d, recorded_basis, legal_basis or assisted
	Gate     string          `json:"gate"`
	Basis    string          `json:"basis,omitempty"`   // legal basis, of the consent or the campaign
	Consent  string          `json:"consent,omitempty"` // the record that rule opt_in rests on
	Source   *addressSource  `json:"source,omitempty"`
	Window   *windowState    `json:"window,omitempty"`
	Template *templateState  `json:"template,omitempty"`
	OptOut   optOutCheck     `json:"opt_out"`
	Limits   []limitUse      `json:"limits,omitempty"` // this message counted
	Approved approval        `json:"approved"`
	Cost     *permissionCost `json:"cost,omitempty"`
}

// addressSource says where the contact that is written to was found.
type addressSource struct {
	Kind   string    `json:"kind"`
	Source string    `json:"source"`
	URL    string    `json:"url,omitempty"`
	At     time.Time `json:"at"`
}

// windowState is the person's window for free text.
type windowState struct {
	Open  bool   `json:"open"`
	Until string `json:"until,omitempty"` // with open, or when it closed
}

// templateState is the template as last heard from its provider.
type templateState struct {
	Name     string `json:"name"`
	Language string `json:"language"`
	Status   string `json:"status"`
	Category string `json:"category,omitempty"`
}

// optOutCheck says how many forms of the person's contacts were looked up among the suppressions; none was found.
type optOutCheck struct {
	At    string `json:"at"`
	Forms int    `json:"forms"`
}

// limitUse is one limit with this message counted.
type limitUse struct {
	Code  string `json:"code"`
	Used  int    `json:"used"`
	Limit int    `json:"limit"`
}

// approval says who let the text go: a member's id, or the campaign itself where it approves by itself.
type approval struct {
	By string `json:"by"`
	At string `json:"at"`
}

// permissionCost is the expected price, and the month's spending with it.
type permissionCost struct {
	Micros      int64 `json:"micros"`
	SpentMicros int64 `json:"spent_micros,omitempty"` // where the workspace has a budget
	Budget      int64 `json:"budget_micros,omitempty"`
}

// approvedByCampaign stands for a campaign whose approval is auto.
const approvedByCampaign = "campaign"

// permit begins the slip of a message that passed the checks of person and text.
func (t *tx) permit(m *dueMessage, c *cachedCampaign, forms int) permission {
	p := permission{At: stamp(t.now), Gate: string(c.Gate), Source: m.addressSource(), OptOut: optOutCheck{At: stamp(t.now), Forms: forms},
		Approved: approval{By: m.data.ApprovedBy, At: m.data.ApprovedAt}}
	if p.Approved.By == "" {
		p.Approved.By = approvedByCampaign
	}
	if m.channel != campaign.ChannelEmail {
		w := windowState{Open: m.windowOpen(t.now)}
		if !m.lastInbound.IsZero() {
			w.Until = stamp(m.lastInbound.Add(replyWindow))
		}
		p.Window = &w
	}
	return p
}

// windowOpen says whether the person wrote less than a window ago.
func (m *dueMessage) windowOpen(now time.Time) bool {
	return !m.lastInbound.IsZero() && now.Before(m.lastInbound.Add(replyWindow))
}

// addressSource finds the fact that names the recipient.
func (m *dueMessage) addressSource() *addressSource {
	for _, f := range m.prospect.Facts {
		if f.Value == m.recipient {
			return &addressSource{Kind: f.Kind, Source: f.Source, URL: f.URL, At: f.At}
		}
	}
	return nil
}

// countUse notes what the limits count, this message included, and what it is expected to cost.
func (t *tx) countUse(p *permission, w *workspace, rings []*limitRing, cost int64) {
	for _, r := range rings {
		p.Limits = append(p.Limits, limitUse{Code: r.Code, Used: r.ring.Used(t.now), Limit: r.N})
	}
	if cost == 0 {
		return
	}
	p.Cost = &permissionCost{Micros: cost}
	if s, ok := t.store.sender.spent[w.ID]; ok && w.SendBudgetMicros > 0 {
		p.Cost.SpentMicros, p.Cost.Budget = s.micros, w.SendBudgetMicros
	}
}
