package campaign

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// refusal is one error that is wanted: its field and words of its sentence.
type refusal struct{ field, says string }

func checkRefusals(t *testing.T, err error, want []refusal) {
	t.Helper()
	var got Errors
	if err != nil && !errors.As(err, &got) {
		t.Fatalf("%v is no Errors", err)
	}
	if len(got) != len(want) {
		t.Fatalf("got %d errors (%v), want %v", len(got), err, want)
	}
	for i, w := range want {
		if got[i].Field != w.field || !strings.Contains(got[i].Message, w.says) || got[i].Code != "invalid" {
			t.Errorf("error %d is %q: %q (%s), want %q: %q", i, got[i].Field, got[i].Message, got[i].Code, w.field, w.says)
		}
	}
}

// sources stands for the sources' own checks.
func sources(_ string, entry json.RawMessage) error {
	var e struct{ Query string }
	switch err := json.Unmarshal(entry, &e); {
	case err != nil:
		return err
	case e.Query == "bad":
		return Errors{Invalid("query", `"bad" is no query`), Invalid("", "the entry as a whole")}
	case e.Query == "one":
		return Invalid("area.name", "one error")
	case e.Query == "plain":
		return errors.New("a plain error")
	}
	return nil
}

func TestParseSearchConfig_refusesByName(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, raw string
		want      []refusal
	}{
		{"nothing", "", nil},
		{"null", "null", nil},
		{"empty object", "{}", nil},
		{"good", `{"sources":[{"type":"openstreetmap","query":"dentist"}],"refresh_hours":12}`, nil},
		{"no object", `[1]`, []refusal{{"search_config", "[1] is not an object"}}},
		{"no JSON", `{"sources`, []refusal{{"search_config", "is not an object"}}},
		{"unknown keys", `{"source":[],"refresh":1}`, []refusal{{"search_config.refresh", `"refresh" is unknown: use sources, refresh_hours`}, {"search_config.source", "unknown"}}},
		{"sources no list", `{"sources":{}}`, []refusal{{"search_config.sources", "is not a list"}}},
		{"source no object", `{"sources":["openstreetmap",null]}`, []refusal{{"search_config.sources[0]", "is not a source"}, {"search_config.sources[1]", "is not a source"}}},
		{"type missing", `{"sources":[{"query":"x"}]}`, []refusal{{"search_config.sources[0].type", "write one of openstreetmap"}}},
		{"type unknown", `{"sources":[{"type":"osm"}]}`, []refusal{{"search_config.sources[0].type", `"osm" is not a type of source`}}},
		{"type no text", `{"sources":[{"type":7}]}`, []refusal{{"search_config.sources[0].type", "7 cannot be used"}}},
		{"the source refuses", `{"sources":[{"type":"websites"},{"type":"openstreetmap","query":"bad"}]}`,
			[]refusal{{"search_config.sources[1].query", `"bad"`}, {"search_config.sources[1]", "as a whole"}}},
		{"the source refuses once", `{"sources":[{"type":"openstreetmap","query":"one"}]}`, []refusal{{"search_config.sources[0].area.name", "one error"}}},
		{"the source refuses plainly", `{"sources":[{"type":"openstreetmap","query":"plain"}]}`, []refusal{{"search_config.sources[0]", "a plain error"}}},
		{"refresh of half an hour", `{"refresh_hours":0.5}`, []refusal{{"search_config.refresh_hours", "write a whole number"}}},
		{"refresh below", `{"refresh_hours":0}`, []refusal{{"search_config.refresh_hours", "write 1 to 8760"}}},
		{"refresh above", `{"refresh_hours":9999}`, []refusal{{"search_config.refresh_hours", "9999"}}},
		{"too many", `{"sources":[` + strings.Repeat("{},", 50) + `{}]}`, []refusal{{"search_config.sources", "51 sources"}}},
		{"all at once", `{"x":1,"refresh_hours":"a","sources":[{"type":"y"}]}`,
			[]refusal{{"search_config.x", "unknown"}, {"search_config.refresh_hours", `"a"`}, {"search_config.sources[0].type", `"y"`}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseSearchConfig([]byte(tt.raw), sources)
			checkRefusals(t, err, tt.want)
		})
	}
}

func TestParseSearchConfig_keepsTheEntriesAsTheyAre(t *testing.T) {
	t.Parallel()
	c, err := ParseSearchConfig([]byte(`{"sources":[{"type":"openstreetmap","query":"dentist","limit":5}]}`), nil)
	if err != nil || len(c.Sources) != 1 || string(c.Sources[0]) != `{"type":"openstreetmap","query":"dentist","limit":5}` {
		t.Errorf("got %s, %v", c.Sources, err)
	}
	if c.Refresh() != 24 {
		t.Errorf("raw results are kept for %d hours, want 24", c.Refresh())
	}
	if c.RefreshHours = 6; c.Refresh() != 6 {
		t.Errorf("raw results are kept for %d hours, want 6", c.Refresh())
	}
}

func TestParseQualification_refusesByName(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, raw string
		want      []refusal
	}{
		{"nothing", " ", nil},
		{"the contract's example", `{"require":["phone","whatsapp","email","instagram"],"has_website":null,"followers":{"min":0,"max":null},
			"last_post_within_days":90,"rating":{"min":4.0},"reviews":{"min":5},"keywords":{"any":[],"none":[]},"min_score":50}`, nil},
		{"unknown keys", `{"requires":["phone"],"rating":{"minimum":4},"keywords":{"all":[]}}`,
			[]refusal{{"qualification.requires", "unknown"}, {"qualification.rating.minimum", "use min, max"}, {"qualification.keywords.all", "use any, none"}}},
		{"require", `{"require":["phone","fax"]}`, []refusal{{"qualification.require[1]", `"fax" cannot be required: write one of phone, whatsapp, email, instagram`}}},
		{"require no list", `{"require":"phone"}`, []refusal{{"qualification.require", `["phone"]`}}},
		{"has_website", `{"has_website":"no"}`, []refusal{{"qualification.has_website", "true or false"}}},
		{"rating above", `{"rating":{"min":4.5,"max":6}}`, []refusal{{"qualification.rating.max", "6 cannot be used: write 0 to 5"}}},
		{"rating turned round", `{"rating":{"min":4.5,"max":3}}`, []refusal{{"qualification.rating", "swap"}}},
		{"followers below", `{"followers":{"min":-1}}`, []refusal{{"qualification.followers.min", "-1"}}},
		{"reviews half", `{"reviews":{"min":1.5}}`, []refusal{{"qualification.reviews.min", "a whole number"}}},
		{"range no object", `{"reviews":5}`, []refusal{{"qualification.reviews", `5 is not an object: write {"min": …}`}}},
		{"days", `{"last_post_within_days":0}`, []refusal{{"qualification.last_post_within_days", "write 1 to 3650"}}},
		{"score", `{"min_score":101}`, []refusal{{"qualification.min_score", "101 cannot be used: write 0 to 100"}}},
		{"keyword empty", `{"keywords":{"any":["pão"," - "],"none":["` + strings.Repeat("a", 101) + `"]}}`,
			[]refusal{{"qualification.keywords.any[1]", "is not a keyword"}, {"qualification.keywords.none[0]", "at most 100"}}},
		{"keywords too many", `{"keywords":{"any":[` + strings.Repeat(`"a",`, 200) + `"a"]}}`, []refusal{{"qualification.keywords.any", "201 keywords"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseQualification([]byte(tt.raw))
			checkRefusals(t, err, tt.want)
		})
	}
	score := 200
	checkRefusals(t, Qualification{MinScore: &score}.Check(), []refusal{{"qualification.min_score", "200"}})
}

func TestParseSequence_refusesByName(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		channel Channel
		raw     string
		want    []refusal
	}{
		{"nothing", ChannelWhatsApp, "", nil},
		{"the contract's example", ChannelWhatsApp, `[{"wait_hours":0,"variants":[{"template":"Oi","weight":1}],"use_agent":true,"whatsapp_template":"first_contact/pt_BR",
			"whatsapp_params":["{{ prospect.name }}","{{ slot }}"]},{"wait_hours":72,"stop_if":["replied","read"],"variants":[{"template":"De novo"}]}]`, nil},
		{"template alone", ChannelWhatsApp, `[{"whatsapp_template":"hello/en"}]`, nil},
		{"waits of half an hour", ChannelEmail, `[{"variants":[{"template":"a"}]},{"wait_hours":0.5,"variants":[{"template":"b"}]}]`, nil},
		{"no list", ChannelEmail, `{}`, []refusal{{"sequence", "is not a list"}}},
		{"null step", ChannelEmail, `[null]`, []refusal{{"sequence[0]", "the step is empty"}}},
		{"step no object", ChannelEmail, `["Oi"]`, []refusal{{"sequence[0]", "is not an object"}}},
		{"unknown keys", ChannelEmail, `[{"text":"Oi","variants":[{"template":"a","weigth":2}]}]`,
			[]refusal{{"sequence[0].text", "unknown: use wait_hours"}, {"sequence[0].variants[0].weigth", "use template, weight"}}},
		{"first waits", ChannelEmail, `[{"wait_hours":1,"variants":[{"template":"a"}]}]`, []refusal{{"sequence[0].wait_hours", "write 0"}}},
		{"second does not", ChannelEmail, `[{"variants":[{"template":"a"}]},{"variants":[{"template":"b"}]}]`, []refusal{{"sequence[1].wait_hours", "such as 72"}}},
		{"waits too long", ChannelEmail, `[{"variants":[{"template":"a"}]},{"wait_hours":1e9,"variants":[{"template":"b"}]}]`, []refusal{{"sequence[1].wait_hours", "8760"}}},
		{"stops for another word", ChannelEmail, `[{"stop_if":["answered"],"variants":[{"template":"a"}]}]`, []refusal{{"sequence[0].stop_if[0]", `"answered" cannot be used: write replied or read`}}},
		{"says nothing", ChannelWhatsApp, `[{"use_agent":true}]`, []refusal{{"sequence[0].variants", "whatsapp_template"}}},
		{"empty template", ChannelEmail, `[{"variants":[{"template":" "}]}]`, []refusal{{"sequence[0].variants[0].template", "empty"}}},
		{"weight", ChannelEmail, `[{"variants":[{"template":"a","weight":0}]}]`, []refusal{{"sequence[0].variants[0].weight", "0 cannot be used: write 1 to 1000"}}},
		{"too long for WhatsApp", ChannelWhatsApp, `[{"variants":[{"template":"` + strings.Repeat("á", 4097) + `"}]}]`, []refusal{{"sequence[0].variants[0].template", "4097 characters"}}},
		{"too long for Instagram", ChannelInstagram, `[{"variants":[{"template":"` + strings.Repeat("á", 1001) + `"}]}]`, []refusal{{"sequence[0].variants[0].template", "takes 1000"}}},
		{"template of another channel", ChannelEmail, `[{"whatsapp_template":"hello/en"}]`, []refusal{{"sequence[0].whatsapp_template", "the channel email has no templates"}}},
		{"template without language", ChannelWhatsApp, `[{"whatsapp_template":"hello"}]`, []refusal{{"sequence[0].whatsapp_template", "first_contact/pt_BR"}}},
		{"template in capitals", ChannelWhatsApp, `[{"whatsapp_template":"Hello/pt_BR"}]`, []refusal{{"sequence[0].whatsapp_template", `"Hello/pt_BR"`}}},
		{"values for no template", ChannelWhatsApp, `[{"variants":[{"template":"a"}],"whatsapp_params":["x"]}]`, []refusal{{"sequence[0].whatsapp_params", "no whatsapp_template"}}},
		{"empty value", ChannelWhatsApp, `[{"whatsapp_template":"hello/en","whatsapp_params":["a",""]}]`, []refusal{{"sequence[0].whatsapp_params[1]", "0 bytes"}}},
		{"too many steps", ChannelEmail, `[` + strings.Repeat("{},", 20) + `{}]`, []refusal{{"sequence", "21 steps"}}},
		{"too many variants", ChannelEmail, `[{"variants":[` + strings.Repeat(`{"template":"a"},`, 50) + `{"template":"a"}]}]`, []refusal{{"sequence[0].variants", "51 variants"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseSequence([]byte(tt.raw), tt.channel)
			checkRefusals(t, err, tt.want)
		})
	}
}

func TestParseSequence_givesEveryVariantAWeight(t *testing.T) {
	t.Parallel()
	got, err := ParseSequence([]byte(`[{"variants":[{"template":"a"},{"template":"b","weight":3}]},{"wait_hours":72,"stop_if":["read"],"variants":[{"template":"c"}]}]`), ChannelEmail)
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	want := Sequence{{Variants: []Variant{{"a", 1}, {"b", 3}}}, {WaitHours: 72, StopIf: []string{"read"}, Variants: []Variant{{"c", 1}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the sequence differs:\n%s", diff)
	}
}

func TestParseSchedule_refusesByName(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, raw string
		want      []refusal
	}{
		{"nothing", "null", nil},
		{"the contract's example", `{"timezone":"America/Sao_Paulo","windows":["mon-fri 09:00-18:00"],"start":"2026-12-01","cron":"0 6 * * *"}`, nil},
		{"unknown key", `{"window":["mon"]}`, []refusal{{"schedule.window", "use timezone, windows, start, cron"}}},
		{"zone", `{"timezone":"Brasil"}`, []refusal{{"schedule.timezone", `"Brasil"`}}},
		{"window", `{"windows":["mon-fri 09:00-18:00","mon 18:00-09:00"]}`, []refusal{{"schedule.windows[1]", "ends before it starts"}}},
		{"windows no list", `{"windows":"mon-fri 09:00-18:00"}`, []refusal{{"schedule.windows", `a list such as`}}},
		{"start", `{"start":"tomorrow"}`, []refusal{{"schedule.start", "2026-12-01"}}},
		{"cron", `{"cron":"every day"}`, []refusal{{"schedule.cron", "five fields"}}},
		{"too many windows", `{"windows":[` + strings.Repeat(`"mon 1:00-2:00",`, 100) + `"mon 1:00-2:00"]}`, []refusal{{"schedule.windows", "101 windows"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseSchedule([]byte(tt.raw), "America/Sao_Paulo")
			checkRefusals(t, err, tt.want)
		})
	}
}

func TestSchedule_takesTheWorkspacesZoneUnlessItHasItsOwn(t *testing.T) {
	t.Parallel()
	for own, want := range map[string]string{"": "America/Sao_Paulo", "Europe/Lisbon": "Europe/Lisbon"} {
		plan, err := Schedule{Timezone: own}.Plan("America/Sao_Paulo")
		if err != nil || plan.Zone().String() != want {
			t.Errorf("the zone of %q is %v, %v", own, plan.Zone(), err)
		}
	}
	if _, err := (Schedule{}).Plan("Nowhere"); err == nil {
		t.Error("a workspace's zone that does not exist was taken")
	}
}

func TestCampaign_checksItsWords(t *testing.T) {
	t.Parallel()
	good := Campaign{Name: "Dentistas", Status: StatusDraft, Channel: ChannelWhatsApp, Selection: "auto", Approval: "manual", LegalBasis: "consent", Gate: GateProviderRules, RateLimit: 60}
	if err := good.Check(); err != nil {
		t.Errorf("a good campaign: %v", err)
	}
	if err := (&Campaign{Name: "bare"}).Check(); err != nil {
		t.Errorf("a campaign with defaults: %v", err)
	}
	bad := Campaign{Name: " ", Status: "running", Channel: "sms", Selection: "yes", Approval: "no", LegalBasis: "none", Gate: "open", RateLimit: -1}
	checkRefusals(t, bad.Check(), []refusal{{"status", `"running" cannot be used: write one of draft, active, paused, completed`}, {"channel", "whatsapp, instagram, email"},
		{"selection", "auto, manual"}, {"approval", "auto, manual"}, {"legal_basis", "legitimate_interest, consent"}, {"gate", "provider_rules, recorded_basis"}, {"rate_limit", "-1"}, {"name", "empty"}})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"sources":[{"type":"openstreetmap","query":"bad"}]}`, `[{"variants":[{"template":"a"}]}]`, `{"require":["phone"],"rating":{"min":4}}`,
		`{"windows":["mon-fri 09:00-18:00"],"cron":"0 6 * * *"}`, `{"a":{"b":[null]}}`, "\x00", `{"sources":null}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		check := func(what string, err error) {
			var list Errors
			if err != nil && (!errors.As(err, &list) || len(list) == 0) {
				t.Fatalf("%s: %v is no Errors", what, err)
			}
			for _, e := range list {
				if e.Field == "" || e.Message == "" {
					t.Fatalf("%s: %+v names no field or says nothing", what, e)
				}
			}
		}
		c, err := ParseSearchConfig(raw, sources)
		check("search_config", err)
		if again, e := json.Marshal(c); err == nil && len(c.Sources) > 0 {
			if _, err := ParseSearchConfig(again, sources); e != nil || err != nil {
				t.Fatalf("%s was taken and %s is refused: %v", raw, again, err)
			}
		}
		q, err := ParseQualification(raw)
		check("qualification", err)
		if err == nil && q.Check() != nil {
			t.Fatalf("%s was taken and is refused: %v", raw, q.Check())
		}
		_, err = ParseSequence(raw, ChannelWhatsApp)
		check("sequence", err)
		_, err = ParseSchedule(raw, "America/Sao_Paulo")
		check("schedule", err)
	})
}
