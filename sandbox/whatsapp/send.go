package whatsapp

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
)

// messages answers POST /{phone-number-id}/messages.
func (s *Server) messages(w http.ResponseWriter, r *http.Request) {
	f := s.o.Faults.Take(fault.WhatsApp)
	if f.Before(w, r) {
		return
	}
	account := s.Account()
	err := authorised(r, account)
	if err == nil && !account.may(scopeMessaging) {
		err = refuse(10, "The token lacks the permission %s.", scopeMessaging)
	}
	if err == nil {
		err = standing(account, f, w)
	}
	var raw []byte
	if err == nil {
		raw, err = readJSON(w, r)
	}
	var req *request
	if err == nil {
		req, err = readRequest(raw)
	}
	if err != nil {
		err.write(w)
		return
	}
	if req.Status != "" {
		writeJSON(w, http.StatusOK, map[string]any{"success": true})
		return
	}
	code := 0
	if f != nil && f.Kind == fault.Outcome {
		code = f.Code
	}
	answer, err := s.accept(req, account, code)
	if err != nil {
		err.write(w)
		return
	}
	s.reply(w, r, f, answer)
}

// standing refuses a send for what is wrong with the account, or because a test wants it so.
func standing(a Account, f *fault.Fault, w http.ResponseWriter) *refusal {
	if f != nil && (f.Kind == fault.Code || f.Kind == fault.Limited) {
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
		if f.Kind == fault.Limited {
			return refuse(130429, "Cloud API message throughput has been reached.")
		}
		return refuse(f.Code, "The sandbox was asked for this code.")
	}
	if a.Blocked != 0 {
		return refuse(a.Blocked, "The account may not send for the moment.")
	}
	return nil
}

// accept checks a message against templates and limits and enters it into the ledger with all that will come of it.
func (s *Server) accept(req *request, account Account, code int) (map[string]any, *refusal) {
	who := req.To
	if who == "" {
		who = req.Recipient
	}
	p := s.o.People.Find(who)
	if who == account.DisplayPhone {
		return nil, refuse(131021, "The recipient is the sender.")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Clock.Now()
	m := ledger.Message{At: now, Real: time.Now().UTC(), To: who, Channel: ledger.WhatsApp, Claim: req.Claim, Type: req.Type, Text: req.Text.Body, Reply: req.Context.MessageID, Unknown: p == nil}
	m.Person = keyOf(p, who)
	before := s.o.Ledger.Person(m.Person)
	open := !before.LastWrote.IsZero() && now.Sub(before.LastWrote) < window
	c := people.Context{Before: before.Messages, Code: code}
	c.OptedOut, c.Stopped = s.disposed(m.Person, before)
	if req.Type == "template" {
		t, err := s.find(req.Template)
		if err != nil {
			return nil, err
		}
		if m.Text, m.Params, err = t.fill(req.Template); err != nil {
			return nil, err
		}
		m.Template, m.Language, m.Category = t.Name, t.Language, t.Category
		m.Opens, c.Marketing, c.Exit = !open, t.Category == "MARKETING", t.exit()
	} else {
		c.Closed = !open
	}
	if err := s.limits.refused(m.Person, now, m.Opens, tiers[account.Tier]); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(m.Text))
	m.Hash = hex.EncodeToString(sum[:])
	m.ID = newID(waID(p, who), fmt.Sprintf("out/%d/%s/%d", s.o.Seed, m.Person, before.Messages))
	plan := s.o.People.Plan(p, m, c)
	for i := range plan {
		if plan[i].Reply != "" {
			plan[i].Reply = newID(waID(p, who), plan[i].Reply)
		}
	}
	if err := s.o.Ledger.Accept(m, plan); err != nil {
		s.o.Logger.Error("accept a message", "error", err)
		return nil, refuse(131000, "%v", err)
	}
	s.limits.count(m.Person, now, m.Opens)
	return accepted(who, m, p), nil
}

// accepted is the answer to an accepted message.
func accepted(who string, m ledger.Message, p *people.Person) map[string]any {
	contact := map[string]any{"input": who}
	switch {
	case p != nil && (p.Hidden || p.UserID == who):
		contact["user_id"] = p.UserID
	default:
		contact["wa_id"] = waID(p, who)
	}
	message := map[string]any{"id": m.ID}
	if m.Template != "" {
		message["message_status"] = "accepted"
	}
	return map[string]any{"messaging_product": "whatsapp", "contacts": []any{contact}, "messages": []any{message}}
}

func waID(p *people.Person, who string) string {
	if p != nil {
		return p.WaID
	}
	return who
}

// reply answers an accepted message, unless a test wants the answer to go wrong.
func (s *Server) reply(w http.ResponseWriter, r *http.Request, f *fault.Fault, answer map[string]any) {
	kind := ""
	if f != nil {
		kind = f.Kind
	}
	switch kind {
	case fault.Lost:
		panic(http.ErrAbortHandler)
	case fault.Late:
		if !f.Delay(r) {
			return
		}
	case fault.Truncated:
		raw, err := json.Marshal(answer)
		if err != nil {
			refuse(1, "%v", err).write(w)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		fault.Cut(w, raw)
	case fault.Shape:
		answer = map[string]any{"status": "ok", "queued": true}
	}
	writeJSON(w, http.StatusOK, answer)
}

// newID makes the id of a message: the same for the same words, another for others.
func newID(number, words string) string {
	sum := sha256.Sum256([]byte(words))
	raw := append([]byte{0x1c, 0x18, byte(len(number))}, number...)
	raw = append(raw, 0x15, 0x02, 0x00, 0x11, 0x18, 0x14)
	raw = append(raw, fmt.Sprintf("%X", sum[:10])...)
	return "wamid." + base64.StdEncoding.EncodeToString(append(raw, 0))
}
