package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// tracedSends is how many sends are looked at, at whatever size the rest runs.
const tracedSends = 50

// TestStrace_everyClaimIsOnTheDiskBeforeTheFirstByteGoesOut runs the server under strace and looks at the order of its calls to
// the kernel: for each of 50 sends the claim is written to the write-ahead log, and that file is synced, before the first
// byte of the request that carries the claim.
func TestStrace_everyClaimIsOnTheDiskBeforeTheFirstByteGoesOut(t *testing.T) {
	t.Parallel()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("NOT TESTED: strace is not installed (apt-get install strace), so nobody looked at the order of write, sync and send")
	}
	w := newWorld(t, 600)
	trace := filepath.Join(w.folder, "trace")
	p := run(t, strace, append([]string{"-f", "--seccomp-bpf", "-qq", "-yy", "-s", "8192", "-o", trace,
		"-e", "trace=write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync", "sh", "-c", `echo "pid $$"; exec "$0" "$@"`, w.binary}, w.args()...)...)
	server := traced(t, p)
	w.takeServer(p)
	w.pace(600) // few sends share a group
	w.act("start")
	w.waitAccepted(tracedSends)
	w.stop()
	pass(t, mostDelay)
	w.must(server.Signal(syscall.SIGTERM))
	if err := p.waitEnd(t, time.Minute); err != nil {
		t.Errorf("the traced server ended badly: %v\n%s", err, p.text())
	}
	raw, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	events := readTrace(string(raw))
	claims := sendsIn(events)
	if len(claims) < tracedSends {
		t.Fatalf("the trace shows %d sends, the sandbox accepted %d", len(claims), w.accepted())
	}
	good := 0
	for _, send := range claims {
		if err := inOrder(events, send); err != nil {
			t.Errorf("claim %s: %v", send.claim, err)
			continue
		}
		good++
	}
	t.Logf("%d of %d sends in order", good, len(claims))
}

// traced finds the server that strace runs: strace itself takes no signal, and does not take its child along when it dies.
func traced(t *testing.T, p *process) *os.Process {
	t.Helper()
	pid, err := strconv.Atoi(p.waitLine(t, `^pid (\d+)$`, time.Minute)[1])
	if err != nil {
		t.Fatal(err)
	}
	server, err := os.FindProcess(pid)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Kill() })
	return server
}

// event is one call to the kernel: where its beginning and its end stand in the trace.
type event struct {
	begin, end int
	call       string
	file       string // what -yy says of the descriptor
	data       string
}

// send is a request that carries a claim.
type send struct {
	claim string
	first int // where the call that wrote its first byte begins
}

var (
	callLine   = regexp.MustCompile(`^(\d+) +(\w+)\(\d+<(.*?)>(?:[,) ]|$)(.*)$`)
	resumeLine = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>`)
	claimWord  = regexp.MustCompile(`biz_opaque_callback_data\\":\\"([0-9a-zA-Z]{27})`)
)

// readTrace reads the lines of strace. A call that was cut in two by another thread's is put together again.
func readTrace(text string) (events []event) {
	open := map[string]int{} // by thread: the event that has not ended
	for i, line := range strings.Split(text, "\n") {
		if m := resumeLine.FindStringSubmatch(line); m != nil {
			if at, ok := open[m[1]]; ok && events[at].call == m[2] {
				events[at].end = i
				delete(open, m[1])
			}
			continue
		}
		m := callLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		e := event{begin: i, end: i, call: m[2], file: m[3], data: m[4]}
		if strings.HasSuffix(line, "<unfinished ...>") {
			e.end = -1
			open[m[1]] = len(events)
		}
		events = append(events, e)
	}
	return events
}

func isTCP(e event) bool { return strings.HasPrefix(e.file, "TCP") }

// sendsIn finds the requests that carry a claim, and where each begins: the last write on its connection that starts a
// request.
func sendsIn(events []event) (sends []send) {
	start := map[string]int{} // by connection
	for _, e := range events {
		if !isTCP(e) {
			continue
		}
		if strings.Contains(e.data[:min(len(e.data), 16)], `"POST `) {
			start[e.file] = e.begin
		}
		if m := claimWord.FindStringSubmatch(e.data); m != nil {
			first, ok := start[e.file]
			if !ok {
				first = e.begin
			}
			sends = append(sends, send{m[1], first})
		}
	}
	return sends
}

// inOrder says what is wrong with the order in which a claim was written, synced and sent.
func inOrder(events []event, s send) error {
	written := -1
	for _, e := range events {
		if e.end < 0 || e.end >= s.first {
			continue
		}
		log := strings.HasSuffix(e.file, "data.db-wal")
		switch {
		case log && strings.Contains(e.call, "write") && strings.Contains(e.data, s.claim):
			if written < 0 {
				written = e.end
			}
		case log && (e.call == "fsync" || e.call == "fdatasync") && written >= 0 && e.begin > written:
			return nil
		}
	}
	if written < 0 {
		return fmt.Errorf("it was sent (line %d of the trace) before it was written to the log", s.first+1)
	}
	return fmt.Errorf("it was sent (line %d) after it was written (line %d) and before it was synced", s.first+1, written+1)
}
