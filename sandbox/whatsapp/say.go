package whatsapp

import (
	"fmt"
	"time"

	"aceno/sandbox/ledger"
)

// fromAd marks, as its Detail, a message that came by a click on an advertisement.
const fromAd = "ad"

// SayFromAd lets a person write who clicked on an advertisement: for three days all messages to them are free.
func (s *Server) SayFromAd(who, words string) (string, error) {
	s.mu.Lock()
	s.entries[keyOf(s.o.People.Find(who), who)] = s.o.Clock.Now()
	err := s.keep(noteEntries, s.entries)
	s.mu.Unlock()
	if err != nil {
		return "", err
	}
	return s.say(who, words, ledger.Event{Detail: fromAd})
}

// Say lets a person write to the account now, as if by themselves. It opens their window. OptOut says that it means to
// be left alone.
func (s *Server) Say(who, words string, optOut bool) (string, error) {
	e := ledger.Event{OptOut: optOut}
	if optOut {
		e.Intent = "opt_out"
	}
	return s.say(who, words, e)
}

func (s *Server) say(who, words string, e ledger.Event) (string, error) {
	p := s.o.People.Find(who)
	key := keyOf(p, who)
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.o.Clock.Now()
	s.said++
	id := newID(waID(p, who), fmt.Sprintf("say/%d/%s/%d/%d", s.o.Seed, key, time.Now().UnixNano(), s.said))
	e.ID, e.Kind, e.At, e.Person, e.Reply, e.Text = id, ledger.Answer, at, key, id, words
	return id, s.o.Ledger.Plan(e)
}
