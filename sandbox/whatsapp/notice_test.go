package whatsapp

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/sandbox/ledger"
)

// happen lets everything happen that is due, and returns what the webhooks of it say: field, event or value, in order.
func (a *api) happen() []string {
	a.t.Helper()
	var out []string
	due, _ := a.ledger.Due(a.clock.Now())
	for _, e := range due {
		if err := a.ledger.Happen(e.ID, e.At); err != nil {
			a.t.Fatal(err)
		}
		out = append(out, a.says(e))
	}
	return out
}

// says writes an event's webhook short: its field, and what happened.
func (a *api) says(e ledger.Event) string {
	a.t.Helper()
	body, err := a.envelope([]ledger.Event{e})
	if err != nil {
		a.t.Fatal(err)
	}
	var envelope struct {
		Entry []struct {
			ID      string
			Time    int64
			Changes []struct {
				Field string
				Value map[string]any
			}
		}
	}
	if err := json.Unmarshal(body, &envelope); err != nil || len(envelope.Entry) != 1 || len(envelope.Entry[0].Changes) != 1 || envelope.Entry[0].ID != a.Account().WABAID {
		a.t.Fatalf("%v: %s", err, body)
	}
	c := envelope.Entry[0].Changes[0]
	if timed := c.Value["messaging_product"] == nil; timed != (envelope.Entry[0].Time != 0) {
		a.t.Errorf("%s has an entry with the time %d", c.Field, envelope.Entry[0].Time)
	}
	words := []string{c.Field}
	for _, key := range []string{"event", "max_daily_conversations_per_business", "new_category", "new_quality_score"} {
		if c.Value[key] != nil {
			words = append(words, fmt.Sprint(c.Value[key]))
		}
	}
	for _, key := range []string{"ban_info", "restriction_info", "violation_info", "other_info", "disable_info", "user_preferences", "message_echoes"} {
		if c.Value[key] != nil {
			words = append(words, fmt.Sprint(c.Value[key]))
		}
	}
	return strings.Join(words, " ")
}

func (a *api) template(to string) int {
	a.t.Helper()
	got, _ := code(second(a.send(templateTo(to, "saudacao", "pt_BR", "Ana", "x"))))
	return got
}

func TestSetNumber_tellsTheTierAndHoldsIt(t *testing.T) {
	t.Parallel()
	a := begin(t)
	for _, c := range []struct {
		tier, quality string
		want          []string
		status        string
	}{
		{"TIER_250", "", []string{"business_capability_update 250", "phone_number_quality_update DOWNGRADE TIER_250"}, "CONNECTED"},
		{"TIER_250", "GREEN", nil, "CONNECTED"},
		{"TIER_UNLIMITED", "", []string{"business_capability_update -1", "phone_number_quality_update UPGRADE TIER_UNLIMITED"}, "CONNECTED"},
		{"", "YELLOW", nil, "CONNECTED"},
		{"", "RED", []string{"phone_number_quality_update FLAGGED TIER_UNLIMITED"}, "FLAGGED"},
		{"", "YELLOW", []string{"phone_number_quality_update UNFLAGGED TIER_UNLIMITED"}, "CONNECTED"},
		{"TIER_50", "RED", []string{"business_capability_update 50", "phone_number_quality_update DOWNGRADE TIER_50", "phone_number_quality_update FLAGGED TIER_50"}, "FLAGGED"},
	} {
		if err := a.SetNumber(c.tier, c.quality); err != nil {
			t.Fatal(err)
		}
		if got := a.happen(); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: told %q, want %q", c.tier, c.quality, got, c.want)
		}
		_, out := a.call(http.MethodGet, a.Account().PhoneNumberID+"?fields=status,quality_rating,whatsapp_business_manager_messaging_limit", "")
		if out["status"] != c.status || out["quality_rating"] != a.Account().Quality || out["whatsapp_business_manager_messaging_limit"] != a.Account().Tier {
			t.Errorf("%s %s: the number is %v", c.tier, c.quality, out)
		}
	}
	for i := range 50 {
		if got := a.template(fmt.Sprintf("551190000%04d", i)); got != 0 {
			t.Fatalf("person %d: code %d", i, got)
		}
		a.clock.Advance(time.Minute)
	}
	if got := a.template("5511900009999"); got != 131048 {
		t.Errorf("person 51 of a day: code %d, want 131048", got)
	}
	if err := a.SetNumber("TIER_250", ""); err != nil {
		t.Fatal(err)
	}
	if got := a.template("5511900009999"); got != 0 {
		t.Errorf("person 51 of a wider day: code %d", got)
	}
	for _, c := range [][2]string{{"", ""}, {"TIER_7", ""}, {"", "PINK"}} {
		if err := a.SetNumber(c[0], c[1]); err == nil {
			t.Errorf("%q was taken", c)
		}
	}
}

func TestEnforce_refusesWhatIsSentUntilItEnds(t *testing.T) {
	t.Parallel()
	a := begin(t)
	for _, c := range []struct {
		act, kind, told, status string
		code                    int
	}{
		{"schedule", "", "account_update DISABLED_UPDATE map[waba_ban_date:November 24, 2026 waba_ban_state:SCHEDULE_FOR_DISABLE]", "CONNECTED", 0},
		{"ban", "", "account_update DISABLED_UPDATE map[waba_ban_date:November 24, 2026 waba_ban_state:DISABLE]", "BANNED", 131031},
		{"reinstate", "", "account_update DISABLED_UPDATE map[waba_ban_date:November 24, 2026 waba_ban_state:REINSTATE]", "CONNECTED", 0},
		{"violation", "SPAM", "account_update ACCOUNT_VIOLATION map[violation_type:SPAM]", "CONNECTED", 0},
		{"restrict", "", "RESTRICTED_BIZ_INITIATED_MESSAGING", "RESTRICTED", 368},
		{"reinstate", "", "REINSTATE", "CONNECTED", 0},
	} {
		if err := a.Enforce(c.act, c.kind); err != nil {
			t.Fatal(err)
		}
		if got := a.happen(); len(got) != 1 || !strings.Contains(got[0], c.told) {
			t.Errorf("%s: told %q", c.act, got)
		}
		to := a.someone(false).Number
		if got := a.template(to); got != c.code {
			t.Errorf("%s: a template has code %d, want %d", c.act, got, c.code)
		}
		if got, _ := code(second(a.send(textTo(to, "oi")))); got != c.code {
			t.Errorf("%s: a text has code %d, want %d", c.act, got, c.code)
		}
		if _, out := a.call(http.MethodGet, a.Account().PhoneNumberID+"?fields=status", ""); out["status"] != c.status {
			t.Errorf("%s: the number is %v", c.act, out)
		}
		a.happen()
	}
	if err := a.Enforce("forgive", ""); err == nil || !strings.Contains(err.Error(), "reinstate") {
		t.Errorf("an unknown act: %v", err)
	}
}

func TestChangeTemplate_tellsAndHoldsItsStatus(t *testing.T) {
	t.Parallel()
	a := begin(t)
	to := a.someone(false).Number
	for _, c := range []struct {
		status, reason, told string
		code                 int
	}{
		{"PAUSED", "", "message_template_status_update PAUSED map[description:", 132015},
		{"APPROVED", "", "title:UNPAUSE", 0},
		{"DISABLED", "", "map[disable_date:1795521600]", 132016},
		{"REJECTED", "INVALID_FORMAT", "message_template_status_update REJECTED", 132001},
		{"PENDING", "", "message_template_status_update PENDING", 132001},
		{"APPROVED", "", "message_template_status_update APPROVED", 0},
	} {
		done, err := a.ChangeTemplate(TemplateChange{Name: "saudacao", Language: "pt_BR", Status: c.status, Reason: c.reason})
		if err != nil || done.Status != c.status {
			t.Fatalf("%s: %+v, %v", c.status, done, err)
		}
		if got := a.happen(); len(got) != 1 || !strings.Contains(got[0], c.told) {
			t.Errorf("%s: told %q", c.status, got)
		}
		if got := a.template(to); got != c.code {
			t.Errorf("%s: code %d, want %d", c.status, got, c.code)
		}
		if _, out := a.call(http.MethodGet, a.Account().WABAID+"/message_templates?fields=status", ""); !strings.Contains(fmt.Sprint(out), "status:"+c.status) {
			t.Errorf("%s: listed as %v", c.status, out)
		}
	}
	done, err := a.ChangeTemplate(TemplateChange{Name: "saudacao", Language: "pt_BR", Category: "UTILITY", Quality: "RED"})
	want := []string{"template_category_update UTILITY", "message_template_quality_update RED"}
	if got := a.happen(); err != nil || done.Category != "UTILITY" || !slices.Equal(got[len(got)-2:], want) {
		t.Errorf("category and quality: %+v %v, told %q", done, err, got)
	}
	if got := a.template(to); got != 0 {
		t.Errorf("a template of low quality has code %d", got)
	}
	for _, c := range []TemplateChange{{Name: "saudacao", Language: "pt_BR"}, {Name: "saudacao", Language: "pt_BR", Status: "GONE"}, {Name: "saudacao", Language: "pt_BR", Category: "X"}, {Name: "saudacao", Language: "pt_BR", Quality: "X"}} {
		if _, err := a.ChangeTemplate(c); err == nil {
			t.Errorf("%+v was taken", c)
		}
	}
	if _, err := a.ChangeTemplate(TemplateChange{Name: "saudacao", Language: "en", Status: "PAUSED"}); !errors.Is(err, ErrNoTemplate) {
		t.Errorf("no template: %v", err)
	}
}

func TestNotice_namesATemplateByItsWholeID(t *testing.T) {
	t.Parallel()
	a := begin(t)
	a.put("longo", "APPROVED", "Oi")
	a.templates[1].ID = "9999999999999999" // more than a floating-point number holds
	if _, err := a.ChangeTemplate(TemplateChange{Name: "longo", Language: "pt_BR", Status: "PAUSED"}); err != nil {
		t.Fatal(err)
	}
	due, _ := a.ledger.Due(a.clock.Now())
	body, err := a.envelope(due)
	if err != nil || !strings.Contains(string(body), `"message_template_id":9999999999999999`) {
		t.Errorf("%s %v", body, err)
	}
}

func TestEnvelope_givesEachNoticeAnEntryWithItsOwnTime(t *testing.T) {
	t.Parallel()
	a := begin(t)
	for range 2 { // the same words in the same second are two notices
		if err := errors.Join(a.Enforce("ban", ""), a.Enforce("reinstate", "")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.Say(a.someone(false).Number, "oi", false); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Echo(a.someone(false).Number, "olá"); err != nil {
		t.Fatal(err)
	}
	due, _ := a.ledger.Due(a.clock.Now())
	body, err := a.envelope(due)
	var envelope struct {
		Entry []struct {
			Time    int64
			Changes []any
		}
	}
	if err = errors.Join(err, json.Unmarshal(body, &envelope)); err != nil {
		t.Fatal(err)
	}
	times, shared := map[int64]int{}, 0
	for _, e := range envelope.Entry {
		if times[e.Time]++; e.Time == 0 {
			shared += len(e.Changes)
		}
	}
	if len(times) != 5 || shared != 2 {
		t.Errorf("times %v and %d changes without one in\n%s", times, shared, body)
	}
}

func TestNew_takesUpWhatWasDoneByHand(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "ledger")
	book, err := ledger.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t)
	o := a.o
	o.Ledger, o.Logger = book, slog.New(slog.DiscardHandler)
	first, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	p := a.someone(false).Number
	_, err = first.Prefer(p, true)
	_, adErr := first.SayFromAd(p, "oi")
	if err := errors.Join(err, adErr, first.Enforce("ban", ""), first.SetNumber("TIER_250", "RED"), book.Close()); err != nil {
		t.Fatal(err)
	}
	if book, err = ledger.Open(file); err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	o.Ledger = book
	again, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Account(); got.Blocked != 131031 || got.Tier != "TIER_250" || got.Quality != "RED" {
		t.Errorf("the account is %+v", got.Condition)
	}
	if again.noticed < first.noticed || !again.preferences[p].Stop || again.entries[p].IsZero() {
		t.Errorf("noticed %d of %d, preferences %v, entries %v", again.noticed, first.noticed, again.preferences, again.entries)
	}
	due, _ := book.Due(now)
	if body, err := again.envelope(due); err != nil || !strings.Contains(string(body), "DISABLED_UPDATE") {
		t.Errorf("%v: %s", err, body)
	}
}
