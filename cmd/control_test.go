package cmd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestControl_socketIsTheOperatorsAloneAndGoneAtTheEnd(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	s := serving(t, c)
	info, err := os.Stat(c.socket())
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode()&fs.ModeSocket == 0 || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket's mode is %v, want a socket of mode 0600", info.Mode())
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.socket()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket is still there (%v)", err)
	}
}

func TestHand_givesWorkToTheRunningServer(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	s := serving(t, c)
	var answer setupAnswer
	if err := c.hand(t.Context(), site(), "setup", agency(), &answer); err != nil {
		t.Fatal(err)
	}
	if _, err := s.app.FindRecordById("workspaces", answer.Workspace); err != nil {
		t.Errorf("the server does not know the workspace: %v", err)
	}
	var operator map[string]string
	if err := c.hand(t.Context(), site(), "superuser", superuserRequest{"op@agencia.example", "uma-senha-longa"}, &operator); err != nil {
		t.Fatal(err)
	}
	box := newClient(s.address)
	if err := box.signIn(t.Context(), "_superusers", "op@agencia.example", "uma-senha-longa"); err != nil {
		t.Errorf("sign in: %v", err)
	}
	bad := agency()
	bad.Tier = "gold"
	wantWords(t, c.hand(t.Context(), site(), "setup", bad, &answer), `--plan-tier "gold"`)
}

func TestHand_refusesAServerOfAnotherDataFolder(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	s := serving(t, c)
	other := newConfig(t)
	other.StateDir = c.StateDir
	var answer setupAnswer
	err := other.hand(t.Context(), site(), "setup", agency(), &answer)
	wantWords(t, err, "--data-dir", other.DataDir, "works on "+c.DataDir)
	if n, err := s.app.CountRecords("workspaces"); err != nil || n != 0 {
		t.Errorf("%d workspaces were made (%v)", n, err)
	}
}

func TestHand_doesTheWorkAloneWhenASocketOfADeadServerLiesThere(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	if err := os.MkdirAll(c.StateDir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.socket(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var first, second setupAnswer
	if err := c.hand(t.Context(), site(), "setup", agency(), &first); err != nil {
		t.Fatal(err)
	}
	serving(t, c) // takes the dead socket's place
	if err := c.hand(t.Context(), site(), "setup", agency(), &second); err != nil {
		t.Fatal(err)
	}
	if first.Workspace == "" || first.Workspace != second.Workspace {
		t.Errorf("alone %+v, beside the server %+v", first, second)
	}
}

func TestHand_knowsOnlyItsOwnWork(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	var answer any
	wantWords(t, c.hand(t.Context(), site(), "erase", nil, &answer), "no such work: erase")
	serving(t, c)
	wantWords(t, c.hand(t.Context(), site(), "erase", nil, &answer), "not found")
}

func TestControl_refusesAFolderWhosePathNoSocketCanHave(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	c.StateDir = filepath.Join(c.StateDir, strings.Repeat("long", 25))
	p := opened(t, c)
	_, err := p.listenControl(t.Context())
	wantWords(t, err, "--state-dir (ACENO_STATE_DIR)", "name a shorter folder")
}

func TestStop_writesTheStopFileAndResumeTakesItAway(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), "state")
	for range 2 { // again is no error
		out, err := command(t, "stop", "--state-dir", state)
		if err != nil || !strings.Contains(out, "nothing more is sent from "+state) {
			t.Errorf("printed %q, %v", out, err)
		}
		if _, err := os.Stat(filepath.Join(state, "stop")); err != nil {
			t.Errorf("no stop file: %v", err)
		}
	}
	for range 2 {
		out, err := command(t, "stop", "--resume", "--state-dir", state)
		if err != nil || !strings.Contains(out, "sending may go on from "+state) {
			t.Errorf("printed %q, %v", out, err)
		}
		if _, err := os.Stat(filepath.Join(state, "stop")); err == nil {
			t.Error("the stop file is still there")
		}
	}
}
