package hooks

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"aceno/hooks/middleware"
)

// world are records of one workspace, one of each collection.
type world map[string]string

func (s *server) world(workspace, tag string) world {
	w := world{}
	w["integrated_accounts"] = s.save("integrated_accounts", map[string]any{"workspace": workspace, "platform": "whatsapp",
		"account_identifier": tag, "credentials": "v1:sealed", "settings": map[string]string{"phone_number_id": "1" + tag, "waba_id": "2" + tag}})
	w["agents"] = s.save("agents", map[string]any{"workspace": workspace, "name": "Lia " + tag, "language": "pt-BR"})
	w["service_plans"] = s.save("service_plans", map[string]any{"workspace": workspace, "name": "Site " + tag, "price_cents": 100, "currency": "BRL"})
	w["campaigns"] = s.save("campaigns", map[string]any{"workspace": workspace, "name": "Campanha " + tag, "channel": "whatsapp", "agent": w["agents"]})
	w["prospects"] = s.save("prospects", map[string]any{"workspace": workspace, "campaign": w["campaigns"], "name": "Padaria " + tag, "phone": "+5547900001234"})
	w["messages"] = s.save("messages", map[string]any{"workspace": workspace, "campaign": w["campaigns"], "prospect": w["prospects"],
		"channel": "whatsapp", "direction": "outbound", "status": "draft", "content": "Oi " + tag, "contact_key": "k"})
	w["searches"] = s.save("searches", map[string]any{"workspace": workspace, "campaign": w["campaigns"], "status": "queued"})
	w["campaign_metrics"] = s.save("campaign_metrics", map[string]any{"workspace": workspace, "campaign": w["campaigns"], "date": "2026-11-24"})
	w["suppressions"] = s.save("suppressions", map[string]any{"workspace": workspace, "kind": "phone", "hash": "h" + tag, "reason": "manual"})
	w["audit_log"] = s.save("audit_log", map[string]any{"workspace": workspace, "action": "test", "actor": tag})
	w["consents"] = s.save("consents", map[string]any{"workspace": workspace, "prospect": w["prospects"], "kind": "opt_in"})
	w["invitations"] = s.save("invitations", map[string]any{"workspace": workspace, "email": tag + "@convite.example", "role": "viewer", "token_hash": "hash of " + tag})
	w["privacy_requests"] = s.save("privacy_requests", map[string]any{"workspace": workspace, "prospect": w["prospects"], "kind": "access", "status": "open"})
	w["report_shares"] = s.save("report_shares", map[string]any{"workspace": workspace, "campaign": w["campaigns"], "week": "2026-W48", "token_hash": "h" + tag})
	w["conversations"] = s.save("conversations", map[string]any{"workspace": workspace, "prospect": w["prospects"], "state": "open", "unread_count": 2})
	w["notes"] = s.save("notes", map[string]any{"workspace": workspace, "prospect": w["prospects"], "text": "Ligar " + tag})
	w["whatsapp_templates"] = s.save("whatsapp_templates", map[string]any{"workspace": workspace, "account": w["integrated_accounts"], "name": "ola", "language": "pt_BR"})
	return w
}

// right is who may read, and who may write how, inside their own workspace.
type right struct {
	collection           string
	read, update, remove []string // roles
	patch                map[string]any
	create               func(s *server, own world) map[string]any
	creators             []string
}

var (
	members = []string{"viewer", "user", "admin"}
	writers = []string{"user", "admin"}
	admins  = []string{"admin"}
)

func rights() []right {
	name := func(extra map[string]any) func(*server, world) map[string]any {
		return func(_ *server, own world) map[string]any {
			body := map[string]any{"name": "Novo"}
			for key, value := range extra {
				body[key] = value
			}
			return body
		}
	}
	return []right{
		{collection: "agents", read: members, update: writers, remove: writers, patch: map[string]any{"name": "Bia"},
			creators: writers, create: name(map[string]any{"language": "en"})},
		{collection: "service_plans", read: members, update: writers, remove: writers, patch: map[string]any{"price_cents": 5},
			creators: writers, create: name(map[string]any{"currency": "BRL"})},
		{collection: "campaigns", read: members, update: writers, remove: writers, patch: map[string]any{"rate_limit": 7},
			creators: writers, create: name(map[string]any{"channel": "whatsapp"})},
		{collection: "prospects", read: members, update: writers, patch: map[string]any{"city": "Blumenau"}, creators: writers,
			create: func(_ *server, own world) map[string]any {
				return map[string]any{"name": "Oficina", "campaign": own["campaigns"]}
			}},
		{collection: "messages", read: members, update: writers, patch: map[string]any{"content": "Outro texto"}},
		{collection: "integrated_accounts", read: members, update: admins, remove: admins, patch: map[string]any{"account_identifier": "outra"},
			creators: admins, create: func(*server, world) map[string]any {
				return map[string]any{"platform": "whatsapp", "account_identifier": "nova",
					"credentials": map[string]string{"access_token": "t", "app_secret": "s", "verify_token": "v"},
					"settings":    map[string]string{"phone_number_id": "9", "waba_id": "8"}}
			}},
		{collection: "memberships", read: members},
		{collection: "conversations", read: members, update: writers, patch: map[string]any{"state": "closed", "unread_count": 0}},
		{collection: "notes", read: members, remove: writers, creators: writers, create: func(_ *server, own world) map[string]any {
			return map[string]any{"prospect": own["prospects"], "text": "Pediu para ligar"}
		}},
		{collection: "searches", read: members},
		{collection: "campaign_metrics", read: members},
		{collection: "whatsapp_templates", read: members},
		{collection: "consents", read: members},
		{collection: "privacy_requests", read: members, update: admins, patch: map[string]any{"status": "done"}, creators: writers,
			create: func(_ *server, own world) map[string]any {
				return map[string]any{"prospect": own["prospects"], "kind": "correction", "details": "Outro telefone"}
			}},
		{collection: "report_shares", read: members, remove: writers},
		{collection: "suppressions", read: admins, remove: admins},
		{collection: "audit_log", read: admins},
		{collection: "invitations", read: admins, remove: admins},
		{collection: "webhook_events"},
		{collection: "schedule_slots"},
	}
}

func has(list []string, word string) bool {
	return strings.Contains(" "+strings.Join(list, " ")+" ", " "+word+" ")
}

// TestRights_perRoleAndWorkspace asks every collection for everything as everybody.
func TestRights_perRoleAndWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t, func(d *Dependencies) { d.Front.PerIP = middleware.Limit{Off: true} })
	other := s.world(s.b, "beta")
	for _, who := range []string{"guest", "removed", "viewer", "user", "admin"} {
		own := s.world(s.a, "alfa"+who)
		for _, r := range rights() {
			t.Run(who+"/"+r.collection, func(t *testing.T) {
				t.Parallel()
				s.checkRight(t, who, r, own, other)
			})
		}
	}
}

func (s *server) checkRight(t *testing.T, who string, r right, own, other world) {
	t.Helper()
	list := s.do(who, "GET", at(r.collection)+"?perPage=500&sort=-created", nil)
	switch {
	case len(r.read) == 0:
		list.want(t, http.StatusForbidden)
		return
	case !has(r.read, who):
		if list.want(t, http.StatusOK); len(list.items()) > 0 || list.body["totalItems"] != 0.0 {
			t.Fatalf("%s sees %d records: %s", who, len(list.items()), list.raw)
		}
	default:
		if list.want(t, http.StatusOK); len(list.items()) == 0 {
			t.Fatalf("%s sees none of the own records", who)
		}
		if strings.Contains(list.raw, s.b) {
			t.Fatalf("%s sees the other workspace: %s", who, list.raw)
		}
	}
	s.checkOther(t, who, r, other)
	if id := own[r.collection]; id != "" {
		s.do(who, "GET", at(r.collection, id), nil).want(t, status(r.read, who, http.StatusOK))
		if r.patch != nil {
			s.do(who, "PATCH", at(r.collection, id), r.patch).want(t, status(r.update, who, http.StatusOK))
		}
	}
	if r.create != nil {
		body := r.create(s, own)
		created := s.do(who, "POST", at(r.collection), body)
		if !has(r.creators, who) {
			created.want(t, http.StatusBadRequest)
		} else if created.want(t, http.StatusOK); created.body["workspace"] != s.a {
			t.Fatalf("the new record belongs to %v, want the caller's workspace", created.body["workspace"])
		} else if has(r.remove, who) {
			s.do(who, "DELETE", at(r.collection, created.id()), nil).want(t, http.StatusNoContent)
		}
		body["workspace"] = s.b
		s.do(who, "POST", at(r.collection), body).want(t, http.StatusBadRequest)
	}
}

// checkOther holds that a record of another workspace is as if it were not there.
func (s *server) checkOther(t *testing.T, who string, r right, other world) {
	t.Helper()
	id := other[r.collection]
	if id == "" {
		return
	}
	view := s.do(who, "GET", at(r.collection, id), nil).want(t, http.StatusNotFound)
	missing := s.do(who, "GET", at(r.collection, "zzzzzzzzzzzzzzz"), nil).want(t, http.StatusNotFound)
	if view.raw != missing.raw {
		t.Fatalf("a foreign record answers %s, a missing one %s", view.raw, missing.raw)
	}
	found := s.do(who, "GET", at(r.collection)+"?filter="+fmt.Sprintf("id='%s'", id), nil).want(t, http.StatusOK)
	if len(found.items()) > 0 {
		t.Fatalf("a filter finds a foreign record: %s", found.raw)
	}
	if r.update != nil {
		s.do(who, "PATCH", at(r.collection, id), r.patch).want(t, http.StatusNotFound)
	}
	if r.remove != nil {
		s.do(who, "DELETE", at(r.collection, id), nil).want(t, http.StatusNotFound)
	}
}

func status(roles []string, who string, fine int) int {
	if has(roles, who) {
		return fine
	}
	return http.StatusNotFound
}

func TestRights_filtersCannotLeaveTheWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.world(s.a, "alfa")
	other := s.world(s.b, "beta")
	for _, filter := range []string{
		"name != '' || id != ''", "workspace = '" + s.b + "'", "name != '' // comment", ") || (id != ''",
		"campaign.workspace = '" + s.b + "'", "campaign.name ~ 'beta' || campaign.name ~ 'alfa'",
	} {
		got := s.do("viewer", "GET", at("prospects")+"?filter="+urlEscape(filter), nil)
		if strings.Contains(got.raw, other["prospects"]) || strings.Contains(got.raw, s.b) {
			t.Errorf("filter %q shows the other workspace: %s", filter, got.raw)
		}
	}
	s.do("viewer", "GET", at("prospects")+"?filter="+urlEscape("phone_short != ''"), nil).want(t, http.StatusBadRequest)
}

func TestRights_expandStaysInside(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	got := s.do("viewer", "GET", at("prospects", own["prospects"])+"?expand=campaign,campaign.agent,messages_via_prospect", nil).want(t, http.StatusOK)
	if !strings.Contains(got.raw, "Campanha alfa") || !strings.Contains(got.raw, "Oi alfa") {
		t.Errorf("expand shows too little: %s", got.raw)
	}
	for _, secret := range []string{"v1:sealed", "contact_key", "lease_until", "phone_short"} {
		if strings.Contains(got.raw, secret) {
			t.Errorf("expand shows %s: %s", secret, got.raw)
		}
	}
}

func TestRights_usersSeeColleaguesOnly(t *testing.T) {
	t.Parallel()
	s := serve(t)
	list := s.do("viewer", "GET", at("users"), nil).want(t, http.StatusOK)
	if len(list.items()) != 3 || strings.Contains(list.raw, s.users["stranger"]) || strings.Contains(list.raw, "@aceno.example") && strings.Count(list.raw, "@aceno.example") > 1 {
		t.Errorf("a viewer sees %s", list.raw)
	}
	s.do("viewer", "GET", at("users", s.users["stranger"]), nil).want(t, http.StatusNotFound)
	s.do("viewer", "PATCH", at("users", s.users["user"]), map[string]any{"full_name": "x"}).want(t, http.StatusNotFound)
	s.do("guest", "POST", at("users"), map[string]any{"email": "x@aceno.example", "password": "12345678", "passwordConfirm": "12345678"}).want(t, http.StatusForbidden)
}
