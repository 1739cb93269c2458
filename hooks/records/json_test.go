package records

import (
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// holding is a record whose JSON field `limits` holds raw.
func holding(raw string) *core.Record {
	c := core.NewBaseCollection("things")
	c.Fields.Add(&core.JSONField{Name: "limits"})
	r := core.NewRecord(c)
	r.Set("limits", raw)
	return r
}

func TestDecode_refusesUnknownKeysAndWrongTypesByName(t *testing.T) {
	t.Parallel()
	for raw, field := range map[string]string{
		`null`: "", ``: "", `{}`: "", `{"per_hour": 3}`: "",
		`{"per_week": 3}`:              "limits.per_week",
		`{"per_hour": "three"}`:        "limits.per_hour",
		`{"per_hour": 1.5}`:            "limits.per_hour",
		`[1]`:                          "limits",
		`{"per_hour": 1} {"per_day":}`: "limits",
	} {
		var into campaign.AccountLimits
		refused := decode(holding(raw), "limits", &into)
		switch {
		case field == "" && refused != nil:
			t.Errorf("%s is refused: %v", raw, refused)
		case field != "" && (len(refused) != 1 || refused[0].Field != field):
			t.Errorf("%s is refused as %v, want %s", raw, refused, field)
		}
	}
}

func TestPlainName_takesModifiersOff(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"plans+": "plans", "+plans": "plans", "rate_limit-": "rate_limit", "name:autogenerate": "name", "role": "role"} {
		if got := plainName(name); got != want {
			t.Errorf("plainName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestParseWebsite_readsWhatPeopleType(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"clinica.example": "https://clinica.example", "http://clinica.example/a": "http://clinica.example/a",
		"ftp://clinica.example": "", "https://user:pass@clinica.example": "", "clinica": "", "javascript://x.example": "",
	} {
		if got, err := parseWebsite(raw, ""); got != want || (err != nil) != (want == "") {
			t.Errorf("parseWebsite(%q) = %q, %v", raw, got, err)
		}
	}
}
