package testapp

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Mailpit is a real mail server of this machine, which keeps what it is sent.
type Mailpit struct {
	API  string // address of its HTTP API
	SMTP string // address that takes mails, with any user and password
}

// Letter is a mail that was taken.
type Letter struct {
	Subject, Text, HTML string
	From                struct{ Name, Address string }
}

// MailServer starts Mailpit for one test, which is skipped where nobody has built it.
func MailServer(tb testing.TB) Mailpit {
	tb.Helper()
	binary := mailpitBinary(tb)
	m := Mailpit{API: freeAddress(tb), SMTP: freeAddress(tb)}
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, binary, "--listen", m.API, "--smtp", m.SMTP, "--smtp-auth-accept-any", "--smtp-auth-allow-insecure", "--disable-version-check",
		"--database", filepath.Join(tb.TempDir(), "mail.db"))
	out, err := command.StdoutPipe()
	must(tb, err)
	command.Stderr = command.Stdout
	must(tb, command.Start())
	tb.Cleanup(func() {
		cancel()
		_ = command.Wait() // it was killed
	})
	ready := make(chan struct{})
	go func() {
		said := bufio.NewScanner(out)
		for web, mail := false, false; (!web || !mail) && said.Scan(); {
			web = web || strings.Contains(said.Text(), "accessible via")
			mail = mail || strings.Contains(said.Text(), "[smtpd] starting")
			if web && mail {
				close(ready)
			}
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case <-ready:
	case <-time.After(30 * time.Second):
		tb.Fatal("Mailpit does not start")
	}
	return m
}

// mailpitBinary is the program that make mailpit builds, or the one that ACENO_MAILPIT names.
func mailpitBinary(tb testing.TB) string {
	tb.Helper()
	binary := os.Getenv("ACENO_MAILPIT")
	if binary == "" {
		folder, err := os.Getwd()
		must(tb, err)
		for parent := filepath.Dir(folder); parent != folder; folder, parent = parent, filepath.Dir(parent) {
			if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
				break
			}
		}
		binary = filepath.Join(folder, "bin", "mailpit")
	}
	if _, err := os.Stat(binary); err != nil {
		tb.Skipf("NO MAIL IS TESTED: there is no %s; make mailpit builds it", binary)
	}
	return binary
}

func freeAddress(tb testing.TB) string {
	tb.Helper()
	listener, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	must(tb, err)
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// Letters are the mails to one address alone, newest first.
func (m Mailpit) Letters(tb testing.TB, to string) []Letter {
	tb.Helper()
	var found struct {
		Messages []struct {
			ID string
			To []struct{ Address string }
		}
	}
	m.get(tb, "/api/v1/messages", &found)
	var list []Letter
	for _, one := range found.Messages {
		if len(one.To) == 1 && one.To[0].Address == to {
			var seen Letter
			m.get(tb, "/api/v1/message/"+one.ID, &seen)
			list = append(list, seen)
		}
	}
	return list
}

func (m Mailpit) get(tb testing.TB, path string, into any) {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, "http://"+m.API+path, nil)
	must(tb, err)
	response, err := http.DefaultClient.Do(request)
	must(tb, err)
	defer func() { _ = response.Body.Close() }()
	must(tb, json.NewDecoder(response.Body).Decode(into))
}

// Token returns the token of the link below a page that a letter holds in both its forms, after the address that the
// server is known by.
func (l Letter) Token(tb testing.TB, public, page string) string {
	tb.Helper()
	found := regexp.MustCompile(regexp.QuoteMeta(strings.TrimSuffix(public, "/")+"/"+page+"/") + `([A-Za-z0-9._-]+)`).FindStringSubmatch(l.Text)
	if found == nil || !strings.Contains(l.HTML, found[0]) {
		tb.Fatalf("the letter holds no link to %s: %s", page, l.Text)
	}
	return found[1]
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
