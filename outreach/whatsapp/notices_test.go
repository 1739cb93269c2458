package whatsapp

import (
	"strings"
	"testing"

	"aceno/campaign"

	"github.com/google/go-cmp/cmp"
)

// onNumber is a change that names a number by its id, as few notices do.
func onNumber(field, value string) []byte {
	return change(field, strings.Replace(value, "{", `{"metadata":{"phone_number_id":"PN1"},`, 1))
}

func TestParse_readsWhatBecomesOfAnAccount(t *testing.T) {
	t.Parallel()
	const policy, blocked = campaign.ReasonPolicy, campaign.AccountBlocked
	for name, c := range map[string]struct {
		field, value string
		want         campaign.AccountEvent
		says         string
	}{
		"banned":            {"account_update", `{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE","waba_ban_date":"April 17, 2026"}}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "disabled"},
		"banned, no event":  {"account_update", `{"ban_info":{"waba_ban_state":"DISABLE"}}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "disabled"},
		"ban in strange":    {"account_update", `{"event":"DISABLED_UPDATE","ban_info":7}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "disabled"},
		"to be banned":      {"account_update", `{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"SCHEDULE_FOR_DISABLE"}}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "about to disable"},
		"reinstated":        {"account_update", `{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"}}`, campaign.AccountEvent{Code: "disabled_update"}, "lifted"},
		"violation":         {"account_update", `{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"SCAM"}}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "(SCAM)"},
		"restricted":        {"account_update", `{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1795600000},{"restriction_type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION"}]}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "RESTRICTED_BIZ_INITIATED_MESSAGING, RESTRICTED_ADD"},
		"restricted anyhow": {"account_update", `{"event":"ACCOUNT_RESTRICTION"}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "restricted"},
		"a new restriction": {"account_update", `{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_TOMORROW"}]}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "TOMORROW"},
		"no calls":          {"account_update", `{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BUSINESS_INITIATED_CALLING"},{"restriction_type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION"},{"restriction_type":"RESTRICTED_UTILITY_TEMPLATES"}]}`, campaign.AccountEvent{Code: "account_restriction"}, "CALLING"},
		"deleted":           {"account_update", `{"event":"ACCOUNT_DELETED"}`, campaign.AccountEvent{Code: campaign.ReasonNotRegistered, Effect: blocked}, "deleted"},
		"removed":           {"account_update", `{"event":"PARTNER_REMOVED"}`, campaign.AccountEvent{Code: campaign.ReasonPermissionMissing, Effect: blocked}, "connect it again"},
		"a price tier":      {"account_update", `{"event":"VOLUME_BASED_PRICING_TIER_UPDATE","volume_tier_info":{"tier":"1:250","pricing_category":"UTILITY"}}`, campaign.AccountEvent{Code: "volume_based_pricing_tier_update"}, "VOLUME"},
		"of tomorrow":       {"account_update", `{"event":"SOMETHING_NEW"}`, campaign.AccountEvent{Code: "something_new"}, "SOMETHING_NEW"},
		"approved":          {"account_review_update", `{"decision":"APPROVED"}`, campaign.AccountEvent{Code: "account_review_update"}, "approved"},
		"rejected":          {"account_review_update", `{"decision":"REJECTED"}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "REJECTED"},
		"deferred":          {"account_review_update", `{"decision":"DEFERRED"}`, campaign.AccountEvent{Code: policy, Effect: blocked}, "DEFERRED"},
		"alert":             {"account_alerts", `{"entity_type":"BUSINESS","entity_id":"B1","alert_info":{"alert_severity":"CRITICAL","alert_type":"OBA_REJECTED","alert_description":"Edit the display name"}}`, campaign.AccountEvent{Code: "oba_rejected"}, "OBA_REJECTED: Edit the display name"},
	} {
		e := parseOne(t, change(c.field, c.value))
		if e.Kind != campaign.EventAccount || e.Unread != "" || e.Account == nil || e.AccountID != "WABA1" {
			t.Errorf("%s: %+v", name, e)
			continue
		}
		if !strings.Contains(e.Account.Message, c.says) {
			t.Errorf("%s: %q does not say %q", name, e.Account.Message, c.says)
		}
		c.want.Message, c.want.WABA = e.Account.Message, "WABA1"
		if diff := cmp.Diff(c.want, *e.Account); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestParse_readsHowManyPeopleADayMayBeWrittenTo(t *testing.T) {
	t.Parallel()
	const capability, quality, all = "business_capability_update", "phone_number_quality_update", campaign.UnlimitedTier
	for name, c := range map[string]struct {
		field, value string
		tier         int
		quality      string
	}{
		"business":              {capability, `{"max_daily_conversations_per_business":2000,"max_phone_numbers_per_business":20}`, 2000, ""},
		"business as text":      {capability, `{"max_daily_conversations_per_business":"2000"}`, 2000, ""},
		"business as tier":      {capability, `{"max_daily_conversations_per_business":"TIER_10K"}`, 10_000, ""},
		"business before phone": {capability, `{"max_daily_conversation_per_phone":250,"max_daily_conversations_per_business":100000}`, 100_000, ""},
		"phone, of old":         {capability, `{"max_daily_conversation_per_phone":250}`, 250, ""},
		"by the field's name":   {capability, `{"whatsapp_business_manager_messaging_limit":"TIER_2K"}`, 2000, ""},
		"no limit":              {capability, `{"max_daily_conversations_per_business":-1}`, all, ""},
		"no limit, as tier":     {capability, `{"max_daily_conversations_per_business":"TIER_UNLIMITED"}`, all, ""},
		"numbers alone":         {capability, `{"max_phone_numbers_per_business":20}`, 0, ""},
		"of another type":       {capability, `{"max_daily_conversations_per_business":{"max":2000}}`, 0, ""},
		"down":                  {quality, `{"display_phone_number":"5547300000000","event":"DOWNGRADE","old_limit":"TIER_2K","current_limit":"TIER_250"}`, 250, ""},
		"up":                    {quality, `{"event":"UPGRADE","current_limit":"TIER_100K"}`, 100_000, ""},
		"the tier of old":       {quality, `{"event":"DOWNGRADE","current_limit":"TIER_1K"}`, 1000, ""},
		"up to no limit":        {quality, `{"event":"UPGRADE","current_limit":"TIER_UNLIMITED"}`, all, ""},
		"flagged":               {quality, `{"event":"FLAGGED","current_limit":"TIER_2K"}`, 2000, "RED"},
		"flagged alone":         {quality, `{"event":"FLAGGED"}`, 0, "RED"},
		"unflagged":             {quality, `{"event":"UNFLAGGED","current_limit":"TIER_10K"}`, 10_000, ""},
		"by its new name":       {quality, `{"event":"DOWNGRADE","current_limit":"TIER_250","max_daily_conversations_per_business":"TIER_2K"}`, 2000, ""},
		"limit alone":           {quality, `{"current_limit":"TIER_2K"}`, 2000, ""},
		"not yet":               {quality, `{"event":"ONBOARDING","current_limit":"TIER_NOT_SET"}`, 0, ""},
		"more throughput":       {quality, `{"event":"THROUGHPUT_UPGRADE","current_limit":"TIER_UNLIMITED"}`, 0, ""},
		"throughput and limit":  {quality, `{"event":"THROUGHPUT_UPGRADE","max_daily_conversations_per_business":"TIER_10K"}`, 10_000, ""},
	} {
		e := parseOne(t, change(c.field, c.value))
		if e.Account == nil || e.Unread != "" {
			t.Errorf("%s: %+v", name, e)
			continue
		}
		got := e.Account
		if got.Tier != c.tier || got.Quality != c.quality || got.WABA != "WABA1" || got.Effect != campaign.AccountFine || got.Code == "" || got.Message == "" {
			t.Errorf("%s: %+v, want tier %d and quality %q of the whole business account", name, got, c.tier, c.quality)
		}
	}
}

func TestParse_readsWhatBecomesOfATemplate(t *testing.T) {
	t.Parallel()
	const named = `"message_template_id":1689556908129832,"message_template_name":"ola","message_template_language":"pt-BR"`
	status := func(event, more string) (field, value string) {
		return "message_template_status_update", `{"event":"` + event + `",` + named + `,"message_template_category":"MARKETING"` + more + `}`
	}
	for event, want := range map[string]string{
		"APPROVED": "APPROVED", "PAUSED": "PAUSED", "DISABLED": "DISABLED", "REJECTED": "REJECTED", "PENDING": "PENDING", "IN_APPEAL": "IN_APPEAL",
		"ARCHIVED": "ARCHIVED", "DELETED": "DELETED", "PENDING_DELETION": "PENDING_DELETION", "REINSTATED": "APPROVED", "paused": "PAUSED",
		"LOCKED": "LOCKED", "LIMIT_EXCEEDED": "LIMIT_EXCEEDED", "UNARCHIVED": "UNARCHIVED", "OF_TOMORROW": "OF_TOMORROW",
	} {
		e := parseOne(t, change(status(event, `,"reason":"NONE"`)))
		want := &campaign.TemplateEvent{WABA: "WABA1", Name: "ola", Language: "pt_BR", Status: want, Category: "MARKETING"}
		if diff := cmp.Diff(want, e.Template); diff != "" || e.Kind != campaign.EventTemplate {
			t.Errorf("%s: %s %s", event, e.Kind, diff)
		}
	}
	for more, want := range map[string]string{
		`,"other_info":{"title":"FIRST_PAUSE"}`: "PAUSED", `,"other_info":{"title":"RATE_LIMITING_PAUSE"}`: "PAUSED",
		`,"other_info":{"title":"UNPAUSE"}`: "APPROVED", `,"other_info":{"title":"DISABLED"}`: "DISABLED", `,"other_info":{"title":"NEW"}`: "LOCKED", `,"other_info":[]`: "LOCKED",
	} {
		if e := parseOne(t, change(status("LOCKED", more))); e.Template == nil || e.Template.Status != want {
			t.Errorf("locked with %s: %+v, want %s", more, e.Template, want)
		}
	}
	e := parseOne(t, change(status("REJECTED", `,"reason":"INVALID_FORMAT"`)))
	if e.Template == nil || e.Template.Reason != "INVALID_FORMAT" {
		t.Errorf("rejected: %+v", e.Template)
	}
}

func TestParse_leavesATemplatesStatusAloneWhereNoneIsSaid(t *testing.T) {
	t.Parallel()
	const named = `"message_template_name":"ola","message_template_language":"pt_BR"`
	for name, c := range map[string]struct{ field, value, says string }{
		"quality":        {"message_template_quality_update", `{` + named + `,"previous_quality_score":"GREEN","new_quality_score":"RED"}`, "ola/pt_BR: the template's quality is RED and was GREEN"},
		"first quality":  {"message_template_quality_update", `{` + named + `,"new_quality_score":"YELLOW"}`, "YELLOW"},
		"flagged":        {"message_template_status_update", `{` + named + `,"event":"FLAGGED"}`, "may disable it"},
		"category ahead": {"template_category_update", `{` + named + `,"correct_category":"MARKETING","new_category":"UTILITY","category_update_timestamp":1795600000}`, "category MARKETING"},
	} {
		e := parseOne(t, change(c.field, c.value))
		if e.Kind != campaign.EventAccount || e.Template != nil || e.Account == nil || e.Account.Effect != campaign.AccountFine || e.Account.Quality != "" || e.Account.Tier != 0 {
			t.Errorf("%s: %+v", name, e)
			continue
		}
		if !strings.Contains(e.Account.Message, c.says) {
			t.Errorf("%s: %q does not say %q", name, e.Account.Message, c.says)
		}
	}
	e := parseOne(t, change("template_category_update", `{`+named+`,"previous_category":"UTILITY","new_category":"MARKETING"}`))
	want := &campaign.TemplateEvent{WABA: "WABA1", Name: "ola", Language: "pt_BR", Category: "MARKETING"}
	if diff := cmp.Diff(want, e.Template); diff != "" || e.Kind != campaign.EventTemplate {
		t.Errorf("another category: %s %s", e.Kind, diff)
	}
}

func TestParse_keepsANoticeThatSaysNothing(t *testing.T) {
	t.Parallel()
	for field, values := range map[string][]string{
		"account_update":                  {`{}`, `{"event":true}`, `{"phone_number":"1"}`},
		"account_review_update":           {`{}`, `{"decision":[]}`},
		"account_alerts":                  {`{}`, `{"alert_info":"x"}`},
		"phone_number_quality_update":     {`{}`, `{"display_phone_number":"1"}`},
		"message_template_status_update":  {`{}`, `{"event":"PAUSED","message_template_name":"a"}`, `{"message_template_name":"a","message_template_language":"b"}`},
		"message_template_quality_update": {`{"new_quality_score":"RED"}`, `{"message_template_name":"a","message_template_language":"b"}`},
		"template_category_update":        {`{"new_category":"UTILITY"}`, `{"message_template_name":"a","message_template_language":"b"}`},
	} {
		for _, value := range values {
			if e := parseOne(t, change(field, value)); e.Unread == "" || e.Account != nil || e.Template != nil {
				t.Errorf("%s %s: %+v", field, value, e)
			}
		}
	}
}

func TestParse_tellsANoticeOfOneNumberFromThatOfAll(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body        []byte
		waba, about string
	}{
		"a business":        {change("account_update", `{"event":"ACCOUNT_DELETED"}`), "WABA1", "WABA1"},
		"a number":          {onNumber("account_update", `{"event":"ACCOUNT_DELETED"}`), "", "PN1"},
		"an alert for all":  {change("account_alerts", `{"entity_type":"BUSINESS","entity_id":"B1","alert_info":{"alert_type":"X"}}`), "WABA1", "WABA1"},
		"an alert for one":  {change("account_alerts", `{"entity_type":"PHONE_NUMBER","entity_id":"PN2","alert_info":{"alert_type":"X"}}`), "", "PN2"},
		"an error":          {messages("", "errors", `{"code":131031,"title":"Locked"}`), "", "PN1"},
		"an error for all":  {change("messages", `{"errors":[{"code":131031,"title":"Locked"}]}`), "WABA1", "WABA1"},
		"a template's mark": {change("message_template_quality_update", `{"message_template_name":"a","message_template_language":"b","new_quality_score":"RED"}`), "WABA1", "WABA1"},
	} {
		if e := parseOne(t, c.body); e.Account == nil || e.Account.WABA != c.waba || e.AccountID != c.about {
			t.Errorf("%s: %s, %+v", name, e.AccountID, e.Account)
		}
	}
}

func TestParse_readsBothPreferences(t *testing.T) {
	t.Parallel()
	const who = `"wa_id":"5547900001234"`
	for name, c := range map[string]struct {
		item string
		want *campaign.PreferenceEvent
	}{
		"stop":                {`{` + who + `,"value":"stop","category":"marketing_messages","timestamp":1795500000}`, &campaign.PreferenceEvent{From: "5547900001234", Stop: true}},
		"resume":              {`{` + who + `,"value":"resume","category":"marketing_messages"}`, &campaign.PreferenceEvent{From: "5547900001234"}},
		"resume, of old":      {`{` + who + `,"value":"RESUME","category":"marketing"}`, &campaign.PreferenceEvent{From: "5547900001234"}},
		"resume, unsaid":      {`{` + who + `,"value":"resume"}`, &campaign.PreferenceEvent{From: "5547900001234"}},
		"stop of all":         {`{` + who + `,"value":"stop","category":"everything"}`, &campaign.PreferenceEvent{From: "5547900001234", Stop: true}},
		"resume of the other": {`{` + who + `,"value":"resume","category":"utility"}`, nil},
		"by id":               {`{"user_id":"BR.9","value":"stop"}`, &campaign.PreferenceEvent{UserID: "BR.9", Stop: true}},
	} {
		e := parseOne(t, change("user_preferences", `{"user_preferences":[`+c.item+`]}`))
		if diff := cmp.Diff(c.want, e.Prefer); diff != "" || e.Unread != "" {
			t.Errorf("%s: %s %s", name, e.Unread, diff)
		}
	}
}

func TestParse_readsWhatAMessageIsChargedAs(t *testing.T) {
	t.Parallel()
	for pricing, want := range map[string]campaign.StatusEvent{
		`{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"}`:              {Category: "marketing"},
		`{"billable":false,"pricing_model":"PMP","type":"free_customer_service","category":"service"}`: {Category: "service", Free: true},
		`{"pricing_model":"PMP","type":"free_entry_point","category":"referral_conversion"}`:           {Category: "referral_conversion", Free: true},
		`{"billable":true,"pricing_model":"PMP","type":"free_entry_point","category":"utility"}`:       {Category: "utility", Free: true},
		`{"billable":false,"pricing_model":"PMP","type":"regular","category":"Marketing_Lite"}`:        {Category: "marketing_lite"},
		`{"billable":false,"pricing_model":"CBP","category":"service"}`:                                {Category: "service", Free: true},
		`{"billable":true,"pricing_model":"CBP","category":"service"}`:                                 {Category: "service"},
		`{"billable":"no","category":7}`:                                                               {Category: "7"},
		`null`:                                                                                         {}, `"broken"`: {}, `[]`: {},
	} {
		e := parseOne(t, messages("", "statuses", `{"id":"wamid.1","status":"delivered","pricing":`+pricing+`}`))
		if e.Status == nil || e.Status.Category != want.Category || e.Status.Free != want.Free || e.Status.CostCents != nil {
			t.Errorf("%s: %+v", pricing, e.Status)
		}
	}
}
