package campaign

import (
	"slices"
	"time"
)

// Expires returns when the first of a prospect's facts expires that was only lent; the zero time when none does.
func (p *Prospect) Expires() time.Time {
	var first time.Time
	for _, f := range p.Facts {
		if f.ExpiresAt != nil && (first.IsZero() || f.ExpiresAt.Before(first)) {
			first = *f.ExpiresAt
		}
	}
	return first
}

// Purge takes out what was only lent and has expired, and says whether there was any. A field whose value no other fact backs is
// emptied, and filled from what is left; the name stays, so that the prospect and its history can still be read.
func (p *Prospect) Purge(now time.Time) bool {
	var gone []Fact
	kept := make([]Fact, 0, len(p.Facts))
	for _, f := range p.Facts {
		if f.ExpiresAt != nil && !f.ExpiresAt.After(now) {
			gone = append(gone, f)
		} else {
			kept = append(kept, f)
		}
	}
	if len(gone) == 0 {
		return false
	}
	p.Facts = kept
	for _, f := range gone {
		p.forget(f)
	}
	for _, f := range kept {
		p.fill(f)
	}
	return true
}

// forget empties the field that a fact filled, unless another fact backs its value.
func (p *Prospect) forget(f Fact) {
	if slices.ContainsFunc(p.Facts, func(other Fact) bool { return other.Kind == f.Kind && other.Value == f.Value && other.Text == f.Text }) {
		return
	}
	value := f.Value
	if value == "" {
		value = f.Text
	}
	field := map[string]*string{FactPhone: &p.Phone, FactWhatsApp: &p.WhatsApp, FactEmail: &p.Email, FactInstagram: &p.Username,
		FactAddress: &p.Address, FactCity: &p.City, FactCategory: &p.Category}[f.Kind]
	switch {
	case f.Kind == FactWebsite && p.WebsiteURL == value:
		p.WebsiteURL, p.Domain, p.HasWebsite = "", "", false
	case field != nil && *field == value:
		*field = ""
	}
}
