package spreadsheet

import (
	"hash/maphash"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/scrapers"
)

// repeats finds rows of one business within a file: the same phone, e-mail, handle, outside id or website of its own. It keeps
// eight bytes of a keyed hash for each, so that two of a million are taken for the same once in 30 million files.
type repeats struct {
	seed maphash.Seed
	rows map[uint64]int32
}

func newRepeats() *repeats { return &repeats{maphash.MakeSeed(), map[uint64]int32{}} }

// first returns the number of the row in which the business stood first: the row's own when it is new.
func (r *repeats) first(c *scrapers.Candidate, number int) int {
	p := campaign.NewProspect(*c)
	forms := p.Identity()
	keys := make([]uint64, 0, len(forms)+1)
	for _, form := range forms {
		if form.Value != "" {
			keys = append(keys, r.key(string(form.Kind), contact.Canonical(form).Value))
		}
	}
	if c.ExternalID != "" {
		keys = append(keys, r.key("id", c.ExternalID))
	}
	into := number
	for _, key := range keys {
		if row, found := r.rows[key]; found {
			into = min(into, int(row))
		}
	}
	for _, key := range keys {
		if _, found := r.rows[key]; !found {
			r.rows[key] = int32(into)
		}
	}
	return into
}

func (r *repeats) key(kind, value string) uint64 {
	var h maphash.Hash
	h.SetSeed(r.seed)
	_, _ = h.WriteString(kind) // never fails
	_ = h.WriteByte(0)
	_, _ = h.WriteString(value)
	return h.Sum64()
}
