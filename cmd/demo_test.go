package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"aceno/internal/clock"
)

// wire waits for words among what is printed, and calls then once when they come.
type wire struct {
	mu    sync.Mutex
	text  strings.Builder
	words string
	then  func()
}

// Write keeps what is printed.
func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := w.text.Write(p)
	if w.then != nil && strings.Contains(w.text.String(), w.words) {
		w.then()
		w.then = nil
	}
	return n, err
}

// until runs a demo until it has printed the words, then breaks it off as Ctrl C does, and returns what it printed.
func until(t *testing.T, d *demoConfig, words string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	out := &wire{words: words, then: cancel}
	if err := d.run(ctx, site(), newScreen(out, false)); err != nil {
		t.Fatalf("the demo: %v\n%s", err, out.text.String())
	}
	if !strings.Contains(out.text.String(), words) {
		t.Fatalf("the demo did not print %q:\n%s", words, out.text.String())
	}
	return out.text.String()
}

func TestDemo_reachesItsFirstMessageAndIsResumedWhereItWasBrokenOff(t *testing.T) {
	t.Parallel()
	d := demoIn(filepath.Join(folder(t), "demo"))
	d.Speed = 1000
	said := until(t, d, "first message after")
	state, err := d.loadState()
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range state.Members {
		if !strings.Contains(said, member.Email+"  "+member.Password) {
			t.Errorf("the password of %s is not said", member.Role)
		}
	}

	d.Resume = true
	again := until(t, d, "first message after")
	if strings.Contains(again, state.Superuser.Password) {
		t.Error("a resumed demo says the passwords again")
	}
	resumed, err := d.loadState()
	if err != nil || resumed.Campaigns[0] != state.Campaigns[0] || resumed.Campaigns[1] != state.Campaigns[1] {
		t.Errorf("campaigns %v, then %v (%v)", state.Campaigns, resumed.Campaigns, err)
	}
}

func TestDemo_headlessGivesUpAfterItsLimitAndNamesTheLog(t *testing.T) {
	t.Parallel()
	d := demoIn(filepath.Join(folder(t), "demo"))
	d.Headless, d.Limit = true, 1
	err := d.run(t.Context(), site(), newScreen(t.Output(), false))
	wantWords(t, err, "not done after 1ns", d.logFile(), "--limit")
	if errors.Is(err, context.Canceled) {
		t.Errorf("the error is the end of its own work: %v", err)
	}
	if info, err := os.Stat(d.logFile()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the log: %v, %v", info, err)
	}
}

func TestDemo_tellsTheTimeOfASandboxThatRunsApart(t *testing.T) {
	t.Parallel()
	pace := `{"real":"2026-01-02T03:04:05Z","sim":"2027-03-02T12:00:00Z","speed":7}`
	d := demoIn(t.TempDir())
	if err := d.copyClock(t.Context(), newClient(answering(t, pace))); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(d.clockFile())
	if err != nil {
		t.Fatal(err)
	}
	got, err := clock.ParsePace(string(raw))
	if err != nil || got.Speed != 7 || got.Sim.Year() != 2027 || got.Real.Year() != 2026 {
		t.Errorf("the clock file says %q (%v)", raw, err)
	}
	wantWords(t, d.copyClock(t.Context(), newClient(answering(t, "noon"))), "read the sandbox's clock")
}

// twoDrafts returns a show on a running server whose two campaigns have done nothing yet, beside a sandbox that says so
// of its ledger.
func twoDrafts(t *testing.T, ledger string, out io.Writer) *show {
	t.Helper()
	running := serving(t, newConfig(t))
	s := &show{demo: demoIn(t.TempDir()), program: running.program, sandbox: newClient(answering(t, ledger)), server: newClient(running.address), out: newScreen(out, false)}
	var err error
	if s.state, err = s.members(); err != nil {
		t.Fatal(err)
	}
	user := newClient(running.address)
	if err := user.signIn(t.Context(), "users", s.state.Members[1].Email, s.state.Members[1].Password); err != nil {
		t.Fatal(err)
	}
	agent, plans, err := s.offer(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one", "two"} {
		id, err := user.create(t.Context(), "campaigns", map[string]any{"name": name, "agent": agent, "plans": plans, "channel": "whatsapp", "legal_basis": "legitimate_interest"})
		if err != nil {
			t.Fatal(err)
		}
		s.state.Campaigns = append(s.state.Campaigns, id)
	}
	return s
}

func TestShow_reportPrintsBothCountsAndSaysWhatDoesNotAgree(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := twoDrafts(t, `{"accepted": 3, "doubles": 1}`, &out)
	err := s.report(t.Context())
	wantWords(t, err, "sent: Aceno counts 0, the sandbox 3", "sent twice: Aceno counts 0, the sandbox 1", "found: 0, want at least 100")
	if !strings.Contains(out.String(), "sent                      0        3") || strings.Contains(out.String(), "No difference") {
		t.Errorf("printed\n%s", out.String())
	}
	progress, err := s.look(t.Context())
	if err != nil || len(progress) != 2 || idle(progress) {
		t.Errorf("progress %+v, %v: campaigns that found nothing are not done", progress, err)
	}
}

func TestShow_namesWhatItCouldNotDo(t *testing.T) {
	t.Parallel()
	s := twoDrafts(t, "not JSON", io.Discard)
	wantWords(t, s.report(t.Context()), "read the sandbox's ledger")
	wantWords(t, s.registerWebhook(t.Context()), "WhatsApp account")
	_, err := s.town(t.Context())
	wantWords(t, err, "ask the sandbox for its town")
	_, err = s.connect(t.Context(), s.server)
	wantWords(t, err, "WhatsApp account")
	_, _, err = s.offer(t.Context(), newClient(s.server.base)) // nobody is signed in
	wantWords(t, err, "make the agent")
	s.state.Campaigns = []string{"nothing00000000"}
	_, err = s.look(t.Context())
	wantWords(t, err, "look at campaign nothing00000000")
}
