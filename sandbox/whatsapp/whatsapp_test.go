package whatsapp

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
	"aceno/sandbox/town"
)

// now is a Tuesday morning in Brasília.
var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// api is a server with all that it needs.
type api struct {
	*Server
	t      *testing.T
	clock  *clock.Manual
	ledger *ledger.Ledger
	faults *fault.Book
}

func begin(t *testing.T) *api {
	t.Helper()
	place, err := town.Generate(1, town.DefaultSize)
	if err != nil {
		t.Fatal(err)
	}
	book, err := ledger.Open("")
	if err != nil {
		t.Fatal(err)
	}
	a := &api{t: t, clock: clock.NewManual(now), ledger: book, faults: &fault.Book{}}
	a.Server, err = New(Options{Seed: 1, People: people.New(place, 1), Ledger: book, Clock: a.clock, Faults: a.faults, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	a.put("saudacao", "APPROVED", "Olá, {{1}}! Vimos a sua loja em {{2}} e temos uma ideia.")
	return a
}

func (a *api) put(called, status, body string) {
	a.t.Helper()
	if _, err := a.PutTemplate(Template{Name: called, Language: "pt_BR", Status: status, Components: []Component{{Type: "BODY", Text: body}}}); err != nil {
		a.t.Fatal(err)
	}
}

// someone returns a person with WhatsApp, whose number webhooks name or hide.
func (a *api) someone(hidden bool) *people.Person {
	a.t.Helper()
	for _, p := range a.o.People.All() {
		if p.WhatsApp && p.Hidden == hidden && len(p.Number) == 13 && p.Mood == people.Silent {
			return p
		}
	}
	a.t.Fatal("the town has nobody like that")
	return nil
}

// call makes a call of the Graph API with the account's token and decodes the answer.
func (a *api) call(method, path, body string, headers ...string) (int, map[string]any) {
	a.t.Helper()
	r := httptest.NewRequest(method, "/v23.0/"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+a.Account().AccessToken)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	out := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		a.t.Fatalf("%s %s answered no JSON: %s", method, path, w.Body)
	}
	return w.Code, out
}

func (a *api) send(body string) (int, map[string]any) {
	a.t.Helper()
	return a.call(http.MethodPost, a.Account().PhoneNumberID+"/messages", body)
}

// code returns the code and the words of an answer that is an error.
func code(out map[string]any) (int, string) {
	e, _ := out["error"].(map[string]any)
	number, _ := e["code"].(float64)
	data, _ := e["error_data"].(map[string]any)
	return int(number), fmt.Sprint(e["message"], " ", data["details"])
}

// textTo is a text message.
func textTo(to, words string) string {
	raw, _ := json.Marshal(words)
	return `{"messaging_product":"whatsapp","recipient_type":"individual","to":"` + to + `","type":"text","text":{"body":` + string(raw) + `}}`
}

// templateTo is a template message with text parameters.
func templateTo(to, called, language string, params ...string) string {
	list := []map[string]any{}
	for _, p := range params {
		list = append(list, map[string]any{"type": "text", "text": p})
	}
	raw, _ := json.Marshal(list)
	return `{"messaging_product":"whatsapp","recipient_type":"individual","to":"` + to + `","type":"template","template":{"name":"` + called +
		`","language":{"code":"` + language + `"},"components":[{"type":"body","parameters":` + string(raw) + `}]}}`
}

func TestSend_holdsTheAccount(t *testing.T) {
	t.Parallel()
	a := begin(t)
	phone := a.Account().PhoneNumberID + "/messages"
	words := textTo("5547900000101", "oi")
	for name, c := range map[string]struct {
		path, body string
		headers    []string
		status     int
		code       int
	}{
		"no token":         {phone, words, []string{"Authorization", ""}, 401, 190},
		"another token":    {phone, words, []string{"Authorization", "Bearer EAAother"}, 401, 190},
		"no bearer":        {phone, words, []string{"Authorization", a.Account().AccessToken}, 401, 190},
		"another number":   {"100000000000000/messages", words, nil, 400, 100},
		"the account's id": {a.Account().WABAID + "/messages", words, nil, 400, 100},
		"a form":           {phone, "to=x", []string{"Content-Type", "application/x-www-form-urlencoded"}, 400, 100},
	} {
		status, out := a.call(http.MethodPost, c.path, c.body, c.headers...)
		if got, _ := code(out); status != c.status || got != c.code {
			t.Errorf("%s: got %d %v, want %d with code %d", name, status, out, c.status, c.code)
		}
	}
	for _, c := range []struct {
		condition Condition
		code      int
	}{
		{Condition{Tier: "TIER_2K", Quality: "GREEN", Expired: true}, 190},
		{Condition{Tier: "TIER_2K", Quality: "RED", Blocked: 131031}, 131031},
		{Condition{Tier: "TIER_2K", Quality: "RED", Blocked: 368}, 368},
	} {
		if err := a.SetCondition(c.condition); err != nil {
			t.Fatal(err)
		}
		if got, _ := code(second(a.send(words))); got != c.code {
			t.Errorf("%+v: got code %d, want %d", c.condition, got, c.code)
		}
	}
	if err := a.SetCondition(Condition{Tier: "TIER_7"}); err == nil || !strings.Contains(err.Error(), "TIER_250") {
		t.Errorf("an unknown tier: got error %v, want one that names the known ones", err)
	}
}

func second[A, B any](_ A, b B) B { return b }

func TestSend_holdsTheLimits(t *testing.T) {
	t.Parallel()
	t.Run("pair", func(t *testing.T) {
		t.Parallel()
		a := begin(t)
		to := a.someone(false).Number
		for i := range pairBurst {
			if status, out := a.send(textTo(to, strconv.Itoa(i))); status != http.StatusOK {
				t.Fatalf("message %d of a burst: %v", i, out)
			}
		}
		if got, _ := code(second(a.send(textTo(to, "x")))); got != 131056 {
			t.Errorf("after a burst: code %d, want 131056", got)
		}
		if status, _ := a.send(textTo(a.someone(true).Number, "x")); status != http.StatusOK {
			t.Error("one person's limit holds up another's message")
		}
		a.clock.Advance(pairGap)
		if status, out := a.send(textTo(to, "y")); status != http.StatusOK {
			t.Errorf("6 s later: %v", out)
		}
		if got, _ := code(second(a.send(textTo(to, "z")))); got != 131056 {
			t.Errorf("right after it: code %d, want 131056", got)
		}
	})
	t.Run("throughput", func(t *testing.T) {
		t.Parallel()
		a := begin(t)
		for i := range throughput {
			if status, out := a.send(textTo(fmt.Sprintf("551190000%04d", i), "oi")); status != http.StatusOK {
				t.Fatalf("message %d of a second: %v", i, out)
			}
		}
		status, out := a.send(textTo("5511900009999", "oi"))
		if got, _ := code(out); got != 130429 || status != http.StatusTooManyRequests {
			t.Errorf("message 81 of a second: %d %v, want 429 with 130429", status, out)
		}
		a.clock.Advance(time.Second)
		if status, out := a.send(textTo("5511900009999", "oi")); status != http.StatusOK {
			t.Errorf("a second later: %v", out)
		}
	})
	t.Run("people a day", func(t *testing.T) {
		t.Parallel()
		a := begin(t)
		if err := a.SetCondition(Condition{Tier: "TIER_50", Quality: "GREEN"}); err != nil {
			t.Fatal(err)
		}
		for i := range 50 {
			if status, out := a.send(templateTo(fmt.Sprintf("551190000%04d", i), "saudacao", "pt_BR", "Ana", "x")); status != http.StatusOK {
				t.Fatalf("person %d: %v", i, out)
			}
			a.clock.Advance(time.Minute)
		}
		if got, _ := code(second(a.send(templateTo("5511900009999", "saudacao", "pt_BR", "Ana", "x")))); got != 131048 {
			t.Errorf("person 51: code %d, want 131048", got)
		}
		if status, _ := a.send(templateTo("5511900000001", "saudacao", "pt_BR", "Ana", "x")); status != http.StatusOK {
			t.Error("a person of that day was refused as a new one")
		}
		a.clock.Advance(24*time.Hour - 50*time.Minute)
		if status, out := a.send(templateTo("5511900009999", "saudacao", "pt_BR", "Ana", "x")); status != http.StatusOK {
			t.Errorf("when the first one's day is over: %v", out)
		}
	})
}

func TestSend_answersAsTheProvider(t *testing.T) {
	t.Parallel()
	a := begin(t)
	known, hidden := a.someone(false), a.someone(true)
	for name, c := range map[string]struct{ to, body, key, value string }{
		"a number":                {known.Number, templateTo(known.Number, "saudacao", "pt_BR", "Ana", "x"), "wa_id", known.WaID},
		"without the ninth digit": {town.Forms(known.Number)[1], textTo(town.Forms(known.Number)[1], "oi"), "wa_id", known.WaID},
		"a person behind an id":   {hidden.Number, textTo(hidden.Number, "oi"), "user_id", hidden.UserID},
		"nobody":                  {"5511900000001", textTo("5511900000001", "oi"), "wa_id", "5511900000001"},
		"a user id":               {known.UserID, strings.Replace(textTo("x", "oi"), `"to":"x"`, `"recipient":"`+known.UserID+`"`, 1), "user_id", known.UserID},
	} {
		status, out := a.send(c.body)
		contacts, _ := out["contacts"].([]any)
		messages, _ := out["messages"].([]any)
		if status != http.StatusOK || out["messaging_product"] != "whatsapp" || len(contacts) != 1 || len(messages) != 1 {
			t.Fatalf("%s: %d %v", name, status, out)
		}
		contact, message := contacts[0].(map[string]any), messages[0].(map[string]any)
		if contact["input"] != c.to || contact[c.key] != c.value || len(contact) != 2 {
			t.Errorf("%s: the contact is %v, want input %s and %s %s", name, contact, c.to, c.key, c.value)
		}
		if id, _ := message["id"].(string); !strings.HasPrefix(id, "wamid.") {
			t.Errorf("%s: the message is %v, want an id", name, message)
		}
	}
	got := a.ledger.Report()
	if got.Totals.Accepted != 5 || got.Totals.People != 3 || got.Totals.Unknown != 1 {
		t.Errorf("the ledger counts %+v, want 5 messages to 3 people, one unknown", got.Totals)
	}
	status, out := a.send(`{"messaging_product":"whatsapp","status":"read","message_id":"wamid.x","typing_indicator":{"type":"text"}}`)
	if status != http.StatusOK || out["success"] != true {
		t.Errorf("a read receipt: %d %v", status, out)
	}
}

func TestSend_freeTextOutsideTheWindowFailsLater(t *testing.T) {
	t.Parallel()
	a := begin(t)
	p := a.someone(false)
	plan := func() ledger.Event {
		t.Helper()
		before, _ := a.ledger.Due(now.AddDate(1, 0, 0))
		if status, out := a.send(textTo(p.Number, strconv.Itoa(len(before)))); status != http.StatusOK {
			t.Fatalf("free text: %v", out)
		}
		after, _ := a.ledger.Due(now.AddDate(1, 0, 0))
		for _, e := range after {
			if !strings.HasPrefix(e.ID, "wamid") || containsEvent(before, e.ID) {
				continue
			}
			return e
		}
		t.Fatal("nothing comes of a message")
		return ledger.Event{}
	}
	if e := plan(); e.Kind != ledger.Failed || e.Code != 131047 {
		t.Errorf("to a stranger: %+v, want a failure with 131047", e)
	}
	if _, err := a.Say(p.Number, "oi", false); err != nil {
		t.Fatal(err)
	}
	due, _ := a.ledger.Due(a.clock.Now())
	for _, e := range due {
		if err := a.ledger.Happen(e.ID, e.At); err != nil {
			t.Fatal(err)
		}
	}
	a.clock.Advance(23 * time.Hour)
	if e := plan(); e.Kind != ledger.Sent {
		t.Errorf("23 h after the person wrote: %+v, want it sent", e)
	}
	a.clock.Advance(time.Hour)
	if e := plan(); e.Kind != ledger.Failed {
		t.Errorf("24 h after the person wrote: %+v, want a failure", e)
	}
}

func containsEvent(list []ledger.Event, id string) bool {
	for _, e := range list {
		if e.ID == id {
			return true
		}
	}
	return false
}

// request makes a call and returns the raw answer.
func (a *api) request(method, path string) []byte {
	a.t.Helper()
	r := httptest.NewRequest(method, "/v23.0/"+path, nil)
	r.Header.Set("Authorization", "Bearer "+a.Account().AccessToken)
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Body.Bytes()
}
