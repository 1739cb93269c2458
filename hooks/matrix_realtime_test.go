package hooks

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// TestMatrix_realtime subscribes everybody to every collection, changes a record of each in both workspaces, and holds that
// each hears what they may read and nothing else.
func TestMatrix_realtime(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	own, foreign := s.world(s.a, "alfa"), s.world(s.b, "beta")
	listeners := map[string]*stream{}
	for _, who := range []string{"guest", "removed", "viewer", "user", "admin", "both", "stranger"} {
		listeners[who] = s.stream()
		topics := []string{}
		for _, r := range rights() {
			topics = append(topics, r.collection+"/*")
			for _, w := range []world{own, foreign} {
				if w[r.collection] != "" {
					topics = append(topics, r.collection+"/"+w[r.collection], r.collection+"/*?options="+urlEscape(`{"query":{"expand":"workspace"}}`))
				}
			}
		}
		s.do(who, "POST", "/api/realtime", map[string]any{"clientId": listeners[who].id, "subscriptions": topics}).want(t, http.StatusNoContent)
	}
	for _, r := range rights() {
		for _, w := range []world{foreign, own} {
			if w[r.collection] != "" && r.collection != "audit_log" && r.collection != "consents" { // those never change
				must(t, s.app.Save(s.find(r.collection, w[r.collection])))
			}
		}
	}
	for who, l := range listeners {
		heard := l.until(t, s)
		for _, r := range rights() {
			id, role := own[r.collection], who
			if who == "both" {
				role = "user"
			}
			if who == "stranger" {
				id, role = foreign[r.collection], "admin"
			}
			if id == "" || r.collection == "audit_log" || r.collection == "consents" {
				continue
			}
			if may, does := has(r.read, role), strings.Contains(heard, `"id":"`+id+`"`); may != does {
				t.Errorf("%s may read %s: %v, hears it: %v", who, r.collection, may, does)
			}
		}
		s.checkSilent(t, who, "realtime", answer{raw: heard})
	}
}

// until returns all that came before a mark that is sent to the stream itself.
func (l *stream) until(t *testing.T, s *server) string {
	t.Helper()
	client, err := s.app.SubscriptionsBroker().ClientById(l.id)
	must(t, err)
	client.Send(subscriptions.Message{Name: "mark", Data: []byte("the end")})
	var heard strings.Builder
	for {
		select {
		case data := <-l.events:
			if strings.TrimSpace(data) == "the end" {
				return heard.String()
			}
			heard.WriteString(data + "\n")
		case <-l.closed:
			return heard.String() // a guest's stream is closed with whoever it was for
		case <-time.After(10 * time.Second):
			t.Fatal("the mark does not come")
		}
	}
}

// classes are the matrix's classes of what is protected, and the collections that are of them here.
var classes = map[string][]string{
	"lead": {"prospects", "searches"}, "campaign": {"campaigns", "campaign_metrics", "agents", "service_plans", "whatsapp_templates"}, "message": {"messages"},
	"credential": {"integrated_accounts"}, "suppression": {"suppressions"}, "consent_log": {"consents"}, "audit_log": {"audit_log"}, "webhook_inbox": {"webhook_events"},
	"job": {"schedule_slots", "sessions"}, "budget": {"workspaces"}, "member": {"memberships", "users", "invitations"}, "workspace": {"workspaces"}, "superusers": {core.CollectionNameSuperusers},
}

// TestMatrix_coversTheBaseline holds that every role, verb and class of the shared table has its place here, and that no
// right given here is more than the table's.
func TestMatrix_coversTheBaseline(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../shared/attacks/authz_matrix.json")
	if err != nil {
		t.Skipf("THE BASELINE OF RIGHTS IS NOT COMPARED: %v", err)
	}
	var table struct {
		Roles, Verbs []string
		Classes      map[string]string
	}
	must(t, json.Unmarshal(raw, &table))
	roles := map[string]string{"guest": "guest", "viewer": "viewer", "user": "user", "admin": "admin", "admin_of_other_workspace": "stranger", "removed_member": "removed", "member_of_both": "both"}
	s := matrixServer(t)
	for _, role := range table.Roles {
		if _, known := s.tokens[roles[role]]; !known {
			t.Errorf("nobody here is %s", role)
		}
	}
	verbs := []string{"list", "view", "create", "update", "delete", "export", "realtime-subscribe", "custom-action"}
	for _, verb := range table.Verbs {
		if !slices.Contains(verbs, verb) {
			t.Errorf("nothing here tries to %s", verb)
		}
	}
	for class, text := range table.Classes {
		if len(classes[class]) == 0 {
			t.Errorf("nothing here is of the class %s", class)
		}
		for _, collection := range classes[class] {
			i := slices.IndexFunc(rights(), func(r right) bool { return r.collection == collection })
			if i < 0 {
				continue // one that has its own way
			}
			r := rights()[i]
			readable := len(r.read) > 0
			switch {
			case strings.HasPrefix(text, "no API access") && readable,
				strings.HasPrefix(text, "viewer: no access") && has(r.read, "viewer"),
				strings.HasPrefix(text, "admin") && (has(r.update, "user") || has(r.creators, "user") || has(r.remove, "user")),
				strings.Contains(text, "viewer: read") && (has(r.update, "viewer") || has(r.creators, "viewer") || has(r.remove, "viewer")):
				t.Errorf("%s may be used by more than %q: %+v", collection, text, r)
			}
		}
	}
}
