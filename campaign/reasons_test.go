package campaign

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// constants returns the string constants of a file whose names begin with a prefix.
func constants(t *testing.T, file, prefix string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatalf("parse %s: %v", file, err)
	}
	found := map[string]string{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, prefix) {
			return true
		}
		if literal, ok := spec.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
			found[spec.Names[0].Name], _ = strconv.Unquote(literal.Value)
		}
		return true
	})
	return found
}

func TestReasons_haveAStableCodeAndASentenceEach(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	byCode := map[string]string{}
	for name, code := range constants(t, "reasons.go", "Reason") {
		if !shape.MatchString(code) {
			t.Errorf("%s has the code %q", name, code)
		}
		if other := byCode[code]; other != "" {
			t.Errorf("%s and %s share the code %s", name, other, code)
		}
		byCode[code] = name
		sentence, ok := ReasonSentence(code)
		if !ok || sentence == "" || strings.HasSuffix(sentence, ".") {
			t.Errorf("%s has the sentence %q", name, sentence)
		}
	}
	codes := ReasonCodes()
	if len(codes) != len(byCode) || len(codes) < 50 {
		t.Errorf("%d codes have sentences, %d are constants", len(codes), len(byCode))
	}
}

func TestNewReason_fillsTheSentence(t *testing.T) {
	t.Parallel()
	r := NewReason(ReasonLimitReached, map[string]any{"limit": "account_per_day", "n": 50, "until": "09:00"})
	if r.Code != "limit_reached" || r.Message != "account_per_day is reached (50): the next message goes out from 09:00 on" || r.Params["n"] != 50 {
		t.Errorf("got %+v", r)
	}
	if r := NewReason(ReasonEmptyFact, nil); !strings.HasPrefix(r.Message, "{name} is empty") {
		t.Errorf("without params: %q", r.Message)
	}
	if r := NewReason("of_a_source", nil); r.Message != "of a source" {
		t.Errorf("an unknown code says %q", r.Message)
	}
}

func TestErrors_speakInOneLine(t *testing.T) {
	t.Parallel()
	list := Errors{Invalid("a", "%d is bad", 1), Conflict("no", "not now")}
	if got := list.Error(); got != "a: 1 is bad; not now" {
		t.Errorf("Errors says %q", got)
	}
	if (Errors{}).OrNil() != nil || list.OrNil() == nil {
		t.Error("OrNil is wrong")
	}
	refused := &Refused{Reasons: []Reason{NewReason(ReasonNoAgent, nil), NewReason(ReasonNoSequence, nil)}}
	if got := refused.Error(); !strings.Contains(got, "no agent") || !strings.Contains(got, "; ") {
		t.Errorf("Refused says %q", got)
	}
}

func TestTier_isTheContracts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Tiers{
		"free": {50, 1_000, 1, 2}, "pro": {1_000, 50_000, 10, 10}, "enterprise": {10_000, 1_000_000, 100, 100}, "gold": {50, 1_000, 1, 2}, "": {50, 1_000, 1, 2},
	} {
		if got := Tier(name); got != want {
			t.Errorf("Tier(%q) = %+v, want %+v", name, got, want)
		}
	}
}

func TestWorkspaceLimits_haveDefaults(t *testing.T) {
	t.Parallel()
	var none WorkspaceLimits
	if none.Cooldown().Hours() != 168 || none.AssistedDay() != 40 || none.AssistedGap().Seconds() != 90 {
		t.Errorf("the defaults are %v, %d, %v", none.Cooldown(), none.AssistedDay(), none.AssistedGap())
	}
	zero := 0
	own := WorkspaceLimits{CooldownHours: &zero, AssistedPerDay: &zero, AssistedGapS: &zero}
	if own.Cooldown() != 0 || own.AssistedDay() != 0 || own.AssistedGap() != 0 {
		t.Error("zero is not taken as zero")
	}
}

func TestContentHash_changesWithAllThatIsSent(t *testing.T) {
	t.Parallel()
	base := &TemplateUse{Name: "hello", Language: "pt_BR", Params: []string{"a", "b"}}
	same := ContentHash("Oi", base)
	if len(same) != 64 || same != ContentHash("Oi", &TemplateUse{Name: "hello", Language: "pt_BR", Params: []string{"a", "b"}}) {
		t.Errorf("the hash %q is not stable", same)
	}
	others := map[string]string{
		"text": ContentHash("Oi ", base), "no template": ContentHash("Oi", nil), "name": ContentHash("Oi", &TemplateUse{Name: "hi", Language: "pt_BR", Params: base.Params}),
		"language": ContentHash("Oi", &TemplateUse{Name: "hello", Language: "en", Params: base.Params}), "values": ContentHash("Oi", &TemplateUse{Name: "hello", Language: "pt_BR", Params: []string{"ab", ""}}),
		"order": ContentHash("Oi", &TemplateUse{Name: "hello", Language: "pt_BR", Params: []string{"b", "a"}}),
	}
	for what, hash := range others {
		if hash == same {
			t.Errorf("another %s has the same hash", what)
		}
	}
}
