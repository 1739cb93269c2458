package writing

import (
	"strings"
	"time"

	"aceno/campaign"
)

// longestValue is the most characters of one value from outside.
const longestValue = 600

// factKinds says which facts back a field of a prospect.
var factKinds = map[string][]string{
	"name": {"name"}, "phone": {campaign.FactPhone}, "whatsapp": {campaign.FactWhatsApp, campaign.FactPhone}, "email": {campaign.FactEmail},
	"website": {campaign.FactWebsite}, "website_url": {campaign.FactWebsite}, "instagram": {campaign.FactInstagram}, "username": {campaign.FactInstagram},
	"city": {campaign.FactCity}, "address": {campaign.FactAddress}, "category": {campaign.FactCategory}, "rating": {"rating"}, "reviews_count": {"reviews"},
}

// binder makes what a template reads out of a task.
type binder struct {
	run  *run
	task campaign.WriteTask
	now  time.Time
}

// all are the names of contract §5.
func (b binder) all() map[string]any {
	t := b.task
	return map[string]any{
		"prospect": b.prospect(),
		"agent":    map[string]any{"name": b.text("agent.name", t.Agent.Name), "language": b.text("agent.language", t.Agent.Language)},
		"sender": map[string]any{
			"name": b.text("sender.name", t.Workspace.Name), "legal_name": b.text("sender.legal_name", t.Workspace.Sender.LegalName),
			"privacy_contact": b.text("sender.privacy_contact", t.Workspace.Sender.PrivacyContact), "address": b.text("sender.address", t.Workspace.Sender.Address),
		},
		"plans":   b.plans(),
		"slot":    b.text("slot", ""), // the model's sentence: this writer has none
		"wa_link": b.link("wa_link", invitation(t.Invite, b.run.locale)),
		"optout":  b.text("optout", b.run.locale.optOut),

		"privacy_link": b.link("privacy_link", t.PrivacyLink),
	}
}

func (b binder) prospect() map[string]any {
	p := b.task.Prospect
	words := map[string]string{
		"name": p.Name, "first_name": firstName(p.Name), "username": p.Username, "city": p.City, "category": p.Category, "address": p.Address, "country": p.Country,
		"phone": p.Phone, "whatsapp": p.WhatsApp, "email": p.Email, "website": p.Domain, "website_url": p.WebsiteURL, "domain": p.Domain,
		"instagram": p.Username, "profile_url": p.ProfileURL, "platform": p.Platform,
	}
	out := map[string]any{"has_website": p.HasWebsite, "score": p.Score}
	for field, value := range words {
		l := b.text("prospect."+field, value)
		l.facts = b.backing(field, value)
		out[field] = l
	}
	out["rating"] = b.leaf("prospect.rating", unset(p.Rating), b.backing("rating", ""))
	out["reviews_count"] = b.leaf("prospect.reviews_count", unset(p.Reviews), b.backing("reviews_count", ""))
	out["followers_count"] = b.leaf("prospect.followers_count", unset(p.Followers), nil)
	out["facts"] = b.facts()
	return out
}

// facts are the first living fact of each kind.
func (b binder) facts() map[string]any {
	out := map[string]any{}
	for _, f := range b.task.Prospect.Facts {
		if _, taken := out[f.Kind]; taken || b.expired(f) {
			continue
		}
		value := f.Value
		if value == "" {
			value = f.Text
		}
		l := b.text("prospect.facts."+f.Kind, value)
		l.facts = []campaign.Fact{f}
		out[f.Kind] = l
	}
	return out
}

func (b binder) plans() []any {
	var out []any
	for i, p := range b.task.Plans[:min(len(b.task.Plans), maxList)] {
		at := "plans." + itoa(i) + "."
		price := b.leaf(at+"price_cents", p.PriceCents, nil)
		price.currency = p.Currency
		features := []any{}
		for j, f := range p.Features[:min(len(p.Features), maxList)] {
			features = append(features, b.text(at+"features."+itoa(j), f))
		}
		out = append(out, map[string]any{
			"name": b.text(at+"name", p.Name), "description": b.text(at+"description", p.Description), "price_cents": price,
			"price": b.text(at+"price", b.run.locale.money(p.PriceCents, p.Currency)), "currency": b.text(at+"currency", p.Currency), "features": features,
		})
	}
	return out
}

// backing finds the facts that a field rests on: those with its very value, else those of its kind.
func (b binder) backing(field, value string) []campaign.Fact {
	var same, others []campaign.Fact
	for _, kind := range factKinds[field] {
		for _, f := range b.task.Prospect.Facts {
			switch {
			case f.Kind != kind || b.expired(f):
			case value != "" && (strings.EqualFold(f.Value, value) || strings.EqualFold(f.Text, value)):
				same = append(same, f)
			default:
				others = append(others, f)
			}
		}
	}
	return append(same, others...)
}

func (b binder) expired(f campaign.Fact) bool { return f.ExpiresAt != nil && !f.ExpiresAt.After(b.now) }

func (b binder) text(name, value string) *leaf {
	if value = fromOutside(value, longestValue); value == "" {
		return b.leaf(name, nil, nil)
	}
	return b.leaf(name, value, nil)
}

// link binds a text of our own making, whole: cut, it would lead elsewhere.
func (b binder) link(name, value string) *leaf {
	if value == "" {
		return b.leaf(name, nil, nil)
	}
	return b.leaf(name, value, nil)
}

func (b binder) leaf(name string, value any, facts []campaign.Fact) *leaf {
	return &leaf{run: b.run, name: name, value: value, facts: facts}
}

// unset turns an absent number into an empty value.
func unset[N int | float64](v *N) any {
	if v == nil {
		return nil
	}
	return *v
}
