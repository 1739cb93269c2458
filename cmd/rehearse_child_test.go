package cmd

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

// byFile makes an installation go by a clock file that stands still: its child reads it too.
func (h *installation) byFile(t *testing.T) {
	t.Helper()
	s := sandboxConfig{Folder: folder(t), Speed: 1}
	if _, err := s.openClock(); err != nil {
		t.Fatal(err)
	}
	h.time, h.ClockFile = nil, s.clockFile()
}

func TestProgram_rehearsesInAChildBesideTheRunningServer(t *testing.T) {
	h := install(t)
	h.byFile(t)
	server := serving(t, h.config)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("ACENO_SEED", "99") // a server's own seed is no rehearsal's
	got, err := server.rehearse(t.Context(), h.workspace, h.campaign, 7)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Messages) != 2*installed || !got.Complete || got.Seed != 7 {
		t.Errorf("seed %d, %d messages, complete %t, blocked %v", got.Seed, len(got.Messages), got.Complete, reasons(got))
	}
	_, err = server.rehearse(t.Context(), "another00000000", h.campaign, 7)
	if !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("a campaign of another workspace: %v", err)
	}
	if _, err = server.rehearse(t.Context(), h.workspace, "nothing00000000", 7); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("a campaign that is not there: %v", err)
	}

	server.rehearsals.running.Lock() // as while another one runs
	_, err = server.rehearse(t.Context(), h.workspace, h.campaign, 7)
	server.rehearsals.running.Unlock()
	if refused, ok := errors.AsType[*campaign.Error](err); !ok || refused.Code != campaign.ReasonRehearsing {
		t.Errorf("a second rehearsal at a time: %v", err)
	}

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := server.rehearse(ctx, h.workspace, h.campaign, 7); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a rehearsal whose caller has gone: %v", err)
	}
	server.rehearsals.close()
	if _, err := server.rehearse(t.Context(), h.workspace, h.campaign, 7); !errors.Is(err, context.Canceled) {
		t.Errorf("a rehearsal of a program that ends: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(temporary, "aceno-rehearsal-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

func TestProgram_handsItsChildNoSecretOnTheCommandLineAndNothingElseOfItsOwn(t *testing.T) {
	t.Setenv("ACENO_METRICS_TOKEN", "a secret of another kind")
	c := defaultConfig()
	c.DataDir, c.StateDir, c.MasterKey = "/data", "/state", testKey
	environment := (&program{cfg: c}).childEnvironment()
	for _, want := range []string{"ACENO_DATA_DIR=/data", "ACENO_STATE_DIR=/state", "ACENO_MASTER_KEY=" + testKey} {
		if !slices.Contains(environment, want) {
			t.Errorf("the child is not told %s", want)
		}
	}
	if strings.Contains(strings.Join(environment, "\n"), "METRICS_TOKEN") {
		t.Error("the child is told what it does not need")
	}
}

func TestBounded_takesNoMoreThanItsSize(t *testing.T) {
	t.Parallel()
	b := &bounded{most: 4}
	if _, err := b.Write([]byte("1234")); err != nil {
		t.Fatal(err)
	}
	if n, err := b.Write([]byte("5")); !errors.Is(err, errTooMuch) || n != 0 || b.text.String() != "1234" {
		t.Errorf("wrote %d, %v, %q", n, err, b.text.String())
	}
}
