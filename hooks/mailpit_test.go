package hooks

import (
	"encoding/json"
	"net"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
	"github.com/pocketbase/pocketbase/tools/mailer"

	"aceno/internal/testapp"
)

// publicURL is the address that links in mails begin with.
const publicURL = "https://aceno.example"

// mailing makes the server send by a mail server, and returns a channel that hears of each mail that was taken.
func (s *server) mailing(m testapp.Mailpit) chan struct{} {
	s.t.Helper()
	host, port, err := net.SplitHostPort(m.SMTP)
	must(s.t, err)
	settings := s.app.Settings()
	settings.Meta.AppURL, settings.Meta.SenderName, settings.Meta.SenderAddress = publicURL+"/", "Aceno", "aceno@agencia.example"
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

// took waits until a mail was taken.
func took(tb testing.TB, sent chan struct{}) {
	tb.Helper()
	select {
	case <-sent:
	case <-time.After(20 * time.Second):
		tb.Fatal("no mail is sent")
	}
}
