// Package whatsapp plays the WhatsApp Cloud API: messages, templates, the phone number, and the webhooks that it signs
// and delivers. It refuses what the provider refuses, with the provider's own codes, and hands what it accepts to the
// people of the town. A message is in the ledger before it is answered as accepted.
package whatsapp

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"aceno/internal/clock"
	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
	"aceno/sandbox/town"
)

// Account is the one WhatsApp account that the sandbox serves.
type Account struct {
	PhoneNumberID string `json:"phone_number_id"`
	WABAID        string `json:"waba_id"`
	AccessToken   string `json:"access_token"`
	AppSecret     string `json:"app_secret"`
	VerifyToken   string `json:"verify_token"`
	DisplayPhone  string `json:"display_phone_number"` // digits
	VerifiedName  string `json:"verified_name"`
	APIVersion    string `json:"api_version"`
	Condition
}

// Condition is the part of an account that changes.
type Condition struct {
	Tier    string `json:"tier"`    // TIER_250, TIER_2K, TIER_10K, TIER_100K, TIER_UNLIMITED
	Quality string `json:"quality"` // GREEN, YELLOW, RED, UNKNOWN
	Expired bool   `json:"expired"` // the token is over
	Blocked int    `json:"blocked"` // every send is refused with this code: 131031, 368, 131042 …; 0 = none

	Lacks []string `json:"lacks,omitempty"` // permissions that the token was made without
}

// tiers are the people a day whom an account may write to outside their windows; 0 = no end.
var tiers = map[string]int{"TIER_50": 50, "TIER_250": 250, "TIER_1K": 1_000, "TIER_2K": 2_000, "TIER_10K": 10_000, "TIER_100K": 100_000, "TIER_UNLIMITED": 0}

// Options are what a Server needs. All but HTTP are required.
type Options struct {
	Seed   int64
	People *people.Directory
	Ledger *ledger.Ledger
	Clock  clock.Clock
	Faults *fault.Book
	Logger *slog.Logger
	HTTP   *http.Client // delivers webhooks
}

// Server is the Cloud API. It is safe for many goroutines.
type Server struct {
	o Options

	mu           sync.Mutex
	account      Account
	subscription Subscription
	templates    []*Template
	limits       limits
	said         int                   // what people were made to say by hand
	noticed      int64                 // second of the last notice's webhook
	preferences  map[string]preference // by person
	entries      map[string]time.Time  // when a person came by an advertisement
}

// The names of the notes that the ledger keeps for a restart.
const (
	noteCondition    = "whatsapp.condition"
	noteSubscription = "whatsapp.subscription"
	noteTemplates    = "whatsapp.templates"
	noteNoticed      = "whatsapp.noticed"
	notePreferences  = "whatsapp.preferences"
	noteEntries      = "whatsapp.entries"
)

// New returns a server with the account of the seed, as the ledger left it.
func New(o Options) (*Server, error) {
	if o.People == nil || o.Ledger == nil || o.Clock == nil || o.Faults == nil || o.Logger == nil {
		return nil, errors.New("whatsapp sandbox: people, ledger, clock, faults and logger are needed")
	}
	if o.HTTP == nil {
		o.HTTP = &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	s := &Server{o: o, account: accountOf(o.Seed), preferences: map[string]preference{}, entries: map[string]time.Time{}}
	for name, into := range map[string]any{
		noteCondition: &s.account.Condition, noteSubscription: &s.subscription, noteTemplates: &s.templates,
		noteNoticed: &s.noticed, notePreferences: &s.preferences, noteEntries: &s.entries,
	} {
		raw := o.Ledger.Note(name)
		if raw == nil {
			continue
		}
		if err := json.Unmarshal(raw, into); err != nil {
			return nil, fmt.Errorf("read %s from the ledger: %w", name, err)
		}
	}
	s.limits = newLimits()
	now := o.Clock.Now()
	for _, m := range o.Ledger.Since(now.Add(-day)) {
		if m.Channel == ledger.WhatsApp {
			s.limits.count(m.Person, m.At, m.Opens)
		}
	}
	return s, nil
}

// accountOf makes the account of a seed.
func accountOf(seed int64) Account {
	r := town.Rand(seed, "whatsapp")
	digits := func(n int) string {
		out := []byte{'1' + byte(r.IntN(9))}
		for len(out) < n {
			out = append(out, '0'+byte(r.IntN(10)))
		}
		return string(out)
	}
	letters := func(n int) string {
		const from = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
		out := make([]byte, n)
		for i := range out {
			out[i] = from[r.IntN(len(from))]
		}
		return string(out)
	}
	return Account{
		PhoneNumberID: digits(15), WABAID: digits(15), AccessToken: "EAAsandbox" + letters(60),
		AppSecret: fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()), VerifyToken: letters(24),
		DisplayPhone: "5547300009" + digits(2), VerifiedName: "Agência do Vale", APIVersion: "v23.0",
		Condition: Condition{Tier: "TIER_2K", Quality: "GREEN"},
	}
}

// Account returns the account as it is now.
func (s *Server) Account() Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account
}

// SetCondition changes what changes of the account. Nobody is told.
func (s *Server) SetCondition(c Condition) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setCondition(c)
}

// setCondition checks and keeps a condition; the caller holds the lock.
func (s *Server) setCondition(c Condition) error {
	if _, ok := tiers[c.Tier]; !ok {
		return fmt.Errorf("tier: %q is none: write TIER_250, TIER_2K, TIER_10K, TIER_100K or TIER_UNLIMITED", c.Tier)
	}
	if !slices.Contains(qualities, c.Quality) {
		return fmt.Errorf("quality: %q is none: write %s", c.Quality, strings.Join(qualities, ", "))
	}
	if err := s.keep(noteCondition, c); err != nil {
		return err
	}
	s.account.Condition = c
	return nil
}

func (s *Server) keep(name string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return s.o.Ledger.Keep(name, raw)
}
