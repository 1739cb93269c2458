package ledger

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)

func open(t *testing.T, path string) *Ledger {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// message is an accepted message n for a person, n minutes after noon in both times.
func message(person string, n int) Message {
	at := noon.Add(time.Duration(n) * time.Minute)
	id := fmt.Sprintf("%s-%d", person, n)
	return Message{ID: id, At: at, Real: at, Person: person, To: person, Channel: WhatsApp, Type: "text", Text: id, Hash: id}
}

// happen plans an event and lets it happen.
func happen(t *testing.T, l *Ledger, e Event) {
	t.Helper()
	must(t, l.Plan(e))
	must(t, l.Happen(e.ID, e.At))
}

func TestLedger_countsWhatBecameOfMessages(t *testing.T) {
	t.Parallel()
	l := open(t, "")
	for n, fate := range [][]Kind{{}, {Sent}, {Sent, Delivered}, {Sent, Delivered, Read}, {Sent, Read}, {Failed}, {Read, Failed}} {
		m := message(fmt.Sprint("p", n), n)
		must(t, l.Accept(m, nil))
		for i, kind := range fate {
			happen(t, l, Event{ID: fmt.Sprint(m.ID, "/", i), Kind: kind, At: m.At.Add(time.Duration(i) * time.Second), Person: m.Person, Message: m.ID, Code: 131026 * boolInt(kind == Failed)})
		}
	}
	hand := message("p0", 50)
	hand.Channel = ByHand
	must(t, l.Accept(hand, nil))
	got := l.Totals()
	want := Totals{Accepted: 7, People: 7, Delivered: 4, Read: 3, Failed: 1, HandSent: 1, Untold: 11}
	if got != want {
		t.Errorf("totals are\n%+v, want\n%+v", got, want)
	}
	for _, p := range l.Report().People {
		if p.Person == "p4" && (p.Messages[0].Status != "read" || p.Messages[0].Delivered != nil || p.Messages[0].Read == nil) {
			t.Errorf("a message that was read without word of its delivery is reported as %+v", p.Messages[0])
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestLedger_findsDoubles(t *testing.T) {
	t.Parallel()
	base := message("p", 0)
	base.Template, base.Language, base.Hash = "saudacao", "pt_BR", "h0"
	cases := map[string]struct {
		change func(m *Message)
		failed bool // the first one never arrived
		want   int
	}{
		"the same template with other words":   {func(m *Message) { m.Hash = "h1" }, false, 1},
		"the same words in another template":   {func(m *Message) { m.Template = "outra" }, false, 1},
		"the next step":                        {func(m *Message) { m.Template, m.Hash = "outra", "h1" }, false, 0},
		"another person":                       {func(m *Message) { m.Person = "q" }, false, 0},
		"by hand, the same words":              {func(m *Message) { m.Template, m.Channel = "", ByHand }, false, 1},
		"again, after the first one failed":    {func(*Message) {}, true, 0},
		"the same template, other translation": {func(m *Message) { m.Hash, m.Language = "h1", "en" }, false, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := open(t, "")
			must(t, l.Accept(base, nil))
			if c.failed {
				happen(t, l, Event{ID: "f", Kind: Failed, Code: 131000, At: noon, Message: base.ID, Person: "p"})
			}
			next := base
			next.ID, next.At = "second", noon.Add(time.Hour)
			c.change(&next)
			must(t, l.Accept(next, nil))
			if got := l.Totals().Doubles; got != c.want {
				t.Errorf("%d doubles, want %d", got, c.want)
			}
		})
	}
}

func TestLedger_findsMessagesAfterAnOptOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		told        bool
		after       time.Duration
		want, races int
	}{
		"long after it was told":        {true, time.Hour, 1, 0},
		"two seconds after it was told": {true, 2 * time.Second, 1, 0},
		"under way when it was told":    {true, 300 * time.Millisecond, 0, 1},
		"before it was told":            {true, -time.Second, 0, 0},
		"nobody was told":               {false, time.Hour, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := open(t, "")
			must(t, l.Accept(message("p", 0), nil))
			happen(t, l, Event{ID: "out", Kind: Answer, At: noon.Add(time.Minute), Person: "p", Text: "SAIR", OptOut: true})
			told := noon.Add(2 * time.Minute)
			if c.told {
				must(t, l.Tell([]string{"out"}, told))
			}
			next := message("p", 9)
			next.Real = told.Add(c.after)
			must(t, l.Accept(next, nil))
			got := l.Totals()
			if got.AfterOptOut != c.want || got.Races != c.races || got.OptedOut != 1 {
				t.Errorf("%+v, want %d after the opt-out and %d races", got, c.want, c.races)
			}
		})
	}
}

func TestLedger_knowsAPersonsWindowAndOptOut(t *testing.T) {
	t.Parallel()
	l := open(t, "")
	if got := l.Person("p"); got != (Person{}) {
		t.Errorf("a stranger is %+v", got)
	}
	must(t, l.Accept(message("p", 0), nil))
	happen(t, l, Event{ID: "a", Kind: Answer, At: noon.Add(time.Hour), Person: "p", Text: "oi"})
	happen(t, l, Event{ID: "b", Kind: Answer, At: noon.Add(time.Minute), Person: "p", Text: "late"})
	happen(t, l, Event{ID: "c", Kind: Preference, At: noon.Add(2 * time.Hour), Person: "p", OptOut: true})
	want := Person{Messages: 1, LastWrote: noon.Add(time.Hour), OptedOut: noon.Add(2 * time.Hour), Stopped: true}
	if got := l.Person("p"); got != want {
		t.Errorf("the person is %+v, want %+v", got, want)
	}
}

func TestLedger_isTheSameAfterARestart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	l := open(t, path)
	m := message("p", 0)
	plan := []Event{
		{ID: "3", Kind: Answer, At: noon.Add(3 * time.Hour), Person: "p", Message: m.ID, Text: "Olá, é você?", Reply: "wamid.1"},
		{ID: "1", Kind: Sent, At: noon.Add(time.Second), Person: "p", Message: m.ID},
		{ID: "2", Kind: Delivered, At: noon.Add(time.Minute), Person: "p", Message: m.ID},
	}
	must(t, l.Accept(m, plan))
	must(t, l.Keep("note", []byte("first")))
	must(t, l.Keep("note", []byte("second")))
	must(t, l.Happen("1", noon.Add(time.Second)))
	must(t, l.Happen("2", noon.Add(time.Minute)))
	must(t, l.Tell([]string{"1"}, noon))
	before, waiting := l.Report(), l.Untold()
	must(t, l.Close())
	if err := l.Accept(message("p", 1), nil); err == nil {
		t.Error("a closed ledger took a message")
	}

	l = open(t, path)
	if got := l.Report(); !reflect.DeepEqual(got, before) {
		t.Errorf("after the restart\n%+v, want\n%+v", got, before)
	}
	if got := l.Untold(); !reflect.DeepEqual(got, waiting) || len(got) != 1 || got[0].ID != "2" {
		t.Errorf("untold after the restart: %+v, want %+v", got, waiting)
	}
	due, next := l.Due(noon.Add(4 * time.Hour))
	if len(due) != 1 || due[0].Text != "Olá, é você?" || !next.IsZero() {
		t.Errorf("due after the restart: %+v and next %v, want the answer alone", due, next)
	}
	if got := string(l.Note("note")); got != "second" {
		t.Errorf("the note is %q, want the later one", got)
	}
}

func TestOpen_dropsALineThatACrashCutOff(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	l := open(t, path)
	must(t, l.Accept(message("p", 0), nil))
	must(t, l.Close())
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = file.WriteString(`{"accepted":{"id":"half`)
	must(t, err)
	must(t, file.Close())

	l = open(t, path)
	if got := l.Totals().Accepted; got != 1 {
		t.Fatalf("%d messages, want the whole one", got)
	}
	must(t, l.Accept(message("p", 1), nil))
	must(t, l.Close())
	if got := open(t, path).Totals().Accepted; got != 2 {
		t.Errorf("%d messages after another one, want 2", got)
	}
}

func TestOpen_namesTheLineThatCannotBeRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	must(t, os.WriteFile(path, []byte("{\"happened\":\"x\"}\n\nnonsense\n{}\n"), 0o600))
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "line 3") || !strings.Contains(err.Error(), path) {
		t.Errorf("got error %v, want one that names the file and line 3", err)
	}
}

func TestLedger_takesAMessageOnce(t *testing.T) {
	t.Parallel()
	l := open(t, "")
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for range 20 {
		wg.Go(func() {
			if l.Accept(message("p", 0), nil) == nil {
				mu.Lock()
				taken++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if taken != 1 || l.Totals().Accepted != 1 {
		t.Errorf("a message was taken %d times and counted %d times, want once", taken, l.Totals().Accepted)
	}
}

func TestLedger_dueComesInOrderOfTime(t *testing.T) {
	t.Parallel()
	l := open(t, "")
	changed := l.Changed()
	for _, minute := range []int{5, 1, 3, 2, 4} {
		must(t, l.Plan(Event{ID: strconv.Itoa(minute), Kind: Sent, At: noon.Add(time.Duration(minute) * time.Minute)}))
	}
	select {
	case <-changed:
	default:
		t.Error("nobody was woken by a change")
	}
	due, next := l.Due(noon.Add(3 * time.Minute))
	if len(due) != 3 || due[0].ID != "1" || due[2].ID != "3" || !next.Equal(noon.Add(4*time.Minute)) {
		t.Errorf("due are %+v and next %v, want 1, 2, 3 and the fourth minute", due, next)
	}
}
