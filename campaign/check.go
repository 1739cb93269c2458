package campaign

import (
	"slices"
	"strings"
)

// maxRateLimit is the most messages an hour that a campaign may ask for.
const maxRateLimit = 100_000

// Check refuses values of a campaign's plain fields that are no words of theirs. Empty fields are taken as not given and
// get their defaults elsewhere. Errors are Errors with the fields' names.
func (c *Campaign) Check() error {
	var s strict
	s.oneOf("status", string(c.Status), string(StatusDraft), string(StatusActive), string(StatusPaused), string(StatusCompleted))
	s.oneOf("channel", string(c.Channel), string(ChannelWhatsApp), string(ChannelInstagram), string(ChannelEmail))
	s.oneOf("selection", c.Selection, "auto", "manual")
	s.oneOf("approval", c.Approval, "auto", "manual")
	s.oneOf("legal_basis", c.LegalBasis, "legitimate_interest", "consent")
	s.oneOf("gate", string(c.Gate), string(GateProviderRules), string(GateRecordedBasis))
	if c.RateLimit < 0 || c.RateLimit > maxRateLimit {
		s.refuse("rate_limit", "%d cannot be used: write messages an hour from 1 to %d, or 0 for no limit of the campaign's own", c.RateLimit, maxRateLimit)
	}
	if strings.TrimSpace(c.Name) == "" {
		s.refuse("name", "the name is empty: write one")
	}
	return s.errs.OrNil()
}

func (s *strict) oneOf(field, word string, words ...string) {
	if word != "" && !slices.Contains(words, word) {
		s.refuse(field, "%q cannot be used: write one of %s", word, strings.Join(words, ", "))
	}
}
