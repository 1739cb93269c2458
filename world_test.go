package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// world is a copy of the seed with a sandbox of its own and a server that a test may kill and start again.
type world struct {
	*testing.T
	*seed
	binary string
	folder string
	*box
	server *process
	heard  bool   // the webhook is registered
	super  client // a superuser, who sees what is hidden
	admin  client
	real   time.Time // where the sandbox's clock began
	sim    time.Time
	speed  float64
}

// newWorld starts a sandbox whose time runs so many times faster. The server does not run yet.
func newWorld(t *testing.T, speed int) *world {
	t.Helper()
	s, err := seeded()
	if err != nil {
		t.Fatalf("make the data folder that the tests copy: %v", err)
	}
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, seed: s, binary: binary, folder: tempFolder(t), speed: float64(speed)}
	for _, part := range []string{"data", "state"} {
		if err := os.CopyFS(filepath.Join(w.folder, part), os.DirFS(filepath.Join(s.folder, part))); err != nil {
			t.Fatal(err)
		}
	}
	sandbox := run(t, binary, s.boxArgs(w.boxFolder(), strconv.Itoa(speed))...)
	w.box, err = openBox(t.Context(), sandbox.waitLine(t, boxReady, time.Minute)[1])
	w.must(err)
	t.Cleanup(w.close)
	w.readClock()
	return w
}

func (w *world) boxFolder() string   { return filepath.Join(w.folder, "box") }
func (w *world) dataFolder() string  { return filepath.Join(w.folder, "data") }
func (w *world) stateFolder() string { return filepath.Join(w.folder, "state") }

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		if w.server != nil {
			err = fmt.Errorf("%w\n%s", err, w.server.text())
		}
		w.Fatal(err)
	}
}

// readClock reads by what line the sandbox tells business time.
func (w *world) readClock() {
	w.Helper()
	raw, err := os.ReadFile(filepath.Join(w.boxFolder(), "clock"))
	w.must(err)
	words := strings.Fields(string(raw))
	w.real, err = time.Parse(time.RFC3339Nano, words[0])
	w.must(err)
	w.sim, err = time.Parse(time.RFC3339Nano, words[1])
	w.must(err)
}

// realTime is when a business time of this world was, by the machine's clock.
func (w *world) realTime(business time.Time) time.Time {
	return w.real.Add(time.Duration(float64(business.Sub(w.sim)) / w.speed))
}

// args are the server's.
func (w *world) args() []string { return serveArgs(w.folder, w.boxFolder(), w.board.URL) }

// serve starts the server and signs in. Nobody tells it of what happens until listen.
func (w *world) serve() {
	w.Helper()
	w.takeServer(run(w.T, w.binary, w.args()...))
}

func (w *world) takeServer(p *process) {
	w.Helper()
	w.server = p
	address := p.waitLine(w.T, serverReady, time.Minute)[1]
	w.super.base, w.admin.base = address, address
	if w.super.token == "" { // a token outlives the server
		w.must(w.super.signIn(w.Context(), "_superusers", operator, password))
		w.must(w.admin.signIn(w.Context(), "users", admin, password))
	}
}

// listen lets webhooks reach the server that runs now.
func (w *world) listen() {
	w.Helper()
	w.board.tell(w.super.base)
	if w.heard {
		return
	}
	w.heard = true
	w.must(w.do(w.Context(), "POST", "/sandbox/whatsapp/webhook", map[string]string{
		"callback_url": w.board.URL + "/webhook", "verify_token": w.account.VerifyToken, "app_secret": w.account.AppSecret}, nil))
}

// kill ends the server with SIGKILL. Webhooks reach nobody until listen.
func (w *world) kill() {
	w.Helper()
	w.server.kill()
	w.board.tell("")
}

// pace lets each account send once in so many seconds of business time.
func (w *world) pace(seconds int) {
	w.Helper()
	for _, id := range w.accounts {
		w.must(w.admin.do(w.Context(), "PATCH", "/api/collections/integrated_accounts/records/"+id,
			map[string]any{"limits": map[string]int{"min_gap_s": seconds / 2, "max_gap_s": seconds * 3 / 2}}, nil))
	}
}

// act starts, pauses, resumes the campaign.
func (w *world) act(name string) {
	w.Helper()
	w.must(w.admin.do(w.Context(), "POST", "/api/v1/campaigns/"+w.campaign+"/"+name, nil, nil))
}

// fault makes the sandbox's provider go wrong.
func (w *world) fault(f map[string]any) {
	w.Helper()
	w.must(w.do(w.Context(), "POST", "/sandbox/faults", f, nil))
}

func (w *world) noFaults() {
	w.Helper()
	w.must(w.do(w.Context(), "DELETE", "/sandbox/faults", nil, nil))
}

// terminate asks the server to end, and waits until it has.
func (w *world) terminate(limit time.Duration) {
	w.Helper()
	w.must(w.server.cmd.Process.Signal(syscall.SIGTERM))
	if err := w.server.waitEnd(w.T, limit); err != nil {
		w.Fatalf("the server ended badly: %v\n%s", err, w.server.text())
	}
}

// command runs another command of ours on the folders to its end.
func (w *world) command(args ...string) (string, error) {
	w.Helper()
	p := run(w.T, w.binary, args...)
	err := p.waitEnd(w.T, time.Minute)
	return p.text(), err
}

func (w *world) accepted() int {
	w.Helper()
	l, err := readLedger(w.Context(), w.base)
	w.must(err)
	return l.Accepted
}

// waitAccepted waits until the sandbox has accepted so many messages.
func (w *world) waitAccepted(n int) {
	w.Helper()
	waitAccepted(w.T, w.server, w.base, n, 3*time.Minute)
}

func (w *world) rows() []row {
	w.Helper()
	rows, err := readRows(w.Context(), w.super)
	w.must(err)
	return rows
}

func (w *world) deliveries() []delivery {
	w.Helper()
	all, err := readDeliveries(w.Context(), w.base)
	w.must(err)
	return all
}

// waitRows waits until the messages are as wanted, and returns them.
func (w *world) waitRows(what string, limit time.Duration, yes func(rows []row) bool) (rows []row) {
	w.Helper()
	until(w.T, what, limit, 250*time.Millisecond, func(ctx context.Context) (done bool, err error) {
		rows, err = readRows(ctx, w.super)
		return err == nil && yes(rows), err
	})
	return rows
}

// waitSent waits until no message waits or is under way any more.
func (w *world) waitSent(limit time.Duration) {
	w.Helper()
	w.waitRows("every message to be sent", limit, func(rows []row) bool {
		counts := byStatus(rows)
		return counts["pending"]+counts["sending"] == 0
	})
}

// waitSettled waits until every message that the sandbox accepted is known as accepted: the echo in its statuses says so.
func (w *world) waitSettled(limit time.Duration) {
	w.Helper()
	claims := map[string]delivery{}
	for _, d := range w.deliveries() {
		claims[d.Claim] = d
	}
	var open []string
	w.Cleanup(func() {
		if len(open) > 0 {
			w.Logf("in doubt though accepted: %s", strings.Join(open, "; "))
		}
	})
	w.waitRows("the messages in doubt that were accepted to be settled", limit, func(rows []row) bool {
		open = nil
		for _, r := range rows {
			if d, ok := claims[r.Claim]; ok && r.Status == "in_doubt" {
				open = append(open, fmt.Sprintf("%s (%s), %s for the sandbox", r.ID, r.reason(), d.Status))
			}
		}
		return len(open) == 0
	})
}

// judge holds what is promised whatever happened: nobody got a step twice, every message is in a state that agrees with what
// the sandbox saw, and all states add up to what was written.
func (w *world) judge() {
	w.Helper()
	w.quiet()
	rows, all := w.rows(), w.deliveries()
	l, err := readLedger(w.Context(), w.base)
	w.must(err)
	w.Logf("%v; the sandbox: %+v", byStatus(rows), l)
	if l.Doubles != 0 || l.AfterOptOut != 0 {
		w.Errorf("%d messages repeat an earlier one, %d came after the person asked to stop", l.Doubles, l.AfterOptOut)
	}
	if len(rows) != w.messages {
		w.Errorf("%d messages in all states, %d were written", len(rows), w.messages)
	}
	compareAll(w.T, rows, all)
}

// quiet stops what still goes out: two pictures of one moment are compared.
func (w *world) quiet() {
	w.Helper()
	if counts := byStatus(w.rows()); counts["pending"]+counts["sending"] == 0 {
		return
	}
	w.stop()
	pass(w.T, mostDelay)
	w.waitRows("the calls in flight to end", time.Minute, func(rows []row) bool { return byStatus(rows)["sending"] == 0 })
}

// compareAll holds every row against what its person got.
func compareAll(t *testing.T, rows []row, all []delivery) {
	t.Helper()
	byClaim, byPerson := map[string]delivery{}, map[string]int{}
	for _, d := range all {
		if _, twice := byClaim[d.Claim]; twice {
			t.Errorf("claim %s was accepted twice", d.Claim)
		}
		byClaim[d.Claim] = d
		byPerson[d.To]++
	}
	for _, r := range rows {
		d, came := byClaim[r.Claim]
		delete(byClaim, r.Claim)
		came = came && r.Claim != ""
		if n := byPerson[digits(r.To)]; n > 1 || n == 1 && !came {
			t.Errorf("message %s is %s: its person got %d messages, this claim among them: %v", r.ID, r.Status, n, came)
		}
		switch r.Status {
		case "sent", "delivered", "read":
			if !came || d.ID != r.Provider {
				t.Errorf("message %s is %s as %q: the sandbox accepted %q", r.ID, r.Status, r.Provider, d.ID)
			}
		case "failed", "in_doubt", "sending": // either may be
		case "pending", "held", "cancelled", "draft":
			if came {
				t.Errorf("message %s is %s, and the sandbox accepted it", r.ID, r.Status)
			}
		default:
			t.Errorf("message %s is in no known state: %q", r.ID, r.Status)
		}
	}
	for claim := range byClaim {
		t.Errorf("the sandbox accepted claim %s, which no message has", claim)
	}
}
