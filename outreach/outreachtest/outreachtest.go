// Package outreachtest is the suite that every outreach.Channel passes: against a local server that fails in every way
// a provider can, a channel makes at most one request, says honestly what became of it, and keeps its secrets. It never
// talks to a provider.
package outreachtest

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/outreach"
)

// Subject is a channel under test and what the suite must know of its provider.
type Subject struct {
	// Open returns the channel, calling a server at baseURL and trusting roots alone (nil: the system's).
	Open func(baseURL string, roots *x509.CertPool) outreach.Channel
	// Account holds every credential that the platform knows, each at least 8 characters long.
	Account outreach.Account
	// Message is a message that can be sent; the suite gives each use its own claim.
	Message campaign.Outgoing
	// Accepted is the provider's answer to a message that it takes, and ProviderID the id in it.
	Accepted   Answer
	ProviderID string
	// Refused is a documented, final refusal that says words.
	Refused func(words string) Answer
	// Documented are the provider's own refusals and what each means.
	Documented []Documented
}

// Answer is one HTTP answer.
type Answer struct {
	Status int
	Header map[string]string
	Body   string
}

// Documented is a refusal and the outcome that the provider's documentation asks for. Compared are Result, Effect,
// Wait, Code and the three marks.
type Documented struct {
	Name   string
	Answer Answer
	Want   campaign.Outcome
}

// Row is one line of the table that Run returns: a fault and what the channel made of it.
type Row struct {
	Fault  string
	Result campaign.Result
	Code   string
	Wait   time.Duration
}

// Patience is how long the suite waits for a channel to return, in real time.
const Patience = 10 * time.Second

// Run runs the suite and returns, in order, what the channel made of each fault.
func Run(t *testing.T, s Subject) []Row {
	t.Helper()
	cases := slices.Concat(before(), after(s), refusals(s))
	rows := make([]Row, len(cases))
	t.Run("faults", func(t *testing.T) {
		for i, c := range cases {
			t.Run(strings.ReplaceAll(c.Name, " ", "_"), func(t *testing.T) {
				t.Parallel()
				out, err := Judge(s, c)
				if err != nil {
					t.Error(err)
				}
				rows[i] = Row{Fault: c.Name, Result: out.Result, Code: out.Code, Wait: out.Wait}
			})
		}
	})
	for name, check := range map[string]func(Subject) error{
		"sends one request when all goes well":        sendsOnce,
		"does not repeat over a kept connection":      repeatsNothing,
		"follows no redirect":                         followsNothing,
		"is unsent when cancelled before":             cancelledBefore,
		"is in doubt when cancelled after":            cancelledAfter,
		"is in doubt at the deadline":                 atDeadline,
		"is unsent when the claim is old":             oldClaim,
		"hides secrets that the provider repeats":     hidesEcho,
		"reads no endless answer":                     boundsAnswer,
		"sends many at once, each once":               sendsMany,
		"is unsent without credentials":               withoutCredentials,
		"describes what the account of the suite has": describes,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := check(s); err != nil {
				t.Error(err)
			}
		})
	}
	return rows
}

// Judge lets one fault happen to one message and says what is wrong with the outcome.
func Judge(s Subject, c Case) (campaign.Outcome, error) {
	server, err := Serve(c.Fault)
	if err != nil {
		return campaign.Outcome{}, err
	}
	defer server.Close()
	url := server.URL
	switch {
	case c.URL != "":
		url = c.URL
	case c.Secure:
		url = strings.Replace(url, "http:", "https:", 1)
	}
	m := s.claim("claim-" + c.Name)
	ctx, cancel := context.WithTimeout(context.Background(), Patience/2)
	defer cancel()
	out, err := send(ctx, s.Open(url, nil), s.Account, m)
	if err != nil {
		return out, err
	}
	server.Close()
	return out, errors.Join(c.check(out), s.honest(out, m), server.atMost(c.Requests))
}

// claim returns the subject's message with a claim of its own.
func (s Subject) claim(id string) campaign.Outgoing {
	m := s.Message
	m.ClaimID, m.MessageID, m.ClaimedAt = id, "message-of-"+id, time.Now()
	return m
}

// send calls the channel and waits for it, but not for ever.
func send(ctx context.Context, ch outreach.Channel, a outreach.Account, m campaign.Outgoing) (campaign.Outcome, error) {
	done := make(chan campaign.Outcome, 1)
	go func() { done <- ch.Send(ctx, a, m) }()
	select {
	case out := <-done:
		return out, nil
	case <-time.After(Patience):
		return campaign.Outcome{}, fmt.Errorf("Send did not return within %v", Patience)
	}
}

// honest checks what holds for every outcome, whatever happened.
func (s Subject) honest(out campaign.Outcome, m campaign.Outgoing) error {
	var errs []error
	switch {
	case out.ClaimID != m.ClaimID || out.MessageID != m.MessageID:
		errs = append(errs, fmt.Errorf("the outcome is of claim %q, message %q", out.ClaimID, out.MessageID))
	case out.At.IsZero():
		errs = append(errs, errors.New("the outcome has no time"))
	case (out.Result == campaign.ResultSent) != (out.ProviderID != ""):
		errs = append(errs, fmt.Errorf("result %s with the provider's id %q", out.Result, out.ProviderID))
	}
	if out.Result != campaign.ResultSent && (out.Code == "" || out.Reason == nil || out.Reason.Code == "" || out.Reason.Message == "") {
		errs = append(errs, fmt.Errorf("result %s without code and reason: %+v", out.Result, out))
	}
	if out.Wait < 0 || out.Wait > 7*24*time.Hour {
		errs = append(errs, fmt.Errorf("a wait of %v", out.Wait))
	}
	printed, err := json.Marshal(out)
	if err != nil {
		return errors.Join(append(errs, fmt.Errorf("the outcome cannot be written: %w", err))...)
	}
	for name, secret := range s.Account.Credentials {
		if strings.Contains(string(printed), secret.Reveal()) {
			errs = append(errs, fmt.Errorf("the outcome holds the credential %s", name))
		}
	}
	if strings.Contains(string(printed), strings.TrimPrefix(m.Recipient, "+")) {
		errs = append(errs, errors.New("the outcome holds the recipient's address"))
	}
	return errors.Join(errs...)
}
