package people

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"aceno/sandbox/ledger"
	"aceno/sandbox/town"
)

var morning = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func directory(t *testing.T, seed int64, size int) *Directory {
	t.Helper()
	place, err := town.Generate(seed, size)
	if err != nil {
		t.Fatal(err)
	}
	return New(place, seed)
}

// of returns a person of a mood.
func of(t *testing.T, d *Directory, mood Mood) *Person {
	t.Helper()
	for _, p := range d.All() {
		if p.WhatsApp && p.Mood == mood {
			return p
		}
	}
	t.Fatalf("nobody is %s", mood)
	return nil
}

func kindsOf(plan []ledger.Event) string {
	var out []string
	for _, e := range plan {
		out = append(out, string(e.Kind))
	}
	return strings.Join(out, " ")
}

func TestNew_everyTownHasEveryMood(t *testing.T) {
	t.Parallel()
	for seed := range int64(10) {
		counts, reachable := map[Mood]int{}, 0
		for _, p := range directory(t, seed, town.DefaultSize).All() {
			if p.WhatsApp {
				counts[p.Mood]++
				reachable++
			}
		}
		for _, s := range shares {
			want := s.count * reachable / 100
			if got := counts[s.mood]; got < want-2 || got > want+3 || got == 0 {
				t.Errorf("seed %d: %d of %d people are %s, want about %d", seed, got, reachable, s.mood, want)
			}
		}
	}
}

func TestNew_peopleAreMadeAsTheProviderReportsThem(t *testing.T) {
	t.Parallel()
	d := directory(t, 1, town.DefaultSize)
	short, hidden := 0, 0
	ids := map[string]bool{}
	for _, p := range d.All() {
		if len(p.Number) == 13 && len(p.WaID) == 12 {
			short++
		}
		if p.Hidden {
			hidden++
		}
		if ids[p.UserID] || !strings.HasPrefix(p.UserID, "BR.") {
			t.Errorf("user id %q is taken or not of Brazil", p.UserID)
		}
		ids[p.UserID] = true
		for _, form := range append(town.Forms(p.Number), p.UserID, p.WaID) {
			if d.Find(form) != p {
				t.Errorf("%s is not found by %s", p.Number, form)
			}
		}
	}
	if short < len(d.All())/4 || hidden < 3 {
		t.Errorf("%d of %d are known without their ninth digit and %d by user id alone, want many and some", short, len(d.All()), hidden)
	}
	if d.Find("5547999999999") != nil || d.Find("") != nil {
		t.Error("somebody was found at a number that nobody has")
	}
}

func TestPlan_dependsOnSeedAndPersonAlone(t *testing.T) {
	t.Parallel()
	a, b, c := directory(t, 1, 100), directory(t, 1, 100), directory(t, 2, 100)
	differ := false
	for i, p := range a.All() {
		m := ledger.Message{ID: "m", Person: p.Number, At: morning}
		one := a.Plan(p, m, Context{})
		if !reflect.DeepEqual(one, b.Plan(b.All()[i], m, Context{})) {
			t.Fatalf("%s decides differently the second time", p.Number)
		}
		if q := c.Find(p.Number); q != nil && !reflect.DeepEqual(one, c.Plan(q, m, Context{})) {
			differ = true
		}
	}
	if !differ {
		t.Error("everybody decides the same in another seed")
	}
}

func TestPlan_byMood(t *testing.T) {
	t.Parallel()
	d := directory(t, 3, 400)
	for mood, c := range map[Mood]struct {
		has, hasNot ledger.Kind
		intent      string
	}{
		Interested: {has: ledger.Answer, intent: "interested"},
		Price:      {has: ledger.Answer, intent: "price"},
		Provenance: {has: ledger.Answer, intent: "provenance"},
		NotNow:     {has: ledger.Answer, intent: "not_now"},
		Declines:   {has: ledger.Answer, intent: "not_interested"},
		Machine:    {has: ledger.Answer, intent: "auto_reply"},
		OptsOut:    {has: ledger.Answer, intent: "opt_out"},
		Unread:     {has: ledger.Delivered, hasNot: ledger.Read},
		Offline:    {has: ledger.Sent, hasNot: ledger.Delivered},
		Silent:     {has: ledger.Sent, hasNot: ledger.Answer},
	} {
		p := of(t, d, mood)
		plan := d.Plan(p, ledger.Message{ID: "m", Person: p.Number, At: morning}, Context{})
		kinds := kindsOf(plan)
		if !strings.Contains(kinds, string(c.has)) || (c.hasNot != "" && strings.Contains(kinds, string(c.hasNot))) {
			t.Errorf("%s: what comes of a message is %q; want %q and not %q", mood, kinds, c.has, c.hasNot)
		}
		for i, e := range plan {
			if i > 0 && e.At.Before(plan[i-1].At) || e.At.Before(morning) {
				t.Errorf("%s: event %d comes before the one that leads to it", mood, i)
			}
			if e.Kind == ledger.Answer && (e.Intent != c.intent || e.Text == "" || e.Reply == "" || e.OptOut != (mood == OptsOut)) {
				t.Errorf("%s: the answer is %+v, want intent %s", mood, e, c.intent)
			}
		}
	}
}

func TestPlan_failures(t *testing.T) {
	t.Parallel()
	d := directory(t, 1, 100)
	on := of(t, d, Interested)
	off := *on
	off.WhatsApp = false
	for name, c := range map[string]struct {
		person  *Person
		context Context
		code    int
	}{
		"nobody's number":                 {nil, Context{}, 131026},
		"no account":                      {&off, Context{}, 131026},
		"free text in a closed window":    {on, Context{Closed: true}, 131047},
		"marketing after a stop":          {on, Context{Stopped: true, Marketing: true}, 131050},
		"a test wants it so":              {on, Context{Code: 130472}, 130472},
		"a code without words of its own": {on, Context{Code: 131999}, 131999},
	} {
		plan := d.Plan(c.person, ledger.Message{ID: "m", Person: "5547900009999", At: morning}, c.context)
		if len(plan) != 1 || plan[0].Kind != ledger.Failed || plan[0].Code != c.code || plan[0].Detail == "" {
			t.Errorf("%s: got %+v, want one failure with code %d", name, plan, c.code)
		}
	}
	if plan := d.Plan(on, ledger.Message{ID: "m", Person: on.Number, At: morning}, Context{Stopped: true}); plan[0].Kind == ledger.Failed {
		t.Error("a stop of marketing stopped a message of another category")
	}
}

func TestPlan_nobodyAnswersTwiceAndLeaversGetLouder(t *testing.T) {
	t.Parallel()
	d := directory(t, 4, 600)
	angry := 0
	for _, p := range d.All() {
		if !p.WhatsApp {
			continue
		}
		plan := d.Plan(p, ledger.Message{ID: "m2", Person: p.Number, At: morning}, Context{Before: 1, OptedOut: p.Mood == OptsOut})
		for _, e := range plan {
			switch {
			case e.Kind != ledger.Answer:
			case p.Mood == OptsOut && e.OptOut:
				angry++
			case p.Mood != Silent:
				t.Errorf("%s, who is %s, answers a second message: %q", p.Number, p.Mood, e.Text)
			}
		}
	}
	if angry == 0 {
		t.Error("nobody who opted out minds another message")
	}
}

func TestPlan_peopleWriteInTheDay(t *testing.T) {
	t.Parallel()
	d := directory(t, 5, 600)
	night := time.Date(2026, 11, 25, 1, 30, 0, 0, time.UTC) // 22:30 in Brasília
	for _, p := range d.All() {
		for _, e := range d.Plan(p, ledger.Message{ID: "m", Person: p.Number, At: night}, Context{}) {
			hour := e.At.In(brasilia).Hour()
			if e.Kind == ledger.Answer && p.Mood != Machine && (hour < 8 || hour >= 20) {
				t.Errorf("%s writes at %s", p.Number, e.At.In(brasilia).Format("15:04"))
			}
		}
	}
}

func TestPlan_optsOutByButtonPreferenceOrWords(t *testing.T) {
	t.Parallel()
	d := directory(t, 6, 4000)
	ways := map[string]int{}
	for _, p := range d.All() {
		if !p.WhatsApp || p.Mood != OptsOut {
			continue
		}
		for _, e := range d.Plan(p, ledger.Message{ID: "m", Person: p.Number, At: morning}, Context{Marketing: true, Exit: "Parar"}) {
			switch {
			case e.Kind == ledger.Preference && e.OptOut:
				ways["preference"]++
			case e.Kind == ledger.Answer && e.Button && e.Text == "Parar" && e.OptOut:
				ways["button"]++
			case e.Kind == ledger.Answer && e.OptOut:
				ways["words"]++
			}
		}
	}
	for _, way := range []string{"preference", "button", "words"} {
		if ways[way] == 0 {
			t.Errorf("nobody opted out by %s: %v", way, ways)
		}
	}
}
