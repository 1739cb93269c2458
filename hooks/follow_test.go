package hooks

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
)

// counts are the figures of a campaign that people's acts change, as kept and as the tables say.
func (s *server) recount(campaign string) {
	s.t.Helper()
	for counter, tt := range map[string]struct{ table, metric string }{
		"found_count":     {"SELECT COUNT(*) FROM prospects WHERE campaign = {:c}", "prospects_found"},
		"converted_count": {"SELECT COUNT(*) FROM prospects WHERE campaign = {:c} AND status = 'converted'", "conversions"},
	} {
		var kept, counted, days int
		for into, statement := range map[*int]string{
			&kept: "SELECT " + counter + " FROM campaigns WHERE id = {:c}", &counted: tt.table,
			&days: "SELECT COALESCE(SUM(" + tt.metric + "), 0) FROM campaign_metrics WHERE campaign = {:c}",
		} {
			must(s.t, s.app.DB().NewQuery(statement).Bind(dbx.Params{"c": campaign}).Row(into))
		}
		if kept != counted || days != counted {
			s.t.Errorf("%s is %d and the days add up to %d, the tables say %d", counter, kept, days, counted)
		}
	}
}

// fresh is a campaign of the first workspace without anybody in it.
func (s *server) fresh() string {
	s.t.Helper()
	return s.do("user", "POST", at("campaigns"), map[string]any{"name": "Oficinas", "channel": "whatsapp"}).want(s.t, http.StatusOK).id()
}

func TestFollow_aProspectThatIsTakenBackIsFoundOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	campaign := s.fresh()
	id := s.do("user", "POST", at("prospects"), map[string]any{"campaign": campaign, "name": "Oficina", "phone": "+5547900004321"}).want(t, http.StatusOK).id()
	s.recount(campaign)
	for range 2 {
		s.do("user", "PATCH", at("prospects", id), map[string]any{"status": "ignored", "ignored_reason": "rival"}).want(t, http.StatusOK)
		s.recount(campaign)
		s.do("superuser", "PATCH", at("prospects", id), map[string]any{"status": "found"}).want(t, http.StatusOK)
		s.recount(campaign)
	}
	s.do("user", "PATCH", at("prospects", id), map[string]any{"status": "converted"}).want(t, http.StatusOK)
	s.recount(campaign)
	s.do("user", "PATCH", at("prospects", id), map[string]any{"status": "converted", "city": "Blumenau"}).want(t, http.StatusOK) // saying it again
	s.recount(campaign)
}

func TestFollow_countsOnTheDayOfTheWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	campaign := s.fresh()
	for i, moment := range []string{"2026-11-25T01:30:00Z", "2026-11-25T02:59:59Z", "2026-11-25T03:00:00Z"} { // São Paulo is three hours behind
		now, err := time.Parse(time.RFC3339, moment)
		must(t, err)
		s.clock.Set(now)
		s.do("user", "POST", at("prospects"), map[string]any{"campaign": campaign, "name": "Oficina", "phone": "+554790000100" + string(rune('0'+i))}).want(t, http.StatusOK)
	}
	for date, want := range map[string]int{"2026-11-24": 2, "2026-11-25": 1} {
		var got int
		must(t, s.app.DB().NewQuery("SELECT prospects_found FROM campaign_metrics WHERE campaign = {:c} AND date = {:d}").Bind(dbx.Params{"c": campaign, "d": date}).Row(&got))
		if got != want {
			t.Errorf("%d were found on %s, want %d", got, date, want)
		}
	}
	s.recount(campaign)
}

func TestFollow_whatWaitsForAnIgnoredProspectIsCancelledAndItsPlaceFreed(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"draft", "held", "pending", "sending", "sent"} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			own := s.world(s.a, "alfa")
			message := s.find("messages", own["messages"])
			message.Load(map[string]any{"status": status, "once_key": "k", "leased_by": "ana"})
			must(t, s.app.Save(message))
			s.do("user", "PATCH", at("prospects", own["prospects"]), map[string]any{"status": "ignored"}).want(t, http.StatusOK)
			now := s.find("messages", own["messages"])
			if status == "sending" || status == "sent" {
				if now.GetString("status") != status || now.GetString("once_key") != "k" {
					t.Errorf("a message that is out became %s with the key %q", now.GetString("status"), now.GetString("once_key"))
				}
				return
			}
			if now.GetString("status") != "cancelled" || now.GetString("once_key") != "" || now.GetString("leased_by") != "" || !strings.Contains(now.GetString("status_reason"), `"ignored"`) {
				t.Errorf("a %s message became %s %s", status, now.GetString("status"), now.GetString("status_reason"))
			}
			prospect := s.find("prospects", own["prospects"])
			if prospect.GetString("stage") != "done" || prospect.GetDateTime("judged_at").IsZero() {
				t.Errorf("the prospect is at %s, judged at %s", prospect.GetString("stage"), prospect.GetString("judged_at"))
			}
		})
	}
}

func TestFollow_aRefusedActLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	_, err := s.app.NonconcurrentDB().NewQuery("CREATE TRIGGER boom BEFORE UPDATE OF converted_count ON campaigns BEGIN SELECT RAISE(ABORT, 'boom'); END").Execute()
	must(t, err)
	if got := s.do("user", "PATCH", at("prospects", own["prospects"]), map[string]any{"status": "converted"}); got.status == http.StatusOK {
		t.Fatalf("answers %s", got.raw)
	}
	if got := s.find("prospects", own["prospects"]).GetString("status"); got == "converted" {
		t.Error("the prospect was converted without its figure")
	}
	if got := s.find("messages", own["messages"]).GetString("status"); got != "draft" {
		t.Errorf("the message became %s", got)
	}
}

func TestTiers_allowSoManyAndSayWhichTier(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa") // one agent, one prospect
	workspace := s.find("workspaces", s.a)
	workspace.Set("plan_tier", "free")
	must(t, s.app.Save(workspace))
	got := s.do("user", "POST", at("agents"), map[string]any{"name": "Bia"}).want(t, http.StatusBadRequest)
	if !strings.Contains(got.raw, "the plan free allows 1, there are 1, 1 too many") || !strings.Contains(got.raw, `"tier_limit"`) {
		t.Errorf("a second agent of the free tier answers %s", got.raw)
	}
	s.do("stranger", "POST", at("agents"), map[string]any{"name": "Bia"}).want(t, http.StatusOK) // another workspace's tier
	_, err := s.app.NonconcurrentDB().NewQuery(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
		INSERT INTO prospects (id, workspace, campaign, name) SELECT printf('p%014d', i), {:w}, {:c}, 'x' FROM n`).
		Bind(dbx.Params{"w": s.a, "c": own["campaigns"]}).Execute()
	must(t, err)
	got = s.do("user", "POST", at("prospects"), map[string]any{"campaign": own["campaigns"], "name": "Oficina"}).want(t, http.StatusBadRequest)
	if !strings.Contains(got.field("name"), "the plan free allows 1000, there are 1000, 1 too many: remove some, or change to the plan pro") {
		t.Errorf("one prospect too many answers %s", got.raw)
	}
	s.do("user", "DELETE", at("agents", own["agents"]), nil).want(t, http.StatusNoContent)
	s.do("user", "POST", at("agents"), map[string]any{"name": "Bia"}).want(t, http.StatusOK)
}
