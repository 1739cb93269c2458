package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/town"
)

func (s *Sandbox) health(w http.ResponseWriter, _ *http.Request) {
	answer(w, map[string]any{"status": "ok", "area": s.Area(), "businesses": len(s.town.Businesses), "people": len(s.people.All()), "now": s.clock.Now()})
}

// getTown lists businesses and the kinds of them with their numbers.
func (s *Sandbox) getTown(w http.ResponseWriter, _ *http.Request) {
	type business struct {
		town.Business
		Site *town.Site `json:"site,omitempty"`
	}
	sites := map[int]*town.Site{}
	for _, site := range s.town.Sites {
		for _, i := range site.Businesses {
			sites[i] = site
		}
	}
	kinds, out := map[string]int{}, []business{}
	for i, b := range s.town.Businesses {
		kinds[b.Kind]++
		out = append(out, business{b, sites[i]})
	}
	answer(w, map[string]any{"area": s.Area(), "kinds": kinds, "elements": len(s.town.Elements), "businesses": out})
}

func (s *Sandbox) getPeople(w http.ResponseWriter, _ *http.Request) { answer(w, s.people.All()) }

// postSay lets a person write: {who: digits or user id, text, opt_out, ad}. Ad says that they clicked on an advertisement:
// all messages to them are free for three days.
func (s *Sandbox) postSay(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Who    string `json:"who"`
		Text   string `json:"text"`
		OptOut bool   `json:"opt_out"`
		Ad     bool   `json:"ad"`
	}
	if !read(w, r, &body) {
		return
	}
	body.Who = strings.TrimPrefix(body.Who, "+")
	if body.Who == "" || body.Text == "" {
		problem(w, http.StatusBadRequest, errors.New("who, text: both are needed: {\"who\": \"5547900000101\", \"text\": \"oi\"}"))
		return
	}
	if body.Ad && body.OptOut {
		problem(w, http.StatusBadRequest, errors.New("ad, opt_out: whoever comes by an advertisement does not opt out by it: leave one of them out"))
		return
	}
	var id string
	var err error
	if body.Ad {
		id, err = s.whatsapp.SayFromAd(body.Who, body.Text)
	} else {
		id, err = s.whatsapp.Say(body.Who, body.Text, body.OptOut)
	}
	if err != nil {
		problem(w, http.StatusInternalServerError, err)
		return
	}
	answer(w, map[string]any{"id": id})
}

// postPrefer lets a person stop marketing messages in the app, or resume them: {who: digits or user id, stop}.
func (s *Sandbox) postPrefer(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Who  string `json:"who"`
		Stop *bool  `json:"stop"`
	}
	if !read(w, r, &body) {
		return
	}
	body.Who = strings.TrimPrefix(body.Who, "+")
	if body.Who == "" || body.Stop == nil {
		problem(w, http.StatusBadRequest, errors.New("who, stop: both are needed: {\"who\": \"5547900000101\", \"stop\": true}"))
		return
	}
	id, err := s.whatsapp.Prefer(body.Who, *body.Stop)
	if err != nil {
		problem(w, http.StatusInternalServerError, err)
		return
	}
	answer(w, map[string]any{"id": id})
}

func (s *Sandbox) getLedger(w http.ResponseWriter, _ *http.Request) { answer(w, s.ledger.Report()) }

func (s *Sandbox) getTotals(w http.ResponseWriter, _ *http.Request) { answer(w, s.ledger.Totals()) }

var notDigits = regexp.MustCompile(`\D`)

// postHand records a message that a member sent by hand: {to, text}. To is a number, an address or a handle.
func (s *Sandbox) postHand(w http.ResponseWriter, r *http.Request) {
	var body struct {
		To   string `json:"to"`
		Text string `json:"text"`
	}
	if !read(w, r, &body) {
		return
	}
	if body.To == "" || body.Text == "" {
		problem(w, http.StatusBadRequest, errors.New("to, text: both are needed"))
		return
	}
	person := strings.ToLower(body.To)
	found := false
	if digits := notDigits.ReplaceAllString(body.To, ""); len(digits) >= 8 && !strings.Contains(body.To, "@") {
		person = digits
		if p := s.people.Find(digits); p != nil {
			person, found = p.Number, true
		}
	}
	sum := sha256.Sum256([]byte(body.Text))
	m := ledger.Message{
		ID: fmt.Sprintf("hand/%s/%d", person, s.ledger.Person(person).Messages), At: s.clock.Now(), Real: time.Now().UTC(), Person: person,
		To: body.To, Channel: ledger.ByHand, Type: "text", Text: body.Text, Hash: hex.EncodeToString(sum[:]), Unknown: !found,
	}
	if err := s.ledger.Accept(m, nil); err != nil {
		problem(w, http.StatusConflict, err)
		return
	}
	answer(w, map[string]any{"id": m.ID, "person": person})
}

func (s *Sandbox) getFaults(w http.ResponseWriter, _ *http.Request) { answer(w, s.faults.List()) }

// postFaults adds one fault.
func (s *Sandbox) postFaults(w http.ResponseWriter, r *http.Request) {
	var f fault.Fault
	if !read(w, r, &f) {
		return
	}
	if err := s.faults.Add(f); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	answer(w, s.faults.List())
}

func (s *Sandbox) deleteFaults(w http.ResponseWriter, _ *http.Request) {
	s.faults.Clear()
	answer(w, s.faults.List())
}
