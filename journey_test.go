package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"
)

// built builds the program once for all journeys.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "aceno-journey-*")
	if err != nil {
		return "", err
	}
	binary := filepath.Join(folder, "aceno")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return binary, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if binary, err := built(); err == nil {
		_ = os.RemoveAll(filepath.Dir(binary))
	}
	os.Exit(code)
}

// process is a running command of ours.
type process struct {
	cmd  *exec.Cmd
	out  *tee
	done chan error
}

// tee keeps what a process prints and wakes whoever waits for a line.
type tee struct {
	mu    sync.Mutex
	text  bytes.Buffer
	lines chan string
}

func run(t *testing.T, binary string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(binary, args...), out: &tee{lines: make(chan string, 10_000)}, done: make(chan error, 1)}
	pipe, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = p.cmd.Stdout
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("start %v: %v", args, err)
	}
	go func() {
		scanner := bufio.NewScanner(pipe)
		for scanner.Scan() {
			p.out.mu.Lock()
			p.out.text.WriteString(scanner.Text() + "\n")
			p.out.mu.Unlock()
			p.out.lines <- scanner.Text()
		}
		close(p.out.lines)
		p.done <- p.cmd.Wait()
	}()
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	return p
}

func (p *process) text() string {
	p.out.mu.Lock()
	defer p.out.mu.Unlock()
	return p.out.text.String()
}

// waitLine waits for a line that matches and returns its submatches.
func (p *process) waitLine(t *testing.T, pattern string, limit time.Duration) []string {
	t.Helper()
	expression := regexp.MustCompile(pattern)
	timeout := time.After(limit)
	for {
		select {
		case line, open := <-p.out.lines:
			if !open {
				t.Fatalf("the process ended before a line matched %q:\n%s", pattern, p.text())
			}
			if match := expression.FindStringSubmatch(line); match != nil {
				return match
			}
		case <-timeout:
			t.Fatalf("no line matched %q within %s:\n%s", pattern, limit, p.text())
		}
	}
}

// waitEnd waits for the process to end by itself.
func (p *process) waitEnd(t *testing.T, limit time.Duration) error {
	t.Helper()
	timeout := time.After(limit)
	lines := p.out.lines
	for {
		select {
		case _, open := <-lines:
			if !open {
				lines = nil
			}
		case err := <-p.done:
			return err
		case <-timeout:
			t.Fatalf("the process did not end within %s:\n%s", limit, p.text())
		}
	}
}

// ledger is what the sandbox saw, as its totals say.
type ledger struct {
	Accepted    int `json:"accepted"`
	People      int `json:"people"`
	Answered    int `json:"answered"`
	OptedOut    int `json:"opted_out"`
	Doubles     int `json:"doubles"`
	AfterOptOut int `json:"after_opt_out"`
}

func readLedger(ctx context.Context, base string) (l ledger, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/sandbox/ledger/totals", nil)
	if err != nil {
		return l, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return l, err
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return l, err
	}
	return l, json.Unmarshal(raw, &l)
}

// waitAccepted waits until the sandbox has accepted so many messages.
func waitAccepted(t *testing.T, demo *process, base string, n int, limit time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		l, err := readLedger(ctx, base)
		if err == nil && l.Accepted >= n {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("the sandbox accepted %d messages within %s, waited for %d (%v):\n%s", l.Accepted, limit, n, err, demo.text())
		case <-tick.C:
		}
	}
}

// TestJourney_nobodyGetsTwoMessagesThoughTheServerIsKilled runs sandbox and demo as two processes, kills the demo with
// SIGKILL in the middle, starts it again, and lets the sandbox judge.
func TestJourney_nobodyGetsTwoMessagesThoughTheServerIsKilled(t *testing.T) {
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	blumenau, err := filepath.Abs(filepath.Join("..", "shared", "data", "osm", "overpass_sc_blumenau.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, osm := range map[string]string{"the sandbox's own town": "", "a real city": blumenau} {
		t.Run(name, func(t *testing.T) {
			if osm != "" {
				if _, err := os.Stat(osm); err != nil {
					t.Skipf("NOT TESTED on a real city: %s is not there", osm)
				}
			}
			killed(t, binary, osm)
		})
	}
}

func killed(t *testing.T, binary, osm string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "aceno-*") // t.TempDir's names are too long for a socket's path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	args := []string{"sandbox", "--speed", "600", "--sandbox-http", "127.0.0.1:0", "--sandbox-dir", filepath.Join(folder, "sandbox"), "--log-level", "warn"}
	if osm != "" {
		args = append(args, "--osm", osm)
	}
	box := run(t, binary, args...)
	base := box.waitLine(t, `^sandbox on (http://\S+),`, 20*time.Second)[1]

	demo := []string{"demo", "--headless", "--http", "127.0.0.1:0", "--data", filepath.Join(folder, "demo"), "--sandbox", base, "--limit", "6m"}
	first := run(t, binary, demo...)
	waitAccepted(t, first, base, 12, time.Minute)
	if err := first.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.waitEnd(t, 10*time.Second) // killed: its error is the signal

	second := run(t, binary, append(demo, "--resume")...)
	if err := second.waitEnd(t, 7*time.Minute); err != nil {
		t.Fatalf("the resumed demo: %v\n%s", err, second.text())
	}
	l, err := readLedger(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v\n%s", l, second.text())
	if l.Doubles != 0 || l.AfterOptOut != 0 {
		t.Errorf("%d people got a message twice, %d got one after they asked to stop", l.Doubles, l.AfterOptOut)
	}
	if l.People < 40 || l.Answered < 5 || l.OptedOut < 1 {
		t.Errorf("too little happened to prove anything: %+v", l)
	}
}
