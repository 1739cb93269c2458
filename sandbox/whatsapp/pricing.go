package whatsapp

import (
	"strings"
	"time"

	"aceno/sandbox/ledger"
)

// charged is when answers inside a person's window began to cost (WhatsApp pricing, from 2026-10-01).
var charged = time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)

// freeEntry is how long everything is free after a person came by a click on an advertisement. The provider counts from
// the first answer to it, the sandbox from the click.
const freeEntry = 72 * time.Hour

// pricing says what a message is charged as.
func (s *Server) pricing(m ledger.Message) map[string]any {
	category, kind := "service", "regular"
	if m.Category != "" {
		category = strings.ToLower(m.Category)
	}
	s.mu.Lock()
	entry, came := s.entries[m.Person]
	s.mu.Unlock()
	switch {
	case came && !m.At.Before(entry) && m.At.Sub(entry) < freeEntry:
		kind, category = "free_entry_point", "referral_conversion"
	case m.At.Before(charged) && (category == "service" || category == "utility" && !m.Opens):
		kind = "free_customer_service"
	}
	return map[string]any{"billable": kind == "regular", "pricing_model": "PMP", "type": kind, "category": category}
}
