package cmd

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"aceno/internal/testapp"
)

func TestMail_ofInvitationAndNewPasswordArrivesByTheServerOfTheVariable(t *testing.T) {
	t.Parallel()
	m := testapp.MailServer(t)
	c := newConfig(t)
	c.SMTPURL, c.MailFrom = "smtp://robot:segredo-do-correio@"+m.SMTP, "Agência <ola@agencia.example>"
	s := serving(t, c)
	if _, err := s.setup(agency()); err != nil {
		t.Fatal(err)
	}
	ana := newClient(s.address)
	if err := ana.signIn(t.Context(), "users", "ana@agencia.example", "uma-senha-longa"); err != nil {
		t.Fatal(err)
	}
	var made struct{ Mailed bool }
	if err := ana.do(t.Context(), http.MethodPost, "/api/v1/invitations", map[string]any{"email": "bia@agencia.example", "role": "user"}, &made); err != nil || !made.Mailed {
		t.Fatalf("mailed %t: %v", made.Mailed, err)
	}
	got := m.Letters(t, "bia@agencia.example")
	if len(got) != 1 || got[0].From.Name != "Agência" || got[0].From.Address != "ola@agencia.example" {
		t.Fatalf("the mail is %+v", got)
	}
	token := got[0].Token(t, s.address, "convite")
	bia := newClient(s.address)
	if err := bia.do(t.Context(), http.MethodPost, "/api/v1/auth/invitation/"+token, map[string]any{"full_name": "Bia", "password": "outra-senha-longa"}, nil); err != nil {
		t.Fatal(err)
	}
	taken := make(chan struct{}, 1)
	s.app.OnMailerRecordPasswordResetSend("users").BindFunc(func(e *core.MailerRecordEvent) error {
		err := e.Next()
		taken <- struct{}{}
		return err
	})
	if err := bia.do(t.Context(), http.MethodPost, "/api/collections/users/request-password-reset", map[string]any{"email": "bia@agencia.example"}, nil); err != nil {
		t.Fatal(err)
	}
	<-taken
	token = m.Letters(t, "bia@agencia.example")[0].Token(t, s.address, "senha")
	fresh := map[string]any{"token": token, "password": "terceira-senha", "passwordConfirm": "terceira-senha"}
	if err := bia.do(t.Context(), http.MethodPost, "/api/collections/users/confirm-password-reset", fresh, nil); err != nil {
		t.Fatal(err)
	}
	if err := bia.signIn(t.Context(), "users", "bia@agencia.example", "terceira-senha"); err != nil {
		t.Error(err)
	}
	settings, err := s.app.Settings().Clone() // as the admin panel saves them
	if err != nil {
		t.Fatal(err)
	}
	settings.Meta.AppName = "Outro"
	if err := s.app.Save(settings); err != nil {
		t.Fatal(err)
	}
	if now := s.app.Settings(); !now.SMTP.Enabled || now.SMTP.Password != "segredo-do-correio" || now.Meta.AppName != "Outro" || now.Meta.AppURL != s.address {
		t.Errorf("after the panel's save the settings are %+v", now.SMTP)
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"data.db", "auxiliary.db"} {
		raw, err := os.ReadFile(filepath.Join(c.DataDir, file))
		if err != nil || strings.Contains(string(raw), "segredo-do-correio") {
			t.Errorf("%s holds the mail server's password: %v", file, err)
		}
	}
}

func TestMail_serverAndSenderAreReadOrRefusedWithoutTheirSecret(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]core.SMTPConfig{
		"smtp://mail.example":                             {Enabled: true, Host: "mail.example", Port: 587},
		"smtps://mail.example":                            {Enabled: true, Host: "mail.example", Port: 465, TLS: true},
		"smtp://ola%40agencia.example:a%2Fb@mail.example": {Enabled: true, Host: "mail.example", Port: 587, Username: "ola@agencia.example", Password: "a/b"},
		"smtp://[::1]:2525":                               {Enabled: true, Host: "::1", Port: 2525},
	} {
		if got, err := parseSMTP(text); err != nil || got != want {
			t.Errorf("%s is read as %+v: %v", text, got, err)
		}
	}
	for _, text := range []string{"mail.example:587", "http://u:segredo@mail.example", "smtp://", "smtp://u:segredo@mail.example:0", "smtp://u:segredo@mail.example:99999", "smtp://u:segredo@mail.example/x", "smtp://u:se gredo@ma il"} {
		if _, err := parseSMTP(text); err == nil || strings.Contains(err.Error(), "gredo") || !strings.Contains(err.Error(), "ACENO_SMTP_URL") {
			t.Errorf("%s is refused with %v", text, err)
		}
	}
	for _, c := range []config{{SMTPURL: "smtp://robot:segredo@mail.example"}, {MailFrom: "ninguém"}} {
		_, err := c.outbox()
		wantWords(t, err, "--mail-from (ACENO_MAIL_FROM)")
	}
	box, err := (&config{SMTPURL: "smtp://ola%40agencia.example:x@mail.example"}).outbox()
	if err != nil || box.from.Address != "ola@agencia.example" {
		t.Errorf("the sender is %v: %v", box.from, err)
	}
	if box, err := (&config{SMTPURL: "smtp://mail.example", MailFrom: "a@b.example", copyOf: "/data"}).outbox(); err != nil || box.smtp.Enabled {
		t.Errorf("a copy sends mails: %v", err)
	}
}

func TestMail_linksLeadToTheConfiguredAddress(t *testing.T) {
	t.Parallel()
	for address, own := range map[string]bool{"http://localhost:8090": true, "http://127.0.0.1:9": true, "http://[::1]:9": true, "": true, "https://aceno.example": false, "http://192.0.2.1": false} {
		if isOwnMachine(address) != own {
			t.Errorf("%q is this machine's: %t", address, !own)
		}
	}
	c := newConfig(t)
	c.PublicURL = "https://aceno.example"
	s := serving(t, c)
	if got := s.app.Settings().Meta.AppURL; got != "https://aceno.example" {
		t.Errorf("links begin with %s", got)
	}
}
