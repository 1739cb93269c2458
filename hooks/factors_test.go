package hooks

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"aceno/internal/testapp"
)

// mailedCode is the newest code that was mailed to somebody.
func mailedCode(t *testing.T, m testapp.Mailpit, to string) string {
	t.Helper()
	list := m.Letters(t, to)
	if len(list) == 0 {
		t.Fatalf("no mail came to %s", to)
	}
	code := regexp.MustCompile(`\b\d{6}\b`).FindString(list[0].Text)
	if code == "" {
		t.Fatalf("the mail holds no code: %s", list[0].Text)
	}
	return code
}

func TestFactors_aPersonSwitchesThemOnAndSignsInWithPasswordAndCode(t *testing.T) {
	t.Parallel()
	m := testapp.MailServer(t)
	s := serve(t)
	s.mailing(m)
	s.signer("ana", "user")
	s.signer("caio", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	b.send("PATCH", at("users", s.users["ana"]), map[string]any{"mfa": true}).want(t, http.StatusOK)
	s.browser().login("caio").want(t, http.StatusOK) // nobody else is asked

	b = s.browser()
	first := b.login("ana").want(t, http.StatusUnauthorized)
	mfa, _ := first.body["mfa_id"].(string)
	otp, _ := first.body["otp_id"].(string)
	if mfa == "" || otp == "" || len(b.cookies) > 0 || strings.Contains(first.raw, "token") {
		t.Fatalf("the password answers %s and sets %v", first.raw, b.cookies)
	}
	code := mailedCode(t, m, "ana@aceno.example")
	login := func(body map[string]any) answer { return b.send("POST", "/api/v1/auth/login", body) }
	login(map[string]any{"mfa_id": mfa, "otp_id": otp, "otp": wrong(code)}).want(t, http.StatusBadRequest)
	login(map[string]any{"mfa_id": "nonsense", "otp_id": otp}).want(t, http.StatusBadRequest)
	login(map[string]any{"mfa_id": mfa, "otp_id": "nonsense", "otp": code}).want(t, http.StatusBadRequest)
	got := login(map[string]any{"mfa_id": mfa, "otp_id": otp, "otp": code}).want(t, http.StatusOK)
	if record, _ := got.body["record"].(map[string]any); record["id"] != s.users["ana"] || len(b.cookies) != 2 {
		t.Errorf("both answer %s and set %v", got.raw, b.cookies)
	}
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	s.browser().send("POST", "/api/v1/auth/login", map[string]any{"mfa_id": mfa, "otp_id": otp, "otp": code}).want(t, http.StatusBadRequest) // once
	b.send("PATCH", at("users", s.users["ana"]), map[string]any{"mfa": false}).want(t, http.StatusOK)
	s.browser().login("ana").want(t, http.StatusOK)
}

// wrong is another code of the same length.
func wrong(code string) string {
	if code[0] == '9' {
		return "0" + code[1:]
	}
	return "9" + code[1:]
}

func TestFactors_aCodeAloneSignsInOnlyWhoeverWantsThat(t *testing.T) {
	t.Parallel()
	m := testapp.MailServer(t)
	s := serve(t)
	sent := s.mailing(m)
	for _, name := range []string{"ana", "caio", "rosa"} {
		s.signer(name, "user")
	}
	for name, field := range map[string]string{"ana": "otp", "rosa": "mfa"} {
		row := s.find("users", s.users[name])
		row.Set(field, true)
		must(t, s.app.Save(row))
	}
	ask := func(email string) string {
		got := s.do("guest", "POST", "/api/collections/users/request-otp", map[string]any{"email": email}).want(t, http.StatusOK)
		id, _ := got.body["otpId"].(string)
		return id
	}
	for _, nobody := range []string{"caio@aceno.example", "ninguem@aceno.example"} {
		if ask(nobody) == "" {
			t.Errorf("%s is told apart", nobody)
		}
	}
	id := ask("ana@aceno.example")
	took(t, sent)
	b := s.browser()
	b.send("POST", "/api/v1/auth/login", map[string]any{"otp_id": id, "otp": mailedCode(t, m, "ana@aceno.example")}).want(t, http.StatusOK)
	if len(m.Letters(t, "caio@aceno.example")) > 0 {
		t.Error("a code was mailed to somebody who wants none")
	}
	id = ask("rosa@aceno.example")
	took(t, sent)
	half := s.browser()
	got := half.send("POST", "/api/v1/auth/login", map[string]any{"otp_id": id, "otp": mailedCode(t, m, "rosa@aceno.example")}).want(t, http.StatusUnauthorized)
	if len(half.cookies) > 0 || got.body["mfa_id"] == "" {
		t.Fatalf("a code alone answers %s and sets %v", got.raw, half.cookies)
	}
	half.send("POST", "/api/v1/auth/login", map[string]any{"mfa_id": got.body["mfa_id"], "email": "rosa@aceno.example", "password": password}).want(t, http.StatusOK)
}

func TestFactors_codesAreNotGuessed(t *testing.T) {
	t.Parallel()
	m := testapp.MailServer(t)
	s := serve(t)
	s.mailing(m)
	s.signer("ana", "user")
	row := s.find("users", s.users["ana"])
	row.Set("mfa", true)
	must(t, s.app.Save(row))
	b := s.browser()
	first := b.login("ana").want(t, http.StatusUnauthorized)
	code := mailedCode(t, m, "ana@aceno.example")
	guess := map[string]any{"mfa_id": first.body["mfa_id"], "otp_id": first.body["otp_id"], "otp": wrong(code)}
	for range 10 {
		b.send("POST", "/api/v1/auth/login", guess).want(t, http.StatusBadRequest)
	}
	guess["otp"] = code
	if got := b.send("POST", "/api/v1/auth/login", guess).want(t, http.StatusTooManyRequests); got.header.Get("Retry-After") == "" {
		t.Errorf("the refusal does not say how long: %v", got.header)
	}
}

func TestFactors_nobodyLocksThemselvesOutWhereNoMailIsSent(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	for _, field := range []string{"mfa", "otp"} {
		if got := b.send("PATCH", at("users", s.users["ana"]), map[string]any{field: true}).want(t, http.StatusBadRequest); !strings.Contains(got.field(field), "ACENO_SMTP_URL") {
			t.Errorf("%s: the refusal is %s", field, got.raw)
		}
	}
	row := s.find("users", s.users["ana"])
	row.Set("mfa", true) // from when there was a mail server
	must(t, s.app.Save(row))
	if got := s.browser().login("ana").want(t, http.StatusUnauthorized); got.body["otp_id"] != "" || got.body["message"] == "" {
		t.Errorf("a code that cannot be sent is answered %s", got.raw)
	}
}

func TestReset_theLinkOfTheMailGivesANewPasswordAndEndsEverySession(t *testing.T) {
	t.Parallel()
	m := testapp.MailServer(t)
	s := serve(t)
	sent := s.mailing(m)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	open := s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	s.do("guest", "POST", "/api/collections/users/request-password-reset", map[string]any{"email": "ninguem@aceno.example"}).want(t, http.StatusNoContent)
	s.do("guest", "POST", "/api/collections/users/request-password-reset", map[string]any{"email": "ana@aceno.example"}).want(t, http.StatusNoContent)
	took(t, sent)
	got := m.Letters(t, "ana@aceno.example")
	if len(got) != 1 || got[0].Subject != "Escolha uma nova senha" {
		t.Fatalf("the mail is %+v", got)
	}
	token := got[0].Token(t, publicURL, "senha")
	fresh := map[string]any{"token": token, "password": "outra-senha-longa", "passwordConfirm": "outra-senha-longa"}
	s.do("guest", "POST", "/api/collections/users/confirm-password-reset", fresh).want(t, http.StatusNoContent)
	open.ends(t, "the new password")
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
	s.do("guest", "POST", "/api/collections/users/confirm-password-reset", fresh).want(t, http.StatusBadRequest) // once
	s.browser().login("ana").want(t, http.StatusBadRequest)
	s.browser().send("POST", "/api/v1/auth/login", map[string]any{"email": "ana@aceno.example", "password": "outra-senha-longa"}).want(t, http.StatusOK)
}
