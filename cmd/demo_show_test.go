package cmd

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/store"
)

func TestTown_splitGivesTheKindOfAboutADozenToTheHand(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		kinds  map[string]int
		main   []string
		byHand string
	}{
		"largest first":     {map[string]int{"amenity=dentist": 14, "shop=bakery": 40, "shop=florist": 3}, []string{"shop=bakery", "shop=florist"}, "amenity=dentist"},
		"none is near":      {map[string]int{"a": 100, "b": 50}, []string{"a"}, "b"},
		"as near, by name":  {map[string]int{"b": 12, "a": 12, "c": 30}, []string{"c", "b"}, "a"},
		"as near, the more": {map[string]int{"few": 10, "many": 14}, []string{"few"}, "many"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			main, byHand := town{Kinds: one.kinds}.split()
			if !slices.Equal(main, one.main) || byHand != one.byHand {
				t.Errorf("got %v and %q, want %v and %q", main, byHand, one.main, one.byHand)
			}
		})
	}
}

func TestTown_searchesItsAreaForEachKind(t *testing.T) {
	t.Parallel()
	place := town{Area: "Vila Maré, Brasil"}
	if place.name() != "Vila Maré" {
		t.Errorf("name %q", place.name())
	}
	sources, ok := place.search("a=1", "b=2")["sources"].([]map[string]any)
	if !ok || len(sources) != 2 || sources[1]["query"] != "b=2" || sources[0]["area"] != "Vila Maré, Brasil" || sources[0]["type"] != "openstreetmap" {
		t.Errorf("sources %v", sources)
	}
}

func TestRecipientOf_readsTheNumberOfALink(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"https://wa.me/5547900001111?text=Ol%C3%A1": "5547900001111",
		"https://wa.me/5547900001111":               "5547900001111",
		"https://example.com":                       "",
		"":                                          "",
	} {
		if got := recipientOf(link); got != want {
			t.Errorf("recipientOf(%q) = %q, want %q", link, got, want)
		}
	}
}

func TestIdle_meansThatEveryStageOfEveryCampaignIsEmpty(t *testing.T) {
	t.Parallel()
	done := store.Progress{Counters: campaign.Counters{Found: 3}, Stages: []store.StageState{{Name: "search"}, {Name: "send"}}}
	waits, works, fresh := done, done, done
	waits.Stages = []store.StageState{{Name: "send", Waiting: 1}}
	works.Stages = []store.StageState{{Name: "write", Doing: 1}}
	fresh.Counters.Found = 0
	for name, one := range map[string]struct {
		list []store.Progress
		want bool
	}{
		"both are done":       {[]store.Progress{done, done}, true},
		"one waits":           {[]store.Progress{done, waits}, false},
		"one works":           {[]store.Progress{works, done}, false},
		"one has not begun":   {[]store.Progress{fresh, done}, false},
		"nothing is not busy": {nil, true},
	} {
		if idle(one.list) != one.want {
			t.Errorf("%s: idle = %t", name, !one.want)
		}
	}
}

func TestMerge_lastWordWinsAndNothingGivenIsChanged(t *testing.T) {
	t.Parallel()
	first := map[string]any{"a": 1, "b": 1}
	all := merge(first, map[string]any{"b": 2})
	if all["a"] != 1 || all["b"] != 2 || first["b"] != 1 {
		t.Errorf("merged %v, first %v", all, first)
	}
}

// agreed is what both sides count after a good demo.
func agreed() ([]store.Progress, ledgerTotals) {
	written := campaign.Counters{Found: 110, Qualified: 90, Contacted: 80, Sent: 80, Delivered: 75, Read: 60, Replied: 20, OptOut: 4, Failed: 5}
	byHand := campaign.Counters{Found: 12, Qualified: 10, Sent: 7}
	totals := ledgerTotals{Accepted: 80, People: 80, Delivered: 75, Read: 60, Failed: 5, Answered: 20, OptedOut: 4, HandSent: 7}
	return []store.Progress{{Counters: written}, {Counters: byHand}}, totals
}

// verdict is what is wrong with all rows.
func verdict(progress []store.Progress, totals ledgerTotals) string {
	var said []string
	for _, row := range funnel(progress, totals) {
		if err := row.check(); err != nil {
			said = append(said, err.Error())
		}
	}
	return strings.Join(said, "; ")
}

func TestReport_agreementIsNoError(t *testing.T) {
	t.Parallel()
	progress, totals := agreed()
	if said := verdict(progress, totals); said != "" {
		t.Error(said)
	}
	first, last := funnel(progress, totals)[0].String(), funnel(progress, totals)[2].String()
	if first != "found                   122        –" || last != "contacted                80       80" {
		t.Errorf("printed\n%s\n%s", first, last)
	}
}

func TestReport_differencesAndTooLittleAreErrors(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		change func(p []store.Progress, l *ledgerTotals)
		want   string
	}{
		"a message too many": {func(_ []store.Progress, l *ledgerTotals) { l.Accepted++ }, "sent: Aceno counts 80, the sandbox 81"},
		"an answer lost":     {func(p []store.Progress, _ *ledgerTotals) { p[0].Counters.Replied-- }, "answered: Aceno counts 19, the sandbox 20"},
		"sent twice":         {func(_ []store.Progress, l *ledgerTotals) { l.Doubles = 1 }, "sent twice: Aceno counts 0, the sandbox 1"},
		"sent after a stop":  {func(_ []store.Progress, l *ledgerTotals) { l.AfterOptOut = 2 }, "sent after a stop: Aceno counts 0, the sandbox 2"},
		"by hand":            {func(p []store.Progress, _ *ledgerTotals) { p[1].Counters.Sent = 8 }, "sent by hand: Aceno counts 8, the sandbox 7"},
		"too few found":      {func(p []store.Progress, _ *ledgerTotals) { p[0].Counters.Found = 50 }, "found: 62, want at least 100"},
		"nobody stops":       {func(p []store.Progress, l *ledgerTotals) { p[0].Counters.OptOut, l.OptedOut = 0, 0 }, "asked to stop: 0, want at least 1"},
		"both at once":       {func(p []store.Progress, _ *ledgerTotals) { p[0].Counters.Contacted = 3 }, "contacted: Aceno counts 3, the sandbox 80\ncontacted: 3, want at least 40"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			progress, totals := agreed()
			one.change(progress, &totals)
			if said := verdict(progress, totals); said != one.want {
				t.Errorf("said %q, want %q", said, one.want)
			}
		})
	}
}

func TestScreen_plainLinesAreSaidOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := newScreen(&out, false)
	progress, _ := agreed()
	s.progress(progress)
	s.progress(progress)
	said := out.String()
	if strings.Count(said, "WhatsApp") != 1 || strings.Count(said, "by hand") != 1 || strings.Contains(said, "█") || strings.Contains(said, "\x1b") {
		t.Errorf("printed %q", said)
	}
	progress[0].Counters.Contacted++
	s.progress(progress)
	if !strings.Contains(strings.TrimPrefix(out.String(), said), "contacted 81") {
		t.Errorf("a change is not said: %q", out.String())
	}
}

func TestScreen_barsAreDrawnOverThemselvesUntilALineComes(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := newScreen(&out, true)
	progress, _ := agreed()
	s.progress(progress)
	if strings.Contains(out.String(), "\x1b[2A") || !strings.Contains(out.String(), "█") {
		t.Errorf("first bars: %q", out.String())
	}
	out.Reset()
	s.progress(progress)
	if !strings.HasPrefix(out.String(), "\x1b[2A") {
		t.Errorf("second bars do not go over the first: %q", out.String())
	}
	s.line("news")
	out.Reset()
	s.progress(progress)
	if strings.Contains(out.String(), "\x1b[2A") {
		t.Error("the bars go over a line")
	}
}

func TestBar_hasTwentyCells(t *testing.T) {
	t.Parallel()
	for n, full := range map[int64]int{0: 0, 1: 2, 5: 10, 10: 20, 30: 20} {
		got := bar(n, 10)
		if strings.Count(got, "█") != full || strings.Count(got, "░") != 20-full {
			t.Errorf("bar(%d, 10) = %s, want %d full cells", n, got, full)
		}
	}
}

func TestScreen_welcomePrintsPasswordsAtTheFirstRunAlone(t *testing.T) {
	t.Parallel()
	state := demoState{Members: []setupMember{{"ana@b.example", "admin", "secret-of-ana"}}, Superuser: setupMember{Email: "op@b.example", Password: "secret-of-op"}}
	for resumed, want := range map[bool]int{false: 2, true: 0} {
		var out bytes.Buffer
		newScreen(&out, false).welcome("http://127.0.0.1:1", state, resumed)
		if got := strings.Count(out.String(), "secret-of-"); got != want || !strings.Contains(out.String(), "http://127.0.0.1:1/_/") {
			t.Errorf("resumed %t: %d passwords in %q", resumed, got, out.String())
		}
	}
}

func TestCutTo_countsLettersNotBytes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "", "███░": "███", "Olá": "Olá", "Olá!": "Olá"} {
		if got := cutTo(text, 3); got != want {
			t.Errorf("%q cut to 3: %q, want %q", text, got, want)
		}
	}
}
