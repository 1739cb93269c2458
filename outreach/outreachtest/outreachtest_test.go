package outreachtest

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/outreach"
)

// naive is a channel as one would write it without thought: each of its habits must be caught.
type naive struct {
	url string
	// repeat calls a second time when the first failed; believe takes every 200 for a success; follow follows redirects;
	// gossip puts the request into the error; hasty does not look at the age of a claim.
	repeat, believe, follow, gossip, hasty bool
}

func (n naive) Send(ctx context.Context, a outreach.Account, m campaign.Outgoing) campaign.Outcome {
	out := campaign.Outcome{ClaimID: m.ClaimID, MessageID: m.MessageID, At: time.Now(), Result: campaign.ResultInDoubt}
	out.Code, out.Reason = "x", &campaign.Reason{Code: "x", Message: "x"}
	if a.Credentials == nil || (!n.hasty && time.Since(m.ClaimedAt) > 10*time.Second) {
		out.Result, out.Code = campaign.ResultUnsent, campaign.ReasonSuspended
		return out
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if !n.follow {
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	if n.gossip {
		out.Error = "sent to " + m.Recipient + " with " + a.Credentials["key"].Reveal()
	}
	for range 2 {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, n.url, bytes.NewReader([]byte(m.ClaimID)))
		if err != nil {
			return out
		}
		resp, err := client.Do(req)
		if err == nil {
			body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
			_ = resp.Body.Close()
			var answer struct{ ID string }
			if resp.StatusCode == http.StatusOK && (json.Unmarshal(body, &answer) == nil && answer.ID != "" || n.believe) {
				out.Result, out.ProviderID = campaign.ResultSent, "id-1"
			}
			return out
		}
		if !n.repeat {
			return out
		}
	}
	return out
}

func (naive) Check(context.Context, outreach.Account) (outreach.Health, error) {
	return outreach.Health{}, nil
}

func (naive) Describe() outreach.Description { return outreach.Description{Platform: "naive"} }

func subjectOf(n naive) Subject {
	return Subject{
		Open: func(url string, _ *x509.CertPool) outreach.Channel {
			n.url = url
			return n
		},
		Account:  outreach.Account{Platform: "naive", Credentials: map[string]outreach.Secret{"key": "key-of-a-test"}},
		Message:  campaign.Outgoing{Recipient: "+5547900001234"},
		Accepted: Answer{Status: 200, Body: `{"id":"id-1","and":"more"}`}, ProviderID: "id-1",
		Refused: func(words string) Answer { return Answer{Status: 400, Body: words} },
	}
}

func faultNamed(t *testing.T, s Subject, name string) Case {
	t.Helper()
	for _, c := range append(before(), after(s)...) {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no fault %q", name)
	return Case{}
}

func TestSuite_catchesBadHabits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		channel naive
		check   func(Subject) error
	}{
		"repeats a call": {naive{repeat: true}, func(s Subject) error {
			_, err := Judge(s, faultNamed(t, s, "request read, connection closed with no answer"))
			return err
		}},
		"follows a redirect": {naive{follow: true}, followsNothing},
		"gossips": {naive{gossip: true}, func(s Subject) error {
			_, err := Judge(s, faultNamed(t, s, "HTTP 502 with an empty body"))
			return err
		}},
		"acts on an old claim": {naive{hasty: true}, oldClaim},
		"takes dialling for sending": {naive{}, func(s Subject) error {
			_, err := Judge(s, faultNamed(t, s, "connection refused"))
			return err
		}},
		"describes nothing": {naive{}, describes},
	} {
		if err := c.check(subjectOf(c.channel)); err == nil {
			t.Errorf("%s, and nobody notices", name)
		}
	}
}

func TestSuite_letsGoodHabitsPass(t *testing.T) {
	t.Parallel()
	s := subjectOf(naive{})
	for name, check := range map[string]func(Subject) error{"once": sendsOnce, "redirect": followsNothing, "old": oldClaim, "many": sendsMany, "bare": withoutCredentials} {
		if err := check(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, c := range after(s) {
		if _, err := Judge(s, c); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}

func TestServer_readsRequestsAndSeesWhatCouldBeRepeated(t *testing.T) {
	t.Parallel()
	server, err := Serve(Fault{Answer: write(Answer{Status: 204}.Wire())})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/x", strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Idempotency-Key", "1")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if got := <-server.Got; got.Path != "/x" || got.Body != "body" || resp.StatusCode != http.StatusNoContent {
		t.Errorf("%+v", got)
	}
	if err := server.atMost(1); err == nil || !strings.Contains(fmt.Sprint(err), "Idempotency") {
		t.Errorf("the key went unseen: %v", err)
	}
	if err := server.atMost(0); err == nil {
		t.Error("the request went unseen")
	}
}
