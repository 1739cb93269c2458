package whatsapp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
)

// preference is the last that a person said of marketing messages when made to by hand.
type preference struct {
	Stop bool      `json:"stop"`
	At   time.Time `json:"at"` // business time
}

// Prefer lets a person stop marketing messages of the account in the app, or resume them, and tells it by webhook. Whoever
// stopped gets no more marketing templates: they are accepted and fail.
func (s *Server) Prefer(who string, stop bool) (string, error) {
	p := s.o.People.Find(who)
	key := keyOf(p, who)
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.o.Clock.Now()
	s.said++
	e := ledger.Event{ID: fmt.Sprintf("prefer/%s/%d/%d", key, time.Now().UnixNano(), s.said), Kind: ledger.Preference, At: at, Person: key, OptOut: stop}
	e.Intent, e.Text = "resume", "User requested to resume marketing messages"
	if stop {
		e.Intent, e.Text = "opt_out", "User requested to stop marketing messages"
	}
	s.preferences[key] = preference{Stop: stop, At: at}
	if err := s.keep(notePreferences, s.preferences); err != nil {
		return "", err
	}
	return e.ID, s.o.Ledger.Plan(e)
}

// disposed tells whether a person opted out by any way, and whether they stopped marketing in the app: by the ledger, or
// by what they were made to say since. The caller holds the lock.
func (s *Server) disposed(key string, before ledger.Person) (optedOut, stopped bool) {
	if last, said := s.preferences[key]; said && !last.At.Before(before.OptedOut) {
		return last.Stop, last.Stop
	}
	return !before.OptedOut.IsZero(), before.Stopped
}

// Echo sends a message to a person from the phone's own app, beside the API, and tells it by webhook. The ledger has it
// as a message by hand. It opens no window.
func (s *Server) Echo(to, words string) (string, error) {
	p := s.o.People.Find(to)
	key := keyOf(p, to)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Clock.Now()
	id := newID(waID(p, to), fmt.Sprintf("echo/%d/%s/%d", s.o.Seed, key, s.o.Ledger.Person(key).Messages))
	sum := sha256.Sum256([]byte(words))
	m := ledger.Message{
		ID: id, At: now, Real: time.Now().UTC(), Person: key, To: to, Channel: ledger.ByHand, Type: "text", Text: words,
		Hash: hex.EncodeToString(sum[:]), Unknown: p == nil,
	}
	one := map[string]any{
		"from": s.account.DisplayPhone, "id": id, "timestamp": strconv.FormatInt(now.Unix(), 10), "type": "text", "text": map[string]any{"body": words},
	}
	switch {
	case p == nil:
		one["to"] = to
	case p.Hidden:
		one["to_user_id"] = p.UserID
	default:
		one["to"] = p.Number
	}
	e, err := written("echo/"+id, change{"smb_message_echoes", map[string]any{
		"messaging_product": "whatsapp", "metadata": metadata(s.account), "message_echoes": []any{one},
	}}, 0)
	if err != nil {
		return "", err
	}
	e.At = now
	return id, s.o.Ledger.Accept(m, []ledger.Event{e})
}

// keyOf is by what the ledger knows a person.
func keyOf(p *people.Person, who string) string {
	if p != nil {
		return p.Number
	}
	return who
}

func metadata(a Account) map[string]any {
	return map[string]any{"display_phone_number": a.DisplayPhone, "phone_number_id": a.PhoneNumberID}
}
