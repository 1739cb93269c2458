package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

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
	t.Parallel()
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
			t.Parallel()
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
	folder := tempFolder(t)
	args := []string{"sandbox", "--speed", "600", "--sandbox-http", "127.0.0.1:0", "--sandbox-dir", filepath.Join(folder, "sandbox"), "--log-level", "warn"}
	if osm != "" {
		args = append(args, "--osm", osm)
	}
	box := run(t, binary, args...)
	base := box.waitLine(t, boxReady, 20*time.Second)[1]

	demo := []string{"demo", "--headless", "--http", "127.0.0.1:0", "--data", filepath.Join(folder, "demo"), "--sandbox", base, "--limit", "6m"}
	first := run(t, binary, demo...)
	waitAccepted(t, first, base, 12, time.Minute)
	first.kill()

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
