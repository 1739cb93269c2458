package whatsapp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/sandbox"
	"aceno/sandbox/people"
)

// world is the sandbox over loopback, with the channel on the other side of the wire: it sends, and takes webhooks that
// bear the account's signature.
type world struct {
	t       *testing.T
	box     *sandbox.Sandbox
	server  *httptest.Server
	channel *Channel
	account outreach.Account

	mu     sync.Mutex
	events []campaign.Event
	came   chan struct{}
}

func beginWorld(t *testing.T) *world {
	t.Helper()
	now := clock.NewManual(noon)
	w := &world{t: t, came: make(chan struct{}, 1)}
	var err error
	if w.box, err = sandbox.New(sandbox.Options{Seed: 1, Size: 60, Clock: now}); err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(w.box.Handler())
	w.channel = New(Options{GraphURL: w.server.URL, Clock: now})
	a := w.box.Account()
	w.account = outreach.Account{ID: "account1", Platform: Platform,
		Credentials: map[string]outreach.Secret{"access_token": outreach.Secret(a.AccessToken), "app_secret": outreach.Secret(a.AppSecret), "verify_token": outreach.Secret(a.VerifyToken)},
		Settings:    map[string]string{"phone_number_id": a.PhoneNumberID, "waba_id": a.WABAID}}
	hook := httptest.NewServer(http.HandlerFunc(w.hook))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.box.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		w.server.Close()
		hook.Close()
		_ = w.box.Close()
	})
	w.do("/sandbox/whatsapp/webhook", map[string]any{"callback_url": hook.URL})
	w.do("/sandbox/whatsapp/templates", map[string]any{"name": "saudacao", "language": "pt_BR", "category": "MARKETING",
		"components": []any{map[string]any{"type": "BODY", "text": "Olá, {{1}}! Podemos mostrar uma ideia para o seu negócio?"}}})
	return w
}

// hook takes a webhook as the program does: the signature before the first look into the body.
func (w *world) hook(rw http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		answer, ok := w.channel.Challenge(r.URL.Query(), []outreach.Secret{w.account.Credentials["verify_token"]})
		if !ok {
			rw.WriteHeader(http.StatusForbidden)
		}
		_, _ = io.WriteString(rw, answer)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || !w.channel.Signed(r.Header, body, w.account) {
		rw.WriteHeader(http.StatusUnauthorized)
		return
	}
	events, err := w.channel.Parse(body)
	if err != nil {
		w.t.Errorf("%v: %s", err, body)
	}
	w.mu.Lock()
	w.events = append(w.events, events...)
	w.mu.Unlock()
	select {
	case w.came <- struct{}{}:
	default:
	}
}

// do makes a control request.
func (w *world) do(path string, body map[string]any) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := http.Post(w.server.URL+path, "application/json", bytes.NewReader(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	if out, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK {
		w.t.Fatalf("POST %s %v: %d %s", path, body, res.StatusCode, out)
	}
}

// next waits for an event for which holds is true, and takes it: webhooks come in any order.
func (w *world) next(what string, holds func(campaign.Event) bool) campaign.Event {
	w.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		w.mu.Lock()
		for i, e := range w.events {
			if e.Unread == "" && holds(e) {
				w.events = slices.Delete(w.events, i, i+1)
				w.mu.Unlock()
				return e
			}
		}
		w.mu.Unlock()
		select {
		case <-w.came:
		case <-deadline:
			w.t.Fatalf("waited for %s; %d other events came", what, len(w.events))
		}
	}
}

// people are some who have WhatsApp and whose number is known.
func (w *world) people(n int) []people.Person {
	w.t.Helper()
	res, err := http.Get(w.server.URL + "/sandbox/people")
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var all, some []people.Person
	if err := json.NewDecoder(res.Body).Decode(&all); err != nil {
		w.t.Fatal(err)
	}
	for _, p := range all {
		if p.WhatsApp && !p.Hidden && len(some) < n {
			some = append(some, p)
		}
	}
	return some
}

// greeting is a template message to somebody.
func greeting(to, claim string) campaign.Outgoing {
	return campaign.Outgoing{ClaimID: claim, MessageID: "message-of-" + claim, Channel: campaign.ChannelWhatsApp, Recipient: "+" + to,
		Template: &campaign.TemplateUse{Name: "saudacao", Language: "pt_BR", Params: []string{"Ana"}}, ClaimedAt: time.Now()}
}

func TestChannel_understandsWhatTheProviderDoes(t *testing.T) {
	t.Parallel()
	w := beginWorld(t)
	who := w.people(1)[0]
	waba := w.account.Settings["waba_id"]

	w.do("/sandbox/whatsapp/echo", map[string]any{"to": who.Number, "text": "Posso ligar?"})
	e := w.next("an echo", func(e campaign.Event) bool { return e.Kind == campaign.EventEcho })
	if e.AccountID != w.account.Settings["phone_number_id"] || e.Echo.To != who.Number || e.Echo.Text != "Posso ligar?" || e.Key != "echo:"+e.Echo.ProviderID {
		t.Errorf("an echo: %+v %+v", e, e.Echo)
	}
	for _, stop := range []bool{true, false} {
		w.do("/sandbox/people/prefer", map[string]any{"who": who.Number, "stop": stop})
		e = w.next("a preference", func(e campaign.Event) bool { return e.Kind == campaign.EventPreference })
		if e.Prefer.Stop != stop || e.Prefer.From != who.WaID {
			t.Errorf("stop %v: %+v", stop, e.Prefer)
		}
	}
	for tier, want := range map[string]int{"TIER_250": 250, "TIER_UNLIMITED": campaign.UnlimitedTier} {
		w.do("/sandbox/whatsapp/number", map[string]any{"tier": tier})
		for _, code := range []string{"business_capability_update", "grade"} {
			e = w.next(code, func(e campaign.Event) bool { return e.Account != nil && strings.Contains(e.Account.Code, code) })
			if e.Account.Tier != want || e.Account.WABA != waba || e.AccountID != waba {
				t.Errorf("%s: %+v", tier, e.Account)
			}
		}
		health, err := w.channel.Check(context.Background(), w.account)
		if err != nil || health.Tier != want || health.Status != campaign.AccountStatusActive {
			t.Errorf("%s: %+v, %v", tier, health, err)
		}
	}
	w.do("/sandbox/whatsapp/number", map[string]any{"quality": "RED"})
	e = w.next("a flag", func(e campaign.Event) bool { return e.Account != nil && e.Account.Code == "flagged" })
	if health, err := w.channel.Check(context.Background(), w.account); err != nil || health.Quality != "RED" || e.Account.Quality != "RED" {
		t.Errorf("flagged: %+v, %+v, %v", e.Account, health, err)
	}
}

func TestChannel_isToldOfItsTemplatesAndOfABan(t *testing.T) {
	t.Parallel()
	w := beginWorld(t)
	who := w.people(1)[0].Number
	send := func(claim string) campaign.Outcome {
		return w.channel.Send(context.Background(), w.account, greeting(who, claim))
	}
	for _, c := range []struct{ status, code string }{{"PAUSED", "132015"}, {"DISABLED", "132016"}, {"REJECTED", "132001"}, {"APPROVED", ""}} {
		w.do("/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "status": c.status})
		e := w.next("a template's status", func(e campaign.Event) bool { return e.Template != nil })
		if e.Template.Status != c.status || e.Template.Name != "saudacao" || e.Template.Language != "pt_BR" {
			t.Errorf("%s: %+v", c.status, e.Template)
		}
		if out := send("claim-" + c.status); out.Code != c.code || out.StopTemplate != (c.code != "") {
			t.Errorf("%s: %+v", c.status, out)
		}
	}
	for _, c := range []struct {
		act, code string
		effect    campaign.AccountEffect
		status    campaign.AccountStatus
	}{
		{"ban", "131031", campaign.AccountBlocked, campaign.AccountStatusBlocked}, {"reinstate", "", campaign.AccountFine, campaign.AccountStatusActive},
		{"restrict", "368", campaign.AccountBlocked, campaign.AccountStatusBlocked}, {"reinstate", "", campaign.AccountFine, campaign.AccountStatusActive},
	} {
		w.do("/sandbox/whatsapp/enforcement", map[string]any{"act": c.act})
		e := w.next(c.act, func(e campaign.Event) bool { return e.Account != nil })
		if e.Account.Effect != c.effect || e.Account.WABA != w.account.Settings["waba_id"] {
			t.Errorf("%s: %+v", c.act, e.Account)
		}
		if out := send("claim-" + c.act); out.Code != c.code || out.Effect != c.effect {
			t.Errorf("%s: %+v", c.act, out)
		}
		if health, err := w.channel.Check(context.Background(), w.account); err != nil || health.Status != c.status {
			t.Errorf("%s: %+v, %v", c.act, health, err)
		}
	}
}

// faultsInTheSandbox are the listed provider faults as the sandbox plays them, and what one send becomes.
var faultsInTheSandbox = map[string]struct {
	control  string // path of a control request before the send
	body     map[string]any
	after    map[string]any // undoes it
	url      string         // called instead of the sandbox's
	result   campaign.Result
	effect   campaign.AccountEffect
	least    time.Duration // to wait
	accepted int           // by the sandbox
}{
	"connection refused":       {url: "http://127.0.0.1:1", result: unsent},
	"DNS failure":              {url: "http://no..host", result: unsent},
	"TLS handshake failure":    {url: "https:", result: unsent},
	"HTTP 429 Retry-After: 30": {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "limited", "retry_after": "30"}, result: unsent, effect: campaign.AccountSlow, least: 30 * time.Second},
	// The provider documents the code of this answer: its service is unavailable and the message may be tried again.
	"HTTP 500 with JSON error":                       {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "status", "status": 500}, result: unsent, least: 10 * time.Second},
	"HTTP 503 from a gateway, HTML body":             {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "status", "status": 503, "html": true}, result: campaign.ResultInDoubt},
	"HTTP 400 permanent error":                       {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "code", "code": 100}, result: rejected},
	"HTTP 401 token expired":                         {control: "/sandbox/whatsapp", body: map[string]any{"expired": true}, after: map[string]any{"expired": false}, result: unsent, effect: campaign.AccountExpired},
	"request read, connection closed with no answer": {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "lost"}, result: campaign.ResultInDoubt, accepted: 1},
	"request read, answer after the client deadline": {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "late", "delay_ms": 60_000}, result: campaign.ResultInDoubt, accepted: 1},
	"200 with truncated JSON":                        {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "truncated"}, result: campaign.ResultInDoubt, accepted: 1},
	"200 with unknown JSON shape":                    {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "shape"}, result: campaign.ResultInDoubt, accepted: 1},
	"account blocked / policy code":                  {control: "/sandbox/whatsapp", body: map[string]any{"blocked": 131031}, after: map[string]any{"blocked": 0}, result: unsent, effect: campaign.AccountBlocked},
	"pair rate limit code for one recipient":         {control: "/sandbox/faults", body: map[string]any{"on": "whatsapp", "kind": "code", "code": 131056}, result: unsent, least: time.Second},
}

// TestChannel_meetsEveryListedFaultTenTimesInTheSandbox holds what the channel says of a send against what the sandbox
// really accepted: nothing that was taken is called unsent, and nothing is sent twice.
func TestChannel_meetsEveryListedFaultTenTimesInTheSandbox(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "attacks", "provider_faults.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Cases []struct{ ID, Fault, Outcome string }
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	w := beginWorld(t)
	all := w.people(10)
	for _, c := range list.Cases {
		f, ok := faultsInTheSandbox[c.Fault]
		if !ok {
			if elsewhere[c.Fault] == "" {
				t.Errorf("%s %q is not played", c.ID, c.Fault)
			}
			continue
		}
		for i, p := range all {
			claim := fmt.Sprintf("%s-%d", c.ID, i)
			before := w.box.Totals().Accepted
			if f.control != "" {
				w.do(f.control, f.body)
			}
			out := w.sendTo(f.url, greeting(p.Number, claim))
			if f.after != nil {
				w.do(f.control, f.after)
			}
			if out.Result != f.result || out.Effect != f.effect || out.Wait < f.least || out.Result != campaign.ResultSent && out.Reason == nil {
				t.Errorf("%s %s, time %d: %+v (%+v)", c.ID, c.Fault, i, out, out.Reason)
			}
			if got := w.box.Totals().Accepted - before; got != f.accepted || got > 0 && out.Result == unsent {
				t.Errorf("%s %s, time %d: the sandbox took %d messages, want %d of a send that is %s", c.ID, c.Fault, i, got, f.accepted, out.Result)
			}
		}
		other := w.channel.Send(context.Background(), w.account, greeting("5511900009999", c.ID+"-other"))
		if other.Result != campaign.ResultSent {
			t.Errorf("%s: the next send to another person: %+v", c.ID, other)
		}
		t.Logf("%s  %-50s 10 times %-9s asked: %s", c.ID, c.Fault, f.result, c.Outcome)
	}
}

// sendTo sends over a URL, the sandbox's when it is empty; "https:" is the sandbox's, which speaks no TLS. A late answer
// is not waited for.
func (w *world) sendTo(url string, m campaign.Outgoing) campaign.Outcome {
	ch := w.channel
	switch url {
	case "":
	case "https:":
		ch = open(strings.Replace(w.server.URL, "http:", "https:", 1), nil)
	default:
		ch = open(url, nil)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	if strings.HasPrefix(m.ClaimID, "PF-D-10") {
		cancel()
		ctx, cancel = context.WithTimeout(context.Background(), 100*time.Millisecond)
	}
	defer cancel()
	return ch.Send(ctx, w.account, m)
}
