package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"aceno/internal/clock"
	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
	"aceno/sandbox/whatsapp"
)

// stand is the sandbox of a rehearsal: a WhatsApp number for each account, on one loopback address. People live only where
// answers are wanted.
type stand struct {
	address string
	server  *http.Server
	served  chan error
	seed    uint64
	people  *people.Directory
	clock   clock.Clock

	mu      sync.Mutex
	numbers map[string]*standNumber // by account
	living  sync.WaitGroup
	end     context.CancelFunc // of the people's lives
}

// soonClock lets the people look at the time again at once: it is moved whenever nothing is left to do.
type soonClock struct{ *clock.Manual }

// Until returns a short real time, 0 when t has come.
func (c soonClock) Until(t time.Time) time.Duration { return min(c.Manual.Until(t), time.Millisecond) }

// standNumber is one number, with the ledger of what it sent.
type standNumber struct {
	server *whatsapp.Server
	ledger *ledger.Ledger
	take   func(ctx context.Context, header http.Header, body []byte) error // a webhook
}

// webhookPath is where a number's webhooks come; the account's id follows.
const webhookPath = "/webhook/"

// openStand listens on a port of its own.
func openStand(ctx context.Context) (*stand, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the rehearsal's sandbox: %w", err)
	}
	s := &stand{address: "http://" + listener.Addr().String(), served: make(chan error, 1), numbers: make(map[string]*standNumber), end: func() {}}
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: headerTimeout}
	go func() { s.served <- s.server.Serve(listener) }()
	return s, nil
}

// close ends the people's lives, then the server.
func (s *stand) close() error {
	s.end()
	s.living.Wait()
	err := s.server.Close()
	if served := <-s.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// ServeHTTP hands a call to the number that it names, and a webhook to the copy.
func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if account, ok := strings.CutPrefix(r.URL.Path, webhookPath); ok {
		s.webhook(w, r, account)
		return
	}
	if n := s.number(r.URL.Path); n != nil {
		n.server.ServeHTTP(w, r)
		return
	}
	http.NotFound(w, r)
}

func (s *stand) number(path string) *standNumber {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.numbers {
		account := n.server.Account()
		for part := range strings.SplitSeq(path, "/") {
			if part == account.PhoneNumberID || part == account.WABAID {
				return n
			}
		}
	}
	return nil
}

// webhookSize is the most of a webhook that is read.
const webhookSize = 4 << 20

func (s *stand) webhook(w http.ResponseWriter, r *http.Request, account string) {
	if r.Method == http.MethodGet { // the handshake: the sandbox asks whether somebody is there
		_, _ = io.WriteString(w, r.URL.Query().Get("hub.challenge"))
		return
	}
	s.mu.Lock()
	n := s.numbers[account]
	s.mu.Unlock()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, webhookSize))
	if err == nil && n != nil {
		err = n.take(r.Context(), r.Header, body)
	}
	if err != nil || n == nil {
		http.Error(w, "the webhook was not taken", http.StatusInternalServerError)
	}
}

// numberSeeds keeps the ids that a rehearsal's numbers give out apart from those of a sandbox with the same seed: the copy may
// know them already.
const numberSeeds = 1 << 40

// add opens a number for an account, with the templates that the copy knows. The program's own limits are those that are
// rehearsed, so the number has no tier.
func (s *stand) add(r *rehearsal, account string, templates []whatsapp.Template) (whatsapp.Account, error) {
	book, err := ledger.Open("")
	if err != nil {
		return whatsapp.Account{}, err
	}
	s.mu.Lock()
	seed := int64(s.seed) ^ numberSeeds + int64(len(s.numbers)) //nolint:gosec // any number will do
	s.mu.Unlock()
	server, err := whatsapp.New(whatsapp.Options{Seed: seed, People: s.people, Ledger: book, Clock: s.clock, Faults: &fault.Book{}, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return whatsapp.Account{}, err
	}
	if err := server.SetCondition(whatsapp.Condition{Tier: "TIER_UNLIMITED", Quality: "GREEN"}); err != nil {
		return whatsapp.Account{}, err
	}
	for _, t := range templates {
		if _, err := server.PutTemplate(t); err != nil { // stricter than the provider was: a message with it fails, and says so
			r.p.logger.Warn("the sandbox does not take a template", "name", t.Name, "error", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers[account] = &standNumber{server: server, ledger: book, take: func(ctx context.Context, header http.Header, body []byte) error {
		return r.take(ctx, account, header, body)
	}}
	return server.Account(), nil
}

// live lets the people read and answer, until the stand is closed.
func (s *stand) live(ctx context.Context) error {
	ctx, s.end = context.WithCancel(context.WithoutCancel(ctx))
	for account, n := range s.numbers {
		if err := n.server.Subscribe(ctx, whatsapp.Subscription{CallbackURL: s.address + webhookPath + account}); err != nil {
			return fmt.Errorf("register the webhook of account %s: %w", account, err)
		}
		s.living.Go(func() { _ = n.server.Run(ctx) }) // fails only where the ledger's file cannot be written: it has none
	}
	return nil
}

// Waiting for what is due to happen and to be told, in real time.
const (
	eventPatience = 20 * time.Second
	eventLook     = 5 * time.Millisecond
)

// settle waits until all that is due by now has happened and was taken, and says when the next thing happens; zero when
// nothing more does.
func (s *stand) settle(ctx context.Context, now time.Time) (next time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, eventPatience)
	defer cancel()
	for _, n := range s.numbers {
		for {
			changed := n.ledger.Changed()
			due, at := n.ledger.Due(now)
			if len(due) == 0 && len(n.ledger.Untold()) == 0 {
				next = sooner(next, at)
				break
			}
			select {
			case <-ctx.Done():
				return next, fmt.Errorf("wait for the people of the sandbox: %w", ctx.Err())
			case <-changed:
			case <-time.After(eventLook):
			}
		}
	}
	return next, nil
}

// sooner returns the earlier of two times; zero is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
