package cmd

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// newSandboxIn returns a small sandbox on a folder.
func newSandboxIn(path string) sandboxConfig {
	return sandboxConfig{HTTP: "127.0.0.1:0", Folder: path, Seed: 1, Size: 20, Speed: 240}
}

func TestSandbox_refusesWhatItCannotPlayAndForgetsNothing(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		change func(s *sandboxConfig)
		says   string
	}{
		"every address":    {func(s *sandboxConfig) { s.HTTP = "0.0.0.0:9000" }, "--sandbox-http (ACENO_SANDBOX_HTTP)"},
		"no address":       {func(s *sandboxConfig) { s.HTTP = ":9000" }, "want a loopback address"},
		"another machine":  {func(s *sandboxConfig) { s.HTTP = "192.0.2.1:9000" }, "192.0.2.1"},
		"a name":           {func(s *sandboxConfig) { s.HTTP = "sandbox.example:9000" }, "sandbox.example"},
		"no port":          {func(s *sandboxConfig) { s.HTTP = "127.0.0.1" }, "such as 127.0.0.1:9000"},
		"time stands":      {func(s *sandboxConfig) { s.Speed = 0 }, `--speed (ACENO_SPEED) "0"`},
		"time goes back":   {func(s *sandboxConfig) { s.Speed = -1 }, "more than 0"},
		"time flies":       {func(s *sandboxConfig) { s.Speed = 1000.5 }, "at most 1000"},
		"an empty town":    {func(s *sandboxConfig) { s.Size = 0 }, "--size (ACENO_SIZE)"},
		"an endless town":  {func(s *sandboxConfig) { s.Size = 1 << 40 }, "businesses"},
		"OSM file missing": {func(s *sandboxConfig) { s.OSM, s.Fresh = "no/such/answer.json", false }, "no/such/answer.json"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandboxIn(t.TempDir())
			s.Fresh = true
			write(t, s.ledgerFile(), "")
			one.change(&s)
			err := s.run(t.Context(), discard(), func(string) { t.Error("it plays") })
			wantWords(t, err, one.says)
			if !exists(s.ledgerFile()) {
				t.Error("the ledger is gone")
			}
		})
	}
}

func TestSandbox_acceptsLoopbackAndTheBoundsOfSpeed(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"127.0.0.1:0", "localhost:9000", "[::1]:9000", "127.1.2.3:9000"} {
		for _, speed := range []float64{0.5, 1000} {
			s := newSandboxIn("x")
			s.HTTP, s.Speed = address, speed
			if err := s.check(); err != nil {
				t.Errorf("%s at %g: %v", address, speed, err)
			}
		}
	}
}

func TestSandbox_freshForgetsItsOwnFilesAndKeepsANamedClock(t *testing.T) {
	t.Parallel()
	s := newSandboxIn(t.TempDir())
	s.Fresh, s.ClockFile = true, filepath.Join(t.TempDir(), "clock")
	for _, path := range []string{s.ledgerFile(), filepath.Join(s.Folder, "clock"), s.ClockFile} {
		write(t, path, "old")
	}
	for range 2 { // nothing to forget is no error
		if err := s.forget(); err != nil {
			t.Fatal(err)
		}
	}
	if exists(s.ledgerFile()) || exists(filepath.Join(s.Folder, "clock")) || !exists(s.ClockFile) {
		t.Error("the wrong files are gone")
	}
}

func TestSandbox_clockBeginsOnceOnTheMorningOfTheDemo(t *testing.T) {
	t.Parallel()
	s := newSandboxIn(filepath.Join(t.TempDir(), "box"))
	c, err := s.openClock()
	if err != nil {
		t.Fatal(err)
	}
	if now := c.Now(); now.Before(demoStart) || now.After(demoStart.Add(24*time.Hour)) {
		t.Errorf("business time begins at %s", now)
	}
	write(t, s.clockFile(), "2026-01-01T00:00:00Z 2030-01-01T00:00:00Z 0\n")
	if c, err = s.openClock(); err != nil || c.Now().Year() != 2030 {
		t.Errorf("a clock that is there is not taken up: %v", err)
	}
	write(t, s.clockFile(), "noon")
	_, err = s.openClock()
	wantWords(t, err, "REAL SIM SPEED")
}

func TestSandbox_playsUntilItIsStopped(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	group, work := errgroup.WithContext(ctx)
	s := newSandboxIn(t.TempDir())
	address, err := started(group, func(ready func(string)) error { return s.run(work, discard(), ready) })
	if err != nil {
		t.Fatal(err)
	}
	show := &show{sandbox: newClient(address)}
	place, err := show.town(t.Context())
	if err != nil || place.name() == "" || len(place.Kinds) == 0 {
		t.Errorf("town %+v, %v", place, err)
	}
	if totals, err := show.totals(t.Context()); err != nil || totals != (ledgerTotals{}) {
		t.Errorf("totals %+v, %v", totals, err)
	}

	d := demoIn(t.TempDir())
	d.Sandbox = address
	box, err := d.startSandbox(t.Context(), group, discard())
	if err != nil || box.base != address || !exists(d.clockFile()) {
		t.Errorf("a demo beside it: %v", err)
	}
	cancel()
	if err := group.Wait(); err != nil {
		t.Errorf("the end: %v", err)
	}
	if conn, err := net.DialTimeout("tcp", strings.TrimPrefix(address, "http://"), time.Second); err == nil {
		_ = conn.Close()
		t.Error("the port is still open")
	}
	_, err = d.startSandbox(t.Context(), group, discard())
	wantWords(t, err, "read the sandbox's clock")
}

func TestSandbox_takenPortIsAnErrorThatNamesTheFlag(t *testing.T) {
	t.Parallel()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	s := newSandboxIn(t.TempDir())
	s.HTTP = listener.Addr().String()
	wantWords(t, s.run(t.Context(), discard(), func(string) {}), "--sandbox-http", s.HTTP, "name another port")
}

func TestDemo_startsSandboxAndServerAndSaysOnceWhyItCannot(t *testing.T) {
	t.Parallel()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	d := demoIn(filepath.Join(folder(t), "demo"))
	d.HTTP = listener.Addr().String()
	err = d.run(t.Context(), site(), newScreen(t.Output(), false))
	wantWords(t, err, "start the server", "--http (ACENO_HTTP)", d.HTTP)
	if n := strings.Count(err.Error(), "name another"); n != 1 {
		t.Errorf("the error is said %d times: %v", n, err)
	}
	if err := d.prepare(); err != nil {
		t.Errorf("the folder is not free: %v", err)
	}
}

func TestDemo_brokenOffHeadlessIsAnErrorAndElseIsNot(t *testing.T) {
	t.Parallel()
	for headless, want := range map[bool]error{true: context.Canceled, false: nil} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		d := demoIn(filepath.Join(folder(t), "demo"))
		d.Headless = headless
		if err := d.run(ctx, site(), newScreen(t.Output(), false)); !errors.Is(err, want) {
			t.Errorf("headless %t: %v", headless, err)
		}
	}
}

func TestClient_refusalCarriesActStatusAndWords(t *testing.T) {
	t.Parallel()
	s := serving(t, newConfig(t))
	user := newClient(s.address)
	err := user.signIn(t.Context(), "users", "nobody@b.example", "not-a-password")
	no, ok := errors.AsType[*refusal](err)
	if !ok || no.status != http.StatusBadRequest {
		t.Fatalf("got %v", err)
	}
	wantWords(t, err, "POST /api/collections/users/auth-with-password: 400", "Failed to authenticate")
	if _, err := user.create(t.Context(), "workspaces", map[string]any{"name": "x"}); err == nil {
		t.Error("a stranger made a workspace")
	}
	if err := user.do(t.Context(), http.MethodGet, "/api/health", nil, &[]string{}); err == nil {
		t.Error("an object was read as a list")
	}
}
