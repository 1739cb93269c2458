package hooks

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
)

// names lists the names of a page's items.
func (a answer) names() string {
	var list []string
	for _, item := range a.items() {
		row, _ := item.(map[string]any)
		name, _ := row["name"].(string)
		list = append(list, name)
	}
	return strings.Join(list, " ")
}

func TestProspectsRoute_sortsByScoreWithinACampaign(t *testing.T) {
	t.Parallel()
	s := serve(t)
	campaign := s.fresh()
	for name, score := range map[string]int{"baixa": 10, "alta": 90, "media": 50, "nula": 0} {
		s.save("prospects", map[string]any{"workspace": s.a, "campaign": campaign, "name": name, "score": score})
	}
	path := "/api/v1/prospects?limit=3&sort=-score&campaign=" + campaign
	first := s.do("viewer", "GET", path, nil).want(t, http.StatusOK)
	next, _ := first.body["next"].(string)
	second := s.do("viewer", "GET", path+"&cursor="+urlEscape(next), nil).want(t, http.StatusOK)
	if got := first.names() + "|" + second.names(); got != "alta media baixa|nula" {
		t.Errorf("the pages are %s", got)
	}
	if second.body["next"] != "" {
		t.Errorf("the last page goes on at %v", second.body["next"])
	}
	newest := "/api/v1/prospects?campaign=" + campaign
	if plain, named := s.do("viewer", "GET", newest, nil), s.do("viewer", "GET", newest+"&sort=-created", nil); plain.raw != named.raw || plain.status != http.StatusOK {
		t.Errorf("without sort: %s\nwith -created: %s", plain.raw, named.raw)
	}
	for query, says := range map[string]string{
		"sort=name&campaign=" + campaign:  "-created, -score",
		"sort=score&campaign=" + campaign: "-created, -score",
		"sort=-score":                     "campaign",
		"sort=-created&campaign=" + campaign + "&cursor=" + urlEscape(next): "",
	} {
		got := s.do("viewer", "GET", "/api/v1/prospects?"+query, nil).want(t, http.StatusBadRequest)
		field := "sort"
		if strings.Contains(query, "cursor") {
			field = "cursor"
		}
		if got.field(field) == "" || !strings.Contains(got.field(field), says) {
			t.Errorf("%s answers %s", query, got.raw)
		}
	}
	document := s.do("guest", "GET", "/api/v1/openapi.json", nil).want(t, http.StatusOK).raw
	if !strings.Contains(document, `"enum":["-created","-score"]`) {
		t.Error("the document does not say which orders there are")
	}
}

func TestAudit_ofRecordsAndOfActsIsOneChain(t *testing.T) {
	t.Parallel()
	s := serve(t)
	campaign := s.fresh()
	s.do("admin", "POST", "/api/v1/campaigns/"+campaign+"/gate", map[string]any{"gate": "recorded_basis", "statement": "I know Meta's opt-in rule and take the risk."}).want(t, http.StatusOK)
	s.do("admin", "PATCH", at("campaigns", campaign), map[string]any{"name": "Outras"}).want(t, http.StatusOK)
	s.do("admin", "POST", "/api/v1/suppressions", map[string]any{"kind": "phone", "value": "+5547900001234"}).want(t, http.StatusNoContent)
	rows := []struct {
		Action string `db:"action"`
		Chain  string `db:"chain"`
	}{}
	must(t, s.app.DB().NewQuery("SELECT action, chain FROM audit_log WHERE workspace = {:w} ORDER BY created, id").Bind(dbx.Params{"w": s.a}).All(&rows))
	var acts []string
	links := map[string]bool{}
	for _, row := range rows {
		acts = append(acts, row.Action)
		if len(row.Chain) != 64 || links[row.Chain] {
			t.Errorf("%s has the link %q", row.Action, row.Chain)
		}
		links[row.Chain] = true
	}
	if got := strings.Join(acts, " "); !strings.HasPrefix(got, "campaigns.create campaign.gate campaigns.update ") {
		t.Errorf("the log holds %s", got)
	}
}

func TestAudit_aWriteWithoutItsRowDoesNotHappen(t *testing.T) {
	t.Parallel()
	s := serve(t)
	campaign := s.fresh()
	_, err := s.app.NonconcurrentDB().NewQuery("CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END").Execute()
	must(t, err)
	if got := s.do("admin", "PATCH", at("campaigns", campaign), map[string]any{"name": "Outras"}); got.status == http.StatusOK {
		t.Errorf("answers %s", got.raw)
	}
	if got := s.find("campaigns", campaign).GetString("name"); got != "Oficinas" {
		t.Errorf("the campaign is called %s without a row that says who did it", got)
	}
}

func TestMemberships_followInTheTransactionOfTheirWrite(t *testing.T) {
	t.Parallel()
	s := serve(t)
	person := s.user("nova")
	_, err := s.app.NonconcurrentDB().NewQuery("CREATE TRIGGER boom BEFORE UPDATE OF role ON users BEGIN SELECT RAISE(ABORT, 'boom'); END").Execute()
	must(t, err)
	if got := s.do("admin", "POST", at("memberships"), map[string]any{"user": person, "role": "user"}); got.status == http.StatusOK {
		t.Errorf("answers %s", got.raw)
	}
	if n, err := s.app.CountRecords("memberships", dbx.HashExp{"user": person}); err != nil || n != 0 {
		t.Errorf("%d memberships of somebody who follows none (%v)", n, err)
	}
}

func TestMemberships_oneAPersonAndWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	person := s.user("nova")
	s.do("admin", "POST", at("memberships"), map[string]any{"user": person, "role": "viewer"}).want(t, http.StatusOK)
	s.do("admin", "POST", at("memberships"), map[string]any{"user": person, "role": "admin"}).want(t, http.StatusBadRequest)
	if got := s.find("users", person).GetString("role"); got != "viewer" {
		t.Errorf("a refused membership made the person %s", got)
	}
	for name, body := range map[string]map[string]any{
		"unknown role":   {"user": person, "role": "owner"},
		"nobody":         {"user": "zzzzzzzzzzzzzzz", "role": "user"},
		"another's room": {"user": person, "role": "admin", "workspace": s.b},
	} {
		if got := s.do("admin", "POST", at("memberships"), body); got.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
}

func TestMemberships_aSecondAdminLetsTheFirstGo(t *testing.T) {
	t.Parallel()
	s := serve(t)
	membership := func(who string) string {
		m, err := s.app.FindFirstRecordByFilter("memberships", "user = {:u}", dbx.Params{"u": s.users[who]})
		must(t, err)
		return m.Id
	}
	first, second := membership("admin"), membership("user")
	s.do("admin", "DELETE", at("memberships", first), nil).want(t, http.StatusBadRequest)
	s.do("admin", "PATCH", at("memberships", second), map[string]any{"role": "admin"}).want(t, http.StatusOK)
	s.do("user", "DELETE", at("memberships", first), nil).want(t, http.StatusNoContent)
	s.do("admin", "GET", "/api/v1/dashboard", nil).want(t, http.StatusForbidden)
	s.do("user", "DELETE", at("memberships", second), nil).want(t, http.StatusBadRequest)
	must(t, s.app.Delete(s.find("users", s.users["viewer"]))) // whose membership goes with them
	if n, err := s.app.CountRecords("memberships", dbx.HashExp{"user": s.users["viewer"]}); err != nil || n != 0 {
		t.Errorf("%d memberships of somebody who is gone (%v)", n, err)
	}
}
