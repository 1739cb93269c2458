package cmd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/sandbox"
)

// lines are what went out, a line a message, with its time to the second.
func lines(list []campaign.Rehearsed) []string {
	var out []string
	for _, m := range list {
		out = append(out, fmt.Sprintf("%s %s %d %s", m.At.Format(time.DateTime), m.Prospect.ID, m.Step, m.Content))
	}
	return out
}

func TestRehearse_agreesWithTheRealRunOfItsSeed(t *testing.T) {
	t.Parallel()
	h := install(t)
	rehearsal := h.rehearsed(t, h.campaign, nil)
	if len(rehearsal.Messages) != 2*installed || !rehearsal.Complete || rehearsal.Seed != 7 {
		t.Fatalf("the rehearsal sent %d messages, complete %t: %v", len(rehearsal.Messages), rehearsal.Complete, reasons(rehearsal))
	}
	other := lines(h.rehearsed(t, h.campaign, func(r *rehearseConfig) { r.Seed = 8 }).Messages) // before the campaign may be completed
	sent := h.reallyRun(t, 7)
	if got := lines(rehearsal.Messages); !slices.Equal(got, sent) {
		t.Errorf("rehearsed\n%s\nreally sent\n%s", strings.Join(got, "\n"), strings.Join(sent, "\n"))
	}
	if slices.Equal(other, sent) {
		t.Error("another seed draws the same gaps")
	}
}

// reallyRun starts the installation's campaign on a server with a seed, beside a sandbox whose people do nothing, and returns
// what was sent. The clock moves only while nothing is due.
func (h *installation) reallyRun(t *testing.T, seed uint64) []string {
	t.Helper()
	now := clock.NewManual(demoStart)
	box, err := sandbox.New(sandbox.Options{Seed: 1, Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	world := httptest.NewServer(box.Handler())
	t.Cleanup(world.Close)
	s := &show{sandbox: newClient(world.URL)}
	if err := s.sandbox.do(t.Context(), "POST", "/sandbox/whatsapp/templates", map[string]any{"name": demoTemplate, "language": "pt_BR", "category": "MARKETING",
		"components": []map[string]any{{"type": "BODY", "text": demoBody}, {"type": "FOOTER", "text": demoFooter}}}, nil); err != nil {
		t.Fatal(err)
	}
	c := h.config
	c.time, c.GraphURL, c.Seed = now, world.URL, seed
	server := serving(t, c)
	if err := server.store.MoveCampaign(t.Context(), h.workspace, h.campaign, campaign.StatusActive, ""); err != nil {
		t.Fatal(err)
	}
	follow(t, server.program, now, h.campaign, 2*installed)
	var sent []struct {
		At       string `db:"sent_at"`
		Prospect string `db:"prospect"`
		Step     int    `db:"step"`
		Content  string `db:"content"`
	}
	err = server.app.DB().NewQuery("SELECT sent_at, prospect, step, content FROM messages WHERE campaign = {:id} AND sent_at != '' ORDER BY sent_at, rowid").
		Bind(dbx.Params{"id": h.campaign}).All(&sent)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range sent {
		out = append(out, fmt.Sprintf("%s %s %d %s", m.At[:len(time.DateTime)], m.Prospect, m.Step, m.Content))
	}
	return out
}

// busy counts what a server has under way or due now.
const busy = `
SELECT (SELECT COUNT(*) FROM messages WHERE status = 'sending') +
	(SELECT COUNT(*) FROM prospects WHERE stage = 'write' AND due_at <= {:now} AND campaign = {:campaign})`

// follow moves the clock from one moment to the next until n messages were sent.
func follow(t *testing.T, p *program, now *clock.Manual, id string, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	r := &rehearsal{p: p, clock: now, campaign: id, accounts: []string{"one"}}
	var idle int // looks in a row that found nothing to do: what was committed is told to the sender a moment later
	for {
		select {
		case <-ctx.Done():
			t.Fatalf("%d messages were not sent within %s", n, patience)
		case <-tick.C:
		}
		var sent, doing int
		values := dbx.Params{"now": stamp(now.Now()), "campaign": id}
		if err := p.app.DB().NewQuery("SELECT COUNT(*) FROM messages WHERE campaign = {:campaign} AND status = 'sent'").Bind(values).Row(&sent); err != nil || sent == n {
			return
		}
		next, err := r.next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.app.DB().NewQuery(busy).Bind(values).Row(&doing); err != nil {
			t.Fatal(err)
		}
		if idle++; doing != 0 || !next.After(now.Now()) {
			idle = 0
		}
		if idle == 20 {
			now.Set(next)
			idle = 0
		}
	}
}

// fingerprints hashes every file of some folders, by its name.
func fingerprints(t *testing.T, folders ...string) map[string]string {
	t.Helper()
	list := make(map[string]string)
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			sum := sha256.Sum256(raw)
			list[path] = hex.EncodeToString(sum[:])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

func TestRehearse_leavesTheInstallationAsItWas(t *testing.T) {
	t.Parallel()
	h := install(t)
	h.change(t, "PRAGMA wal_checkpoint(TRUNCATE)") // a log that was left is read through an index, which each reader writes to
	before := fingerprints(t, h.DataDir, h.StateDir)
	h.rehearsed(t, h.campaign, nil)
	if after := fingerprints(t, h.DataDir, h.StateDir); !maps.Equal(after, before) {
		t.Errorf("a file of the installation was changed, made or removed: %v, then %v", before, after)
	}
}

func TestRehearse_copiesWhatAServerThatCrashedLeftInItsLog(t *testing.T) {
	t.Parallel()
	h := install(t)
	p := opened(t, h.config) // its log is not folded in while it is open
	if _, err := p.app.NonconcurrentDB().NewQuery("UPDATE workspaces SET paused = 1").Execute(); err != nil {
		t.Fatal(err)
	}
	crashed := h
	crashed.DataDir = filepath.Join(folder(t), "data")
	if err := os.CopyFS(crashed.DataDir, os.DirFS(h.DataDir)); err != nil {
		t.Fatal(err)
	}
	if got := reasons(crashed.rehearsed(t, h.campaign, nil)); !slices.Contains(got, campaign.ReasonWorkspacePaused) {
		t.Errorf("the pause in the log is not in the copy: %v", got)
	}
}

func TestRehearse_canReachNobodyButItsSandbox(t *testing.T) {
	t.Parallel()
	h := install(t)
	r := rehearseConfig{config: h.config, Campaign: h.campaign, Seed: 7}
	c, err := r.copied(t.Context(), t.TempDir(), "http://127.0.0.1:7", clock.NewManual(demoStart))
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{c.GraphURL, c.OverpassURL, c.NominatimURL} {
		if url != "http://127.0.0.1:7" {
			t.Errorf("the copy's program calls %s", url)
		}
	}
	if c.AllowPrivate || c.Resolve != "" || c.PublicURL != "" {
		t.Errorf("the copy's program is %+v", c)
	}
	if got := h.rehearsed(t, h.campaign, nil); len(got.Messages) != 2*installed {
		t.Errorf("%d messages reached the sandbox, want %d: the rest went to the provider's place", len(got.Messages), 2*installed)
	}
}

func TestRehearse_endsWithItsContextAndTakesTheCopyAway(t *testing.T) {
	h := install(t)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := rehearseConfig{config: h.config, Campaign: h.campaign, Seed: 7, Limit: patience}
	if _, _, err := r.rehearse(ctx, site()); err == nil {
		t.Error("a rehearsal whose context has ended gives an answer")
	}
	h.rehearsed(t, h.campaign, nil)
	left, err := filepath.Glob(filepath.Join(temporary, "aceno-rehearsal-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

func TestRehearse_endsAtItsLimitAndSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	h := install(t)
	got := h.rehearsed(t, h.campaign, func(r *rehearseConfig) { r.Limit = time.Nanosecond })
	if got.Complete || len(got.Messages) != 0 || !slices.Contains(reasons(got), campaign.ReasonBeyondForecast) {
		t.Errorf("complete %t with %d messages, blocked %v", got.Complete, len(got.Messages), reasons(got))
	}
}

func TestRehearse_theSameSeedDrawsTheSameAnswers(t *testing.T) {
	t.Parallel()
	h := install(t)
	with := func(r *rehearseConfig) { r.Answers = true }
	one, two := h.rehearsed(t, h.campaign, with), h.rehearsed(t, h.campaign, with)
	if !reflect.DeepEqual(one.Messages, two.Messages) || !reflect.DeepEqual(reasons(one), reasons(two)) {
		t.Errorf("once\n%v\nthen\n%v", one, two)
	}
	statuses := map[campaign.MessageStatus]bool{}
	for _, m := range one.Messages {
		statuses[m.Status] = true
	}
	if !statuses[campaign.MessageRead] || len(statuses) < 2 {
		t.Errorf("the people of the sandbox did nothing: %v", statuses)
	}
	if one.Cost.MostMicros < one.Cost.LeastMicros {
		t.Errorf("cost %+v", one.Cost)
	}
}
