package people

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"aceno/sandbox/ledger"
	"aceno/sandbox/town"
)

// Brasília is the zone by which people sleep and open their shops. Brazil has had no summer time since 2019.
var brasilia = time.FixedZone("-03", -3*60*60)

// Context is what a person's decision rests on besides the person.
type Context struct {
	Before    int    // messages that they got before
	OptedOut  bool   // they asked to be left alone
	Stopped   bool   // they stopped marketing in the app
	Marketing bool   // the message is a marketing template
	Closed    bool   // free text outside the 24 h window
	Exit      string // quick reply with which the template lets people out; "" = none
	Code      int    // fails with this code, whatever else; 0 = no
}

// failures are the provider's words for what fails after it was accepted.
var failures = map[int]string{
	131026: "Message undeliverable.",
	131047: "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
	131049: "This message was not delivered to maintain healthy ecosystem engagement.",
	131050: "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business",
	130472: "Failed to send message because this user's phone number is part of an experiment",
}

// Plan says what comes of an accepted message, in time order: what its statuses will be and what its person will do.
// A nil person is nobody's number.
func (d *Directory) Plan(p *Person, m ledger.Message, c Context) []ledger.Event {
	r := town.Rand(d.seed, "plan", m.Person, strconv.Itoa(c.Before))
	w := &planner{r: r, m: m, at: m.At}
	switch {
	case c.Code != 0:
		w.fail(c.Code)
	case c.Closed:
		w.fail(131047)
	case p == nil || !p.WhatsApp:
		w.fail(131026)
	case c.Marketing && c.Stopped:
		w.fail(131050)
	default:
		w.reach(p, c)
	}
	return w.out
}

// planner writes one plan.
type planner struct {
	r   *rand.Rand
	m   ledger.Message
	at  time.Time
	out []ledger.Event
}

func (w *planner) add(e ledger.Event) {
	e.ID = fmt.Sprintf("%s/%d", w.m.ID, len(w.out))
	e.At, e.Person, e.Message = w.at, w.m.Person, w.m.ID
	w.out = append(w.out, e)
}

// pass lets between lo and hi go by, more often a short while.
func (w *planner) pass(lo, hi time.Duration) {
	x := w.r.Float64()
	w.at = w.at.Add(lo + time.Duration(x*x*float64(hi-lo))).Truncate(time.Millisecond)
}

func (w *planner) fail(code int) {
	w.pass(time.Second, 8*time.Second)
	detail := failures[code]
	if detail == "" {
		detail = "Message failed to send."
	}
	w.add(ledger.Event{Kind: ledger.Failed, Code: code, Detail: detail})
}

func (w *planner) reach(p *Person, c Context) {
	w.pass(500*time.Millisecond, 3*time.Second)
	w.add(ledger.Event{Kind: ledger.Sent})
	if p.Mood == Offline {
		return
	}
	if w.r.IntN(100) < 85 {
		w.pass(time.Second, time.Minute)
	} else {
		w.pass(time.Minute, 4*time.Hour) // the phone was off
	}
	read := p.Mood != Unread
	if p.Mood == Silent {
		read = w.r.IntN(100) < 85
	}
	if !read || p.NoTicks || w.r.IntN(100) < 95 { // "delivered" may be left out before "read"
		w.add(ledger.Event{Kind: ledger.Delivered})
	}
	if p.Mood == Machine && c.Before == 0 {
		w.pass(time.Second, 5*time.Second)
		w.say(pick(w.r, machines), string(Machine))
	}
	if !read {
		return
	}
	w.pass(20*time.Second, 2*time.Hour)
	w.waking(7, 22)
	if !p.NoTicks {
		w.add(ledger.Event{Kind: ledger.Read})
	}
	w.answer(p, c)
}

// answer lets the person write. Who said what they had to say does not say it again; who was asked to wait does not
// come back by themselves; who opted out and gets another message says so, louder.
func (w *planner) answer(p *Person, c Context) {
	mood := p.Mood
	if c.Before > 0 {
		switch {
		case c.OptedOut && w.r.IntN(100) < 50:
			w.pass(10*time.Second, time.Hour)
			w.leave(pick(w.r, angry), false)
			return
		case mood == Silent && w.r.IntN(100) < 15:
			mood = []Mood{Interested, Price, NotNow, Declines}[w.r.IntN(4)]
		default:
			return
		}
	}
	words, ok := phrases[mood]
	if !ok {
		return
	}
	w.pass(20*time.Second, 3*time.Hour)
	w.waking(8, 20)
	switch {
	case mood != OptsOut:
		w.say(pick(w.r, words), string(mood))
	case c.Exit != "" && w.r.IntN(100) < 50:
		w.leave(c.Exit, true)
	case c.Marketing && w.r.IntN(100) < 20:
		w.add(ledger.Event{Kind: ledger.Preference, Intent: string(OptsOut), OptOut: true, Text: "User requested to stop marketing messages"})
	default:
		w.leave(pick(w.r, words), false)
	}
}

func (w *planner) say(text, intent string) {
	e := ledger.Event{Kind: ledger.Answer, Text: text, Intent: intent}
	e.Reply = fmt.Sprintf("%s/%d", w.m.ID, len(w.out))
	w.add(e)
}

func (w *planner) leave(text string, button bool) {
	w.say(text, string(OptsOut))
	w.out[len(w.out)-1].OptOut, w.out[len(w.out)-1].Button = true, button
}

// waking moves a moment of the night to the next morning.
func (w *planner) waking(from, to int) {
	local := w.at.In(brasilia)
	if h := local.Hour(); h >= from && h < to {
		return
	}
	day := local
	if local.Hour() >= to {
		day = local.AddDate(0, 0, 1)
	}
	morning := time.Date(day.Year(), day.Month(), day.Day(), from, 0, 0, 0, brasilia)
	w.at = morning.Add(time.Duration(w.r.Int64N(int64(time.Hour)))).Truncate(time.Millisecond).UTC()
}

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }
