package hooks

import (
	"net/http"
	"strings"
	"testing"
)

func TestWaiting_isForEveryMemberOfTheWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.world(s.a, "alfa")
	for who, want := range map[string]int{"guest": 401, "removed": 403, "superuser": 403, "viewer": 200, "user": 200, "admin": 200, "stranger": 200} {
		got := s.do(who, "GET", "/api/v1/waiting", nil).want(t, want)
		if want != http.StatusOK {
			continue
		}
		if seen := strings.Contains(got.raw, `"code":"to_approve"`); seen != (who != "stranger") {
			t.Errorf("%s sees %s", who, got.raw)
		}
	}
}
