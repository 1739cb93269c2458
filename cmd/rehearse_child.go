package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"

	"aceno/campaign"
)

// Bounds of a rehearsal that the server runs: what the child may print, how long it may take beside its own limit, and what it
// tries to keep its memory under.
const (
	childOutput   = 32 << 20
	childErrors   = 4 << 10
	childGrace    = 15 * time.Second
	childEnd      = 10 * time.Second // from the wish to end until it is killed
	childMemory   = "512MiB"
	masterKeyName = "ACENO_MASTER_KEY"
)

// rehearsals lets one rehearsal run at a time, and none once the program ends.
type rehearsals struct {
	running sync.Mutex

	mu    sync.Mutex
	stop  context.CancelFunc // of the one that runs
	ended bool
}

// close ends the rehearsal that runs and begins no other.
func (r *rehearsals) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	if r.stop != nil {
		r.stop()
	}
}

// begin returns the context of a rehearsal, which ends with the program too.
func (r *rehearsals) begin(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithTimeout(ctx, limit)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stop = stop
	if r.ended {
		stop()
	}
	return ctx, stop
}

// rehearse runs a campaign of the workspace against the sandbox, in a child of this process: what it needs is gone afterwards,
// and what goes wrong in it touches nothing here. Seed 0 = any.
func (p *program) rehearse(ctx context.Context, workspace, id string, seed uint64) (campaign.Rehearsal, error) {
	var answer campaign.Rehearsal
	progress, err := p.store.Progress(ctx, id)
	if err != nil {
		return answer, err
	}
	switch {
	case progress.Workspace != workspace:
		return answer, campaign.ErrNotFound
	case progress.Status == campaign.StatusCompleted:
		return answer, campaign.Conflict(campaign.ReasonCompleted, "the campaign is completed: nothing more goes out")
	case !p.rehearsals.running.TryLock():
		return answer, campaign.Conflict(campaign.ReasonRehearsing, "another rehearsal is running: wait until it has ended")
	}
	defer p.rehearsals.running.Unlock()
	ctx, stop := p.rehearsals.begin(ctx, rehearsalLimit+childGrace)
	defer stop()
	raw, err := p.runChild(ctx, id, seed)
	if err != nil {
		return answer, fmt.Errorf("rehearse campaign %s: %w", id, err)
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return answer, fmt.Errorf("read the rehearsal of campaign %s: %w", id, err)
	}
	return answer, nil
}

// runChild runs this executable's rehearsal and returns what it prints.
func (p *program) runChild(ctx context.Context, id string, seed uint64) ([]byte, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program's own file: %w", err)
	}
	child := exec.CommandContext(ctx, executable, "demo", "--rehearse="+id, "--json", "--seed="+strconv.FormatUint(seed, 10), "--limit="+rehearsalLimit.String())
	child.Env = p.childEnvironment()
	child.Cancel = func() error { return child.Process.Signal(syscall.SIGTERM) } // it takes its copy away
	child.WaitDelay = childEnd
	out, said := &bounded{most: childOutput}, &bounded{most: childErrors}
	child.Stdout, child.Stderr = out, said
	if err := child.Run(); err != nil {
		if ended := ctx.Err(); ended != nil {
			return nil, ended
		}
		return nil, fmt.Errorf("%w: %s", err, bytes.TrimSpace(said.text.Bytes()))
	}
	return out.text.Bytes(), nil
}

// childEnvironment tells the child where the installation is. Secrets go this way, since a command line is for everybody to read;
// nothing else of ours is handed on.
func (p *program) childEnvironment() []string {
	list := []string{"GOMEMLIMIT=" + childMemory}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "TZ", "ZONEINFO"} {
		if value, ok := os.LookupEnv(name); ok {
			list = append(list, name+"="+value)
		}
	}
	for name, value := range map[string]string{
		envName("data-dir"): p.cfg.DataDir, envName("state-dir"): p.cfg.StateDir, envName("clock-file"): p.cfg.ClockFile,
		envName("master-key-file"): p.cfg.MasterKeyFile, masterKeyName: firstOf(p.cfg.MasterKey, os.Getenv(masterKeyName)),
	} {
		if value != "" {
			list = append(list, name+"="+value)
		}
	}
	return list
}

// bounded keeps what is written to it, and fails beyond its size.
type bounded struct {
	text bytes.Buffer
	most int
}

var errTooMuch = errors.New("the answer is too large")

// Write keeps what still fits.
func (b *bounded) Write(p []byte) (int, error) {
	if b.text.Len()+len(p) > b.most {
		return 0, errTooMuch
	}
	return b.text.Write(p)
}
