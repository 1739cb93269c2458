package routes

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"html/template"
	"net/mail"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/mailer"
)

// mailTimeout bounds how long a request waits for a mail server.
const mailTimeout = 15 * time.Second

// letter is a mail of ours: a few lines, and at most one link or code.
type letter struct {
	subject string
	lines   []string // before the link or code
	button  string   // of the link
	link    string
	code    string
	after   []string
}

// letterPage is how a letter looks. Everything in it is escaped: names are people's own words.
var letterPage = template.Must(template.New("letter").Parse(`<!doctype html>
<html><body style="margin:0;padding:24px;background:#f6f6f4;font:16px/1.5 system-ui,sans-serif;color:#1c1c1a">
<div style="max-width:520px;margin:0 auto;padding:28px;background:#fff;border-radius:12px">
{{range .Lines}}<p style="margin:0 0 16px">{{.}}</p>
{{end}}{{if .Link}}<p style="margin:24px 0"><a href="{{.Link}}" style="display:inline-block;padding:12px 20px;background:#1c1c1a;color:#fff;border-radius:8px;text-decoration:none">{{.Button}}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#6b6b66;word-break:break-all">{{.Link}}</p>
{{end}}{{if .Code}}<p style="margin:24px 0;font-size:28px;letter-spacing:4px;font-weight:600">{{.Code}}</p>
{{end}}{{range .After}}<p style="margin:0 0 8px;font-size:13px;color:#6b6b66">{{.}}</p>
{{end}}</div></body></html>`))

// html and text are the two forms of a letter.
func (l letter) html() (string, error) {
	var page bytes.Buffer
	err := letterPage.Execute(&page, map[string]any{"Lines": l.lines, "Button": l.button, "Link": l.link, "Code": l.code, "After": l.after})
	if err != nil {
		return "", fmt.Errorf("write a mail: %w", err)
	}
	return page.String(), nil
}

func (l letter) text() string {
	parts := append([]string{}, l.lines...)
	for _, one := range []string{l.link, l.code} {
		if one != "" {
			parts = append(parts, one)
		}
	}
	return strings.Join(append(parts, l.after...), "\n\n") + "\n"
}

// onto puts a letter into a message of PocketBase's.
func (l letter) onto(m *mailer.Message) error {
	page, err := l.html()
	if err != nil {
		return err
	}
	m.Subject, m.HTML, m.Text = oneLine(l.subject), page, l.text()
	return nil
}

// oneLine keeps a subject from becoming more than a subject.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// mail sends a letter by the mail server of PocketBase's settings, and waits until it was taken. PocketBase's client knows
// no deadline: past ours the answer goes out, and the mail may still arrive.
func (a *api) mail(ctx context.Context, to string, l letter) error {
	settings := a.App.Settings()
	message := &mailer.Message{From: mail.Address{Name: settings.Meta.SenderName, Address: settings.Meta.SenderAddress}, To: []mail.Address{{Address: to}}}
	if err := l.onto(message); err != nil {
		return err
	}
	client, sent := a.App.NewMailClient(), make(chan error, 1)
	go func() { sent <- client.Send(message) }()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mailTimeout)
	defer cancel()
	select {
	case err := <-sent:
		if err != nil {
			return fmt.Errorf("send a mail: %w", err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("send a mail: the mail server did not answer within %s", mailTimeout)
	}
}

// page is the address of one of the app's pages, as somebody elsewhere opens it.
func (a *api) page(path ...string) string {
	return strings.TrimSuffix(a.App.Settings().Meta.AppURL, "/") + "/" + strings.Join(path, "/")
}

// bindMails words PocketBase's own mails to people, each in their language. Where no mail server is set up nothing is tried:
// PocketBase would look for a program of the machine's.
func (a *api) bindMails() {
	worded := func(write func(e *core.MailerRecordEvent, locale string) letter) func(e *core.MailerRecordEvent) error {
		return func(e *core.MailerRecordEvent) error {
			if !e.App.Settings().SMTP.Enabled {
				return errNoMail
			}
			if err := write(e, a.localeOf(e.Record)).onto(e.Message); err != nil {
				return err
			}
			return e.Next()
		}
	}
	said := func(e *core.MailerRecordEvent, name string) string {
		text, _ := e.Meta[name].(string)
		return text
	}
	a.App.OnMailerRecordPasswordResetSend("users").BindFunc(worded(func(e *core.MailerRecordEvent, locale string) letter {
		return resetLetter(locale, a.page("senha", said(e, "token")))
	}))
	a.App.OnMailerRecordOTPSend("users").BindFunc(worded(func(e *core.MailerRecordEvent, locale string) letter {
		return codeLetter(locale, said(e, "password"))
	}))
	a.App.OnMailerRecordAuthAlertSend("users").BindFunc(worded(func(e *core.MailerRecordEvent, locale string) letter {
		return alertLetter(locale, html.UnescapeString(said(e, "info")), a.page("entrar"))
	}))
}

// localeOf is the language in which somebody is written to: theirs, else their workspace's.
func (a *api) localeOf(user *core.Record) string {
	if locale := user.GetString("locale"); locale != "" {
		return locale
	}
	workspace, err := a.App.FindRecordById("workspaces", user.GetString("workspace"))
	if err != nil {
		return ""
	}
	return workspace.GetString("locale")
}
