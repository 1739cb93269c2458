package hooks

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

func TestTokens_oneThatNamesNoSessionGetsOneAndCanBeEnded(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.do("viewer", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK) // its token was made beside the API
	s.do("viewer", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	items := s.do("viewer", "GET", "/api/v1/auth/sessions", nil).want(t, http.StatusOK).items()
	if len(items) != 1 {
		t.Fatalf("%d sessions, want 1: %v", len(items), items)
	}
	s.do("viewer", "POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	s.do("viewer", "GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	s.do("viewer", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
	s.do("admin", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
}

func TestTokens_everywhereMeansOnesThatWereNeverSeenToo(t *testing.T) {
	t.Parallel()
	s := serve(t)
	user := s.find("users", s.users["viewer"])
	unseen, err := user.NewStaticAuthToken(time.Hour)
	must(t, err)
	s.tokens["unseen"] = unseen
	s.do("viewer", "DELETE", "/api/v1/auth/sessions", nil).want(t, http.StatusNoContent)
	s.do("unseen", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
}

func TestTokens_anExpiredOrForgedOneIsRefusedAndASuperusersIsLeftAlone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.tokens["forged"] = s.tokens["viewer"][:len(s.tokens["viewer"])-4] + "AAAA"
	s.tokens["noise"] = "not-a-token"
	s.do("forged", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
	if got := s.do("noise", "GET", campaigns, nil).want(t, http.StatusOK); len(got.items()) > 0 {
		t.Errorf("noise sees %s", got.raw)
	}
	s.do("superuser", "GET", campaigns, nil).want(t, http.StatusOK)
	s.do("superuser", "POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	s.do("superuser", "GET", campaigns, nil).want(t, http.StatusOK)
	impersonated := s.do("superuser", "POST", "/api/collections/users/impersonate/"+s.users["viewer"], map[string]any{"duration": 3600}).want(t, http.StatusOK)
	s.tokens["impersonated"], _ = impersonated.body["token"].(string)
	s.do("impersonated", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	s.do("viewer", "DELETE", "/api/v1/auth/sessions", nil).want(t, http.StatusNoContent)
	s.do("impersonated", "GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
}

func TestTokens_whatASuperuserEndsInThePanelHasEnded(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	open := s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	row, err := s.app.FindFirstRecordByFilter("sessions", "user = '"+s.users["ana"]+"'")
	must(t, err)
	s.do("superuser", "DELETE", at("sessions", row.Id), nil).want(t, http.StatusNoContent)
	open.ends(t, "the deletion of the session")
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
}

func TestFactors_aSecondOneIsWantedAndASignInByCodeBecomesCookies(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	users := s.schema("users")
	ana := s.find("users", s.users["ana"])
	ana.Set("mfa", true)
	must(t, s.app.Save(ana))
	b := s.browser()
	first := b.login("ana").want(t, http.StatusUnauthorized)
	mfa, _ := first.body["mfa_id"].(string)
	if mfa == "" || len(b.cookies) > 0 {
		t.Fatalf("the first factor answers %s and sets %v", first.raw, b.cookies)
	}
	var live int
	must(t, s.app.DB().NewQuery("SELECT COUNT(*) FROM sessions WHERE revoked_at = ''").Row(&live))
	if live != 0 {
		t.Errorf("half a sign-in began %d sessions", live)
	}
	otp := core.NewOTP(s.app)
	otp.SetCollectionRef(users.Id)
	otp.SetRecordRef(s.users["ana"])
	otp.SetPassword("123456")
	must(t, s.app.Save(otp))
	second := s.do("guest", "POST", "/api/collections/users/auth-with-otp", map[string]any{"otpId": otp.Id, "password": "123456", "mfaId": mfa}).want(t, http.StatusOK)
	s.tokens["ana"], _ = second.body["token"].(string)
	s.do("ana", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	b.header["Authorization"] = "Bearer " + s.tokens["ana"]
	got := b.send("POST", "/api/v1/auth/login", nil).want(t, http.StatusOK)
	delete(b.header, "Authorization")
	if len(b.cookies) != 2 || got.body["csrf"] == "" || got.body["token"] != nil {
		t.Errorf("the exchange answers %s and sets %v", got.raw, b.cookies)
	}
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
	b.send("POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	s.do("ana", "GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized) // one session, whichever way it is held
}

// schema returns a collection that may be changed.
func (s *server) schema(name string) *core.Collection {
	s.t.Helper()
	c, err := s.app.FindCollectionByNameOrId(name)
	must(s.t, err)
	return c
}

func TestReset_aNewPasswordByMailEndsEverySession(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	token, err := s.find("users", s.users["ana"]).NewPasswordResetToken()
	must(t, err)
	body := map[string]any{"token": token, "password": "outra-senha-longa", "passwordConfirm": "outra-senha-longa"}
	s.do("guest", "POST", "/api/collections/users/confirm-password-reset", body).want(t, http.StatusNoContent)
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
}

// BenchmarkRequests_withASessionThatIsRemembered measures what a request costs in front of its route.
func BenchmarkRequests_withASessionThatIsRemembered(b *testing.B) {
	var handler http.Handler
	s := serve(b, func(d *Dependencies) {
		d.Front.PerUser.Off, d.Front.PerIP.Off = true, true
		d.App.OnServe().BindFunc(func(e *core.ServeEvent) (err error) {
			if err := e.Next(); err != nil {
				return err
			}
			handler, err = e.Router.BuildMux()
			return err
		})
	})
	for _, who := range []string{"guest", "viewer"} {
		b.Run(who, func(b *testing.B) {
			for b.Loop() {
				request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, "/api/health", http.NoBody)
				must(b, err)
				request.Header.Set("Authorization", s.tokens[who])
				request.RemoteAddr = "127.0.0.1:5"
				answer := httptest.NewRecorder()
				handler.ServeHTTP(answer, request)
				if answer.Code != http.StatusOK {
					b.Fatal(answer.Body.String())
				}
			}
		})
	}
}
