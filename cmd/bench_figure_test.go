package cmd

import (
	"io"
	"strings"
	"testing"
	"time"
)

func TestNumber_writesThreeDigitsThatSaySomething(t *testing.T) {
	t.Parallel()
	for value, want := range map[float64]string{
		0: "0.00", 0.2449: "0.245", 1.5: "1.50", 12.34: "12.3", 388.4: "388", 1234: "1,230", 118_912: "119,000", 1_234_567: "1,230,000", 999.6: "1000",
	} {
		if got := number(value); got != want {
			t.Errorf("%v: %s, want %s", value, got, want)
		}
	}
}

func TestFigure_isTheMedianAndItsEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		runs   []float64
		middle float64
		want   string
	}{
		{nil, 0, "not measured"},
		{[]float64{7}, 7, "7.00"},
		{[]float64{3, 1, 2}, 2, "2.00 (1.00–3.00)"},
		{[]float64{4, 1, 3, 2}, 2.5, "2.50 (1.00–4.00)"},
	} {
		f := figure{runs: c.runs}
		if got := f.median(); got != c.want || middle(c.runs) != c.middle {
			t.Errorf("%v: %s and %v, want %s and %v", c.runs, got, middle(c.runs), c.want, c.middle)
		}
	}
}

func TestTimes_areReadFromTheQuickestToTheSlowest(t *testing.T) {
	t.Parallel()
	var took times
	for i := range 200 {
		took = append(took, time.Duration(200-i)*time.Millisecond)
	}
	if took.at(half) != 101 || took.at(nearlyAll) != 199 || took.at(1) != 200 || times(nil).at(half) != 0 {
		t.Errorf("half %v, nearly all %v, all %v", took.at(half), took.at(nearlyAll), took.at(1))
	}
}

// onHalfAMachine is a measurement on a machine that is half as fast as the reference's.
func onHalfAMachine() *bench {
	return &bench{benchConfig: defaultBench(), out: io.Discard, factors: map[string]float64{byBatched: 0.5, byGrouped: 0.5, bySingle: 0.5, byLoopback: 0.5}}
}

func TestVerdict_holdsAFigureAgainstWhatTheReferenceWouldReachHere(t *testing.T) {
	t.Parallel()
	b := onHalfAMachine()
	for name, c := range map[string]struct {
		f    figure
		want string
	}{
		"no goal":              {figure{runs: []float64{5}}, ""},
		"not measured":         {figure{goal: goal{most: 5}}, ""},
		"as much as wanted":    {figure{runs: []float64{5025}, goal: goal{reference: referenceNear, by: byGrouped, times: 1.5}}, "reached"},
		"less than wanted":     {figure{runs: []float64{2512.5}, goal: goal{reference: referenceNear, by: byGrouped, times: 1.5}}, "50 % short"},
		"a time within":        {figure{runs: []float64{24}, goal: goal{reference: referenceWebhookMS, by: byGrouped, times: 1, less: true}}, "reached"},
		"a time beyond":        {figure{runs: []float64{48}, goal: goal{reference: referenceWebhookMS, by: byGrouped, times: 1, less: true}}, "50 % short"},
		"a bound of its own":   {figure{runs: []float64{60}, goal: goal{most: mostIdleMiB, less: true}}, "reached"},
		"beyond its own bound": {figure{runs: []float64{80}, goal: goal{most: mostIdleMiB, less: true}}, "25 % short"},
	} {
		if got := b.verdict(c.f); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestMarkdown_saysByHowMuchAGoalIsMissedAndWhy(t *testing.T) {
	t.Parallel()
	b := onHalfAMachine()
	b.machine = machine{cpu: "A processor", cores: 2, memory: 24_000, system: "linux/amd64", runs: "go1.27", sync: 400 * time.Microsecond}
	b.report(figure{name: byGrouped, of: "updates", unit: "/s", runs: []float64{18_250}})
	b.report(figure{name: "Dispatch", of: "20,000 messages", unit: "messages/s", runs: []float64{4_000, 4_020, 4_100}, goal: goal{reference: referenceNear, by: byGrouped, times: 1.5, short: "It waits."}})
	b.report(figure{name: "Memory", of: "after start", unit: "MiB", runs: []float64{40}, goal: goal{most: mostIdleMiB, less: true, short: "It grows."}})
	got := string(b.markdown())
	for _, line := range []string{
		"| Processor | A processor, 2 cores |",
		"| Disk | 4 KiB are kept for good in 0.40 ms (median of 200) |",
		"| Grouped FULL updates | updates | 18,300 | 36,500 | 0.50 |",
		"| Dispatch | 20,000 messages | 4,020 (4,000–4,100) messages/s | 3,350 (6,700 × grouped FULL updates) | at least 5,030 (1.5 times) | 20 % short |",
		"| Memory | after start | 40.0 MiB |  | at most 60.0 | reached |",
		"- Dispatch, 20 % short: It waits.",
	} {
		if !strings.Contains(got, line+"\n") {
			t.Errorf("the file does not say\n%s\nbut\n%s", line, got)
		}
	}
	if strings.Contains(got, "It grows.") {
		t.Error("a goal that is reached is explained")
	}
	b.figures = b.figures[2:]
	if !strings.Contains(string(b.markdown()), "Every goal is reached.") {
		t.Error("nothing is short, and the file does not say so")
	}
}
