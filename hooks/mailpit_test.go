package hooks

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

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
	"github.com/pocketbase/pocketbase/tools/mailer"
)

// mailpit is a real mail server of this machine, which keeps what it is sent.
type mailpit struct {
	api  string
	smtp string
}

// mailServer starts Mailpit for one test.
func mailServer(tb testing.TB) mailpit {
	tb.Helper()
	binary, err := filepath.Abs(filepath.Join("..", "bin", "mailpit"))
	must(tb, err)
	if named := os.Getenv("ACENO_MAILPIT"); named != "" {
		binary = named
	}
	if _, err := os.Stat(binary); err != nil {
		tb.Skipf("NO MAIL IS TESTED: there is no %s; make mailpit builds it", binary)
	}
	m := mailpit{api: freeAddress(tb), smtp: freeAddress(tb)}
	ctx, cancel := context.WithCancel(context.Background())
	command := exec.CommandContext(ctx, binary, "--listen", m.api, "--smtp", m.smtp, "--smtp-auth-accept-any", "--smtp-auth-allow-insecure", "--disable-version-check",
		"--database", filepath.Join(tb.TempDir(), "mail.db"))
	out, err := command.StdoutPipe()
	must(tb, err)
	command.Stderr = command.Stdout
	must(tb, command.Start())
	ready := make(chan struct{})
	go func() {
		said := bufio.NewScanner(out)
		for web, mail := false, false; said.Scan(); {
			web = web || strings.Contains(said.Text(), "accessible via")
			mail = mail || strings.Contains(said.Text(), "[smtpd] starting")
			if web && mail && ready != nil {
				close(ready)
				break
			}
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	tb.Cleanup(func() {
		cancel()
		_ = command.Wait()
	})
	select {
	case <-ready:
	case <-time.After(30 * time.Second):
		tb.Fatal("Mailpit does not start")
	}
	return m
}

func freeAddress(tb testing.TB) string {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(tb, err)
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// mailing makes the server send by a mail server, and returns a channel that hears of each mail that was taken.
func (s *server) mailing(m mailpit) chan struct{} {
	s.t.Helper()
	host, port, err := net.SplitHostPort(m.smtp)
	must(s.t, err)
	settings := s.app.Settings()
	settings.Meta.AppURL, settings.Meta.SenderName, settings.Meta.SenderAddress = "https://aceno.example/", "Aceno", "aceno@agencia.example"
	settings.SMTP.Enabled, settings.SMTP.Host = true, host
	must(s.t, json.Unmarshal([]byte(port), &settings.SMTP.Port))
	sent := make(chan struct{}, 10)
	s.app.OnMailerSend().Bind(&hook.Handler[*core.MailerEvent]{Priority: 1_000_000, Func: func(e *core.MailerEvent) error {
		// PocketBase's app for tests puts a mailer of its own here that keeps mails to itself.
		smtp := e.App.Settings().SMTP
		e.Mailer = &mailer.SMTPClient{Host: smtp.Host, Port: smtp.Port}
		if err := e.Next(); err != nil {
			return err
		}
		sent <- struct{}{}
		return nil
	}})
	return sent
}

// letters are the mails to one address alone, newest first, as text and HTML.
func (m mailpit) letters(tb testing.TB, to string) []letterSeen {
	tb.Helper()
	var found struct {
		Messages []struct {
			ID string
			To []struct{ Address string }
		}
	}
	m.get(tb, "/api/v1/messages", &found)
	var list []letterSeen
	for _, one := range found.Messages {
		if len(one.To) == 1 && one.To[0].Address == to {
			var seen letterSeen
			m.get(tb, "/api/v1/message/"+one.ID, &seen)
			list = append(list, seen)
		}
	}
	return list
}

type letterSeen struct {
	Subject, Text, HTML string
	From                struct{ Name, Address string }
}

func (m mailpit) get(tb testing.TB, path string, into any) {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, "http://"+m.api+path, nil)
	must(tb, err)
	response, err := http.DefaultClient.Do(request)
	must(tb, err)
	defer response.Body.Close()
	must(tb, json.NewDecoder(response.Body).Decode(into))
}

// took waits until a mail was taken.
func took(tb testing.TB, sent chan struct{}) {
	tb.Helper()
	select {
	case <-sent:
	case <-time.After(20 * time.Second):
		tb.Fatal("no mail is sent")
	}
}

// linked returns the token of the link below a page that a letter holds.
func (l letterSeen) linked(tb testing.TB, page string) string {
	tb.Helper()
	found := regexp.MustCompile(`https://aceno\.example/` + page + `/([A-Za-z0-9._-]+)`).FindStringSubmatch(l.Text)
	if found == nil || !strings.Contains(l.HTML, found[0]) {
		tb.Fatalf("the letter holds no link to %s: %s", page, l.Text)
	}
	return found[1]
}
