package sandbox

import (
	"errors"
	"net/http"
	"regexp"
	"strings"

	"aceno/sandbox/whatsapp"
)

func (s *Sandbox) getAccount(w http.ResponseWriter, _ *http.Request) {
	answer(w, struct {
		whatsapp.Account
		Webhook string `json:"webhook"`
	}{s.whatsapp.Account(), s.whatsapp.Subscription().CallbackURL})
}

// postAccount changes the account's condition; what the body leaves out stays.
func (s *Sandbox) postAccount(w http.ResponseWriter, r *http.Request) {
	c := s.whatsapp.Account().Condition
	if !read(w, r, &c) {
		return
	}
	if err := s.whatsapp.SetCondition(c); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	answer(w, s.whatsapp.Account())
}

func (s *Sandbox) postWebhook(w http.ResponseWriter, r *http.Request) {
	var sub whatsapp.Subscription
	if !read(w, r, &sub) {
		return
	}
	if err := s.whatsapp.Subscribe(r.Context(), sub); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	answer(w, map[string]any{"success": true})
}

func (s *Sandbox) postTemplate(w http.ResponseWriter, r *http.Request) {
	var t whatsapp.Template
	if !read(w, r, &t) {
		return
	}
	done, err := s.whatsapp.PutTemplate(t)
	if err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	answer(w, done)
}

// postTemplateState changes what becomes of a template and tells it by webhook: {name, language, status, reason, category,
// quality}. Status is APPROVED, PAUSED, DISABLED, REJECTED or PENDING; at least one of status, category and quality is
// needed.
func (s *Sandbox) postTemplateState(w http.ResponseWriter, r *http.Request) {
	var c whatsapp.TemplateChange
	if !read(w, r, &c) {
		return
	}
	done, err := s.whatsapp.ChangeTemplate(c)
	switch {
	case errors.Is(err, whatsapp.ErrNoTemplate):
		problem(w, http.StatusNotFound, err)
	case err != nil:
		problem(w, http.StatusBadRequest, err)
	default:
		answer(w, done)
	}
}

// postNumber gives the number another tier, another quality or both, and tells it by webhook: {tier, quality}.
func (s *Sandbox) postNumber(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Tier    string `json:"tier"`
		Quality string `json:"quality"`
	}
	if !read(w, r, &body) {
		return
	}
	if err := s.whatsapp.SetNumber(body.Tier, body.Quality); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	answer(w, s.whatsapp.Account())
}

// postEnforcement lets the provider act against the account, or take that back, and tells it by webhook: {act, kind}. Act
// is ban, restrict, schedule, violation or reinstate; kind is the violation's or the restriction's type.
func (s *Sandbox) postEnforcement(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Act  string `json:"act"`
		Kind string `json:"kind"`
	}
	if !read(w, r, &body) {
		return
	}
	if err := s.whatsapp.Enforce(body.Act, body.Kind); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	answer(w, s.whatsapp.Account())
}

var manyDigits = regexp.MustCompile(`^[1-9][0-9]{6,14}$`)

// postEcho sends a message to a person from the phone's own app, beside the API, and tells it by webhook: {to: digits or
// user id, text}. The ledger has it as a message by hand.
func (s *Sandbox) postEcho(w http.ResponseWriter, r *http.Request) {
	var body struct {
		To   string `json:"to"`
		Text string `json:"text"`
	}
	if !read(w, r, &body) {
		return
	}
	body.To = strings.TrimPrefix(body.To, "+")
	if body.Text == "" || !manyDigits.MatchString(body.To) && s.people.Find(body.To) == nil {
		problem(w, http.StatusBadRequest, errors.New("to, text: both are needed, to as digits or as a person's user id: {\"to\": \"5547900000101\", \"text\": \"oi\"}"))
		return
	}
	id, err := s.whatsapp.Echo(body.To, body.Text)
	if err != nil {
		problem(w, http.StatusConflict, err)
		return
	}
	answer(w, map[string]any{"id": id})
}
