package hooks

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/internal/testapp"
)

// invited makes an invitation and returns its token and the answer.
func (s *server) invited(email, role string) (string, answer) {
	s.t.Helper()
	got := s.do("admin", "POST", "/api/v1/invitations", map[string]any{"email": email, "role": role}).want(s.t, http.StatusCreated)
	link, _ := got.body["link"].(string)
	_, token, ok := strings.Cut(link, "/convite/")
	if !ok || len(token) != 64 {
		s.t.Fatalf("the link is %q", link)
	}
	return token, got
}

const invitationPath = "/api/v1/auth/invitation/"

func TestInvitation_letsANewPersonIn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	token, made := s.invited(" Bia@Agencia.example ", "viewer")
	if made.body["email"] != "bia@agencia.example" || made.body["mailed"] != false {
		t.Errorf("the invitation is %s", made.raw)
	}
	seen := s.do("guest", "GET", invitationPath+token, nil).want(t, http.StatusOK)
	if seen.body["workspace"] != "Alfa" || seen.body["role"] != "viewer" || seen.body["email"] != "bia@agencia.example" || seen.body["exists"] != false {
		t.Errorf("the link says %s", seen.raw)
	}
	b := s.browser()
	if got := b.send("POST", invitationPath+token, map[string]any{"password": "curta"}).want(t, http.StatusBadRequest); got.field("password") == "" || got.field("full_name") == "" {
		t.Errorf("what is missing is not named: %s", got.raw)
	}
	got := b.send("POST", invitationPath+token, map[string]any{"full_name": "Bia Lima", "password": password}).want(t, http.StatusOK)
	record, _ := got.body["record"].(map[string]any)
	if record["workspace"] != s.a || record["role"] != "viewer" || record["full_name"] != "Bia Lima" || len(b.cookies) != 2 {
		t.Errorf("accepting answers %s and sets %v", got.raw, b.cookies)
	}
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	b.send("POST", at("campaigns"), map[string]any{"name": "x", "channel": "whatsapp"}).want(t, http.StatusBadRequest) // a viewer
	again := s.do("guest", "POST", invitationPath+token, map[string]any{"full_name": "Eva", "password": password}).want(t, http.StatusConflict)
	if !strings.Contains(again.raw, "invitation_used") {
		t.Errorf("a used link answers %s", again.raw)
	}
	log := s.do("admin", "GET", at("audit_log")+"?filter="+urlEscape("collection='invitations'"), nil)
	if len(log.items()) != 2 || strings.Contains(log.raw, token) {
		t.Errorf("the audit log says %s", log.raw)
	}
}

func TestInvitation_asksAPersonWithAnAccountForItsPasswordOrSession(t *testing.T) {
	t.Parallel()
	s := serve(t)
	other := s.invitedBy("stranger", "ana@aceno.example", "user")
	s.signer("ana", "viewer")
	if seen := s.do("guest", "GET", invitationPath+other, nil); seen.body["exists"] != true {
		t.Errorf("the link says %s", seen.raw)
	}
	b := s.browser()
	b.send("POST", invitationPath+other, map[string]any{"full_name": "Outra Ana"}).want(t, http.StatusBadRequest)
	b.send("POST", invitationPath+other, map[string]any{"password": "errada-mesmo"}).want(t, http.StatusBadRequest)
	got := b.send("POST", invitationPath+other, map[string]any{"password": password}).want(t, http.StatusOK)
	record, _ := got.body["record"].(map[string]any)
	list, _ := got.body["memberships"].([]any)
	if record["workspace"] != s.b || record["role"] != "user" || len(list) != 2 || len(b.cookies) != 2 {
		t.Errorf("accepting answers %s", got.raw)
	}
	refreshed := b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
	if !strings.Contains(refreshed.raw, `"Alfa"`) || !strings.Contains(refreshed.raw, `"Beta"`) {
		t.Errorf("a refresh does not name the workspaces: %s", refreshed.raw)
	}
	b.send("POST", "/api/v1/workspaces/"+s.a+"/activate", nil).want(t, http.StatusOK)

	s.signer("caio", "user")
	third := s.browser()
	third.login("caio").want(t, http.StatusOK)
	token := s.invitedBy("stranger", "caio@aceno.example", "admin")
	if got := b.send("POST", invitationPath+token, nil); got.status != http.StatusForbidden {
		t.Errorf("somebody else's session answers %d %s", got.status, got.raw)
	}
	csrf := third.csrf
	third.csrf = ""
	third.send("POST", invitationPath+token, map[string]any{}).want(t, http.StatusForbidden) // a foreign page
	third.csrf = csrf
	done := third.send("POST", invitationPath+token, map[string]any{}).want(t, http.StatusOK)
	if record, _ := done.body["record"].(map[string]any); record["workspace"] != s.b || record["role"] != "admin" || done.body["csrf"] != csrf {
		t.Errorf("with a session accepting answers %s", done.raw)
	}
	third.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
}

// invitedBy is an invitation into the workspace of whoever invites.
func (s *server) invitedBy(who, email, role string) string {
	s.t.Helper()
	got := s.do(who, "POST", "/api/v1/invitations", map[string]any{"email": email, "role": role}).want(s.t, http.StatusCreated)
	link, _ := got.body["link"].(string)
	_, token, _ := strings.Cut(link, "/convite/")
	return token
}

func TestInvitation_endsInEveryWayThatItMay(t *testing.T) {
	t.Parallel()
	s := serve(t)
	accept := map[string]any{"full_name": "Bia", "password": password}
	first, _ := s.invited("bia@agencia.example", "user")
	second, made := s.invited("bia@agencia.example", "viewer")
	s.do("guest", "GET", invitationPath+first, nil).want(t, http.StatusNotFound)
	id, _ := made.body["id"].(string)
	if view := s.do("admin", "GET", at("invitations", id), nil).want(t, http.StatusOK); strings.Contains(view.raw, "token_hash") {
		t.Errorf("the record shows its secret: %s", view.raw)
	}
	s.do("stranger", "DELETE", at("invitations", id), nil).want(t, http.StatusNotFound)
	s.do("admin", "DELETE", at("invitations", id), nil).want(t, http.StatusNoContent)
	s.do("guest", "POST", invitationPath+second, accept).want(t, http.StatusNotFound)

	late, made := s.invited("caio@agencia.example", "user")
	id, _ = made.body["id"].(string)
	row := s.find("invitations", id)
	row.Set("expires_at", time.Now().Add(-time.Second))
	must(t, s.app.Save(row))
	if got := s.do("guest", "POST", invitationPath+late, accept).want(t, http.StatusConflict); !strings.Contains(got.raw, "invitation_expired") {
		t.Errorf("a late one answers %s", got.raw)
	}

	s.signer("rosa", "admin")
	s.sdk("rosa", "rosa")
	token := s.invitedBy("rosa", "eva@agencia.example", "admin")
	membership, err := s.app.FindFirstRecordByFilter("memberships", "user = '"+s.users["rosa"]+"'")
	must(t, err)
	must(t, s.app.Delete(membership))
	if got := s.do("guest", "POST", invitationPath+token, accept).want(t, http.StatusConflict); !strings.Contains(got.raw, "invitation_revoked") {
		t.Errorf("one by whoever was removed answers %s", got.raw)
	}
	if n, err := s.app.CountRecords("users"); err != nil || n != 6 {
		t.Errorf("%d users are there: %v", n, err)
	}
}

func TestInvitation_isTheAdminsToMakeAndStaysInItsBounds(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for who, want := range map[string]int{"guest": 401, "removed": 403, "viewer": 403, "user": 403, "superuser": 403, "admin": 201} {
		s.do(who, "POST", "/api/v1/invitations", map[string]any{"email": "bia@agencia.example", "role": "user"}).want(t, want)
	}
	for field, body := range map[string]map[string]any{"email": {"email": "nada", "role": "user"}, "role": {"email": "x@agencia.example", "role": "owner"}} {
		if got := s.do("admin", "POST", "/api/v1/invitations", body).want(t, http.StatusBadRequest); got.field(field) == "" {
			t.Errorf("%s is not named: %s", field, got.raw)
		}
	}
	if got := s.do("admin", "POST", "/api/v1/invitations", map[string]any{"email": "user@aceno.example", "role": "admin"}).want(t, http.StatusConflict); !strings.Contains(got.raw, "already_member") {
		t.Errorf("a member is invited: %s", got.raw)
	}
	workspace := s.find("workspaces", s.a)
	workspace.Set("plan_tier", "free") // two members; there are three, and an invitation
	must(t, s.app.Save(workspace))
	full := s.do("admin", "POST", "/api/v1/invitations", map[string]any{"email": "eva@agencia.example", "role": "user"}).want(t, http.StatusConflict)
	if !strings.Contains(full.raw, "members") {
		t.Errorf("a full workspace answers %s", full.raw)
	}
}

func TestInvitation_isUsedOnceByTwoAtOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	token, _ := s.invited("bia@agencia.example", "user")
	statuses := make([]int, 4)
	var all sync.WaitGroup
	for i := range statuses {
		all.Go(func() {
			statuses[i] = s.do("guest", "POST", invitationPath+token, map[string]any{"full_name": "Bia", "password": password}).status
		})
	}
	all.Wait()
	won := 0
	for _, status := range statuses {
		if status == http.StatusOK {
			won++
		}
	}
	if n, err := s.app.CountRecords("memberships"); won != 1 || n != 5 || err != nil {
		t.Errorf("%v: %d won, %d memberships: %v", statuses, won, n, err)
	}
}

func TestInvitation_arrivesByMailInTheWorkspacesLanguage(t *testing.T) {
	t.Parallel()
	m := testapp.MailServer(t)
	s := serve(t)
	s.mailing(m)
	workspace := s.find("workspaces", s.a)
	workspace.Set("name", "Alfa & <b>Filhos</b>\r\nBcc: x@evil.example")
	must(t, s.app.Save(workspace))
	_, made := s.invited("bia@agencia.example", "viewer")
	if made.body["mailed"] != true {
		t.Fatalf("the invitation was not mailed: %s", made.raw)
	}
	got := m.Letters(t, "bia@agencia.example")
	if len(got) != 1 || !strings.Contains(got[0].Subject, "convida você para Alfa & <b>Filhos</b> Bcc:") || got[0].From.Address != "aceno@agencia.example" || strings.Contains(got[0].HTML, "<b>") {
		t.Fatalf("the mail is %+v", got)
	}
	if len(m.Letters(t, "x@evil.example")) > 0 {
		t.Error("a workspace's name added a recipient")
	}
	s.browser().send("POST", invitationPath+got[0].Token(t, publicURL, "convite"), map[string]any{"full_name": "Bia", "password": password}).want(t, http.StatusOK)
	workspace.Set("locale", "en")
	must(t, s.app.Save(workspace))
	s.invited("eva@agencia.example", "user")
	if got := m.Letters(t, "eva@agencia.example"); len(got) != 1 || !strings.Contains(got[0].Subject, "invites you to") {
		t.Errorf("the mail of an English workspace is %+v", got)
	}
	s.app.Settings().SMTP.Host, s.app.Settings().SMTP.Port = "127.0.0.1", 1
	if _, made := s.invited("leo@agencia.example", "user"); made.body["mailed"] != false {
		t.Errorf("a mail server that is away took the mail: %s", made.raw)
	}
}
