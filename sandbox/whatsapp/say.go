package whatsapp

import (
	"fmt"
	"time"

	"aceno/sandbox/ledger"
)

// Say lets a person write to the account now, as if by themselves. It opens their window. OptOut says that it means to
// be left alone.
func (s *Server) Say(who, words string, optOut bool) (string, error) {
	p := s.o.People.Find(who)
	key := who
	if p != nil {
		key = p.Number
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.o.Clock.Now()
	s.said++
	id := newID(waID(p, who), fmt.Sprintf("say/%d/%s/%d/%d", s.o.Seed, key, time.Now().UnixNano(), s.said))
	e := ledger.Event{ID: id, Kind: ledger.Answer, At: at, Person: key, Reply: id, Text: words, OptOut: optOut}
	if optOut {
		e.Intent = "opt_out"
	}
	return id, s.o.Ledger.Plan(e)
}
