package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// built builds the program once for all tests that run it.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "aceno-built-*")
	if err != nil {
		return "", err
	}
	binary := filepath.Join(folder, "aceno")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return binary, nil
})

// together is how many tests run at once unless -parallel says otherwise: they mostly wait for other processes.
const together = "8"

func TestMain(m *testing.M) {
	_ = flag.Set("test.parallel", together)
	code := m.Run()
	if binary, err := built(); err == nil {
		_ = os.RemoveAll(filepath.Dir(binary))
	}
	forgetSeed()
	os.Exit(code)
}

// full says whether what depends on the machine's pace is held too, and not only printed.
func full() bool { return os.Getenv("ACENO_PROOF") == "full" }

// sized returns the size of a proof: the whole one, or with ACENO_PROOF=short a smaller one for those who are in a hurry.
func sized(short, whole int) int {
	if os.Getenv("ACENO_PROOF") == "short" {
		return short
	}
	return whole
}

// tempFolder returns a folder whose path is short enough for a Unix socket, which t.TempDir's may not be.
func tempFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "aceno-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// process is a running command of ours.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // once it has ended

	mu   sync.Mutex
	said []string
	seen int           // lines that were waited for
	more chan struct{} // closed at the next line
}

// begin starts a command and reads what it prints.
func begin(binary string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(binary, args...), ended: make(chan struct{}), more: make(chan struct{})}
	pipe, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.cmd.Stderr = p.cmd.Stdout
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %v: %w", args, err)
	}
	go func() {
		lines := bufio.NewScanner(pipe)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			p.mu.Lock()
			p.said = append(p.said, lines.Text())
			close(p.more)
			p.more = make(chan struct{})
			p.mu.Unlock()
		}
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

func run(t *testing.T, binary string, args ...string) *process {
	t.Helper()
	p, err := begin(binary, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

// kill ends a process without a word and waits until it is gone.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

func (p *process) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.said[max(0, len(p.said)-200):], "\n")
}

// next returns the next line, or what to wait for until there is one.
func (p *process) next() (line string, more <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen == len(p.said) {
		return "", p.more
	}
	p.seen++
	return p.said[p.seen-1], nil
}

// line waits for a line that matches and returns its submatches.
func (p *process) line(pattern string, limit time.Duration) ([]string, error) {
	expression := regexp.MustCompile(pattern)
	timeout := time.After(limit)
	for {
		line, more := p.next()
		if more == nil {
			if match := expression.FindStringSubmatch(line); match != nil {
				return match, nil
			}
			continue
		}
		select {
		case <-more:
		case <-p.ended:
			if p.drained() {
				return nil, fmt.Errorf("the process ended before a line matched %q: %w\n%s", pattern, p.err, p.text())
			}
		case <-timeout:
			return nil, fmt.Errorf("no line matched %q within %s:\n%s", pattern, limit, p.text())
		}
	}
}

func (p *process) waitLine(t *testing.T, pattern string, limit time.Duration) []string {
	t.Helper()
	match, err := p.line(pattern, limit)
	if err != nil {
		t.Fatal(err)
	}
	return match
}

// end waits for the process to end by itself.
func (p *process) end(limit time.Duration) error {
	select {
	case <-p.ended:
		return p.err
	case <-time.After(limit):
		return errors.Join(errStillRuns, fmt.Errorf("after %s:\n%s", limit, p.text()))
	}
}

var errStillRuns = errors.New("the process did not end")

func (p *process) waitEnd(t *testing.T, limit time.Duration) error {
	t.Helper()
	err := p.end(limit)
	if errors.Is(err, errStillRuns) {
		t.Fatal(err)
	}
	return err
}

// drained says whether every line was looked at.
func (p *process) drained() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen == len(p.said)
}
