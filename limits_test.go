package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"
	"time"
)

// Of a day in the sandbox: how fast its time runs while messages go out, and how long before a slot the clock stops to jump, so
// that program and sandbox have both seen it.
const (
	daySpeed = 30
	lead     = 700 * time.Millisecond
)

// pace is a line by which business time runs from a moment on.
type pace struct {
	Real  time.Time `json:"real"`
	Sim   time.Time `json:"sim"`
	Speed float64   `json:"speed"`
}

func (p pace) at(moment time.Time) time.Time {
	return p.Sim.Add(time.Duration(float64(moment.Sub(p.Real)) * p.Speed))
}

// days is a world whose clock the test moves, so that a day is over in less than a minute. It keeps every line that it gave the
// clock: by them, and by nothing that the program says, it is judged when a message came.
type days struct {
	*world
	paces  []pace
	began  time.Time
	chance *rand.Rand
	db     *sql.DB
}

func newDays(t *testing.T, seed uint64) *days {
	t.Helper()
	w := newWorld(t, daySpeed)
	return &days{world: w, paces: []pace{{w.real, w.sim, w.speed}}, chance: rand.New(rand.NewPCG(seed, 3)), db: database(t, w.dataFolder())}
}

func (d *days) now() time.Time { return d.paces[len(d.paces)-1].at(time.Now()) }

// move sets the clock.
func (d *days) move(to map[string]any) {
	d.Helper()
	var p pace
	d.must(d.do(d.Context(), "POST", "/sandbox/clock", to, &p))
	d.paces = append(d.paces, p)
	pass(d.T, 300*time.Millisecond) // both look at the file four times a second
}

// times returns when messages came, in business time, in its order.
func (d *days) times(yes func(r row) bool) (times []time.Time) {
	d.Helper()
	byClaim := map[string]row{}
	for _, r := range d.rows() {
		byClaim[r.Claim] = r
	}
	for _, m := range d.deliveries() {
		if r, ok := byClaim[m.Claim]; ok && yes(r) {
			times = append(times, d.businessAt(m.Real))
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	return times
}

// idle waits until nothing goes out now and no call is under way, and returns when the next message may go out: the zero time
// when none waits.
func (d *days) idle() time.Time {
	d.Helper()
	var answer answerWhy
	d.eventually("the messages that may go out now to be gone", func() bool {
		answer = d.why(nil)
		return !answer.Sending && (answer.NextAt == nil || answer.NextAt.After(d.now().Add(time.Second))) &&
			d.number(d.db, "SELECT COUNT(*) FROM messages WHERE status = 'sending'") == 0
	})
	if answer.NextAt == nil {
		return time.Time{}
	}
	return *answer.NextAt
}

// hop jumps to shortly before the next slot and lets it pass; there is none before the end.
func (d *days) hop(end time.Time) (more bool) {
	d.Helper()
	next := d.idle()
	if next.IsZero() || next.After(end) {
		return false
	}
	if early := next.Add(-time.Duration(daySpeed * float64(lead))); early.After(d.now()) {
		d.move(map[string]any{"sim": early})
	}
	d.eventually("the next slot", func() bool { return d.now().After(next) })
	return true
}

// trouble is something that happens to a server in the middle of a day.
type trouble struct {
	at   time.Time
	what func()
}

// troubles are four restarts, two of them by SIGKILL while messages go out, and three jumps of the clock that no slot asks for,
// at drawn times.
func (d *days) troubles(length time.Duration) (list []trouble) {
	minutes := func(low, high int64) string { return fmt.Sprintf("%dm", low+d.chance.Int64N(high-low)) }
	restart := func() {
		d.terminate(longestExit)
		d.serve()
	}
	kill := func() {
		if before := d.accepted(); d.hop(d.began.Add(length)) {
			d.eventually("a message to go out", func() bool { return d.accepted() > before })
		}
		d.kill()
		d.serve()
	}
	back := func() { d.move(map[string]any{"advance": "-" + minutes(10, 50)}) }
	forth := func() { d.move(map[string]any{"advance": minutes(3, 10)}) }
	for i, what := range []func(){restart, kill, restart, kill, back, back, forth} {
		share := length / 8
		list = append(list, trouble{d.began.Add(time.Duration(i)*share + time.Duration(d.chance.Int64N(int64(share)))), what})
	}
	d.chance.Shuffle(len(list), func(i, j int) { list[i].what, list[j].what = list[j].what, list[i].what })
	return list
}

// live lets so much business time go by.
func (d *days) live(length time.Duration) {
	d.Helper()
	end := d.began.Add(length)
	for _, one := range d.troubles(length) {
		for d.hop(one.at) {
		}
		if one.at.After(d.now()) {
			d.move(map[string]any{"sim": one.at})
		}
		d.idle()
		one.what()
	}
	for d.hop(end) {
	}
}

// begin starts campaigns and says that the day begins.
func (d *days) begin(campaigns ...string) {
	d.Helper()
	d.began = d.now()
	for _, id := range campaigns {
		d.actOn(id, "start")
	}
}

// bound is a limit that must be held and used.
type bound struct {
	name   string
	n      int
	window time.Duration
	counts func(r row) bool
	binds  bool // it is the smallest, and must be used up
}

// judgeBounds holds every limit against what the sandbox got: in no window of its length, wherever it is laid, are more than n,
// and of what it allowed in the time at least 95 % went out.
func (d *days) judgeBounds(length time.Duration, bounds ...bound) {
	d.Helper()
	for _, b := range bounds {
		times := d.times(b.counts)
		most := 0
		for i := range times {
			first, _ := slices.BinarySearchFunc(times, times[i].Add(-b.window), func(at, from time.Time) int {
				if at.After(from) {
					return 1
				}
				return -1
			})
			most = max(most, i-first+1)
		}
		used := 0
		for _, at := range times {
			if at.Before(d.began.Add(length)) {
				used++
			}
		}
		lost := d.lost(b.counts)
		allowed := b.n * int(length/b.window)
		d.Logf("%s, %d in %s: at most %d in any window; %d of %d used, and %d by calls that a kill cut off", b.name, b.n, b.window, most, used, allowed, lost)
		if most > b.n {
			d.Errorf("%s: %d messages in a window of %s, at most %d are allowed", b.name, most, b.window, b.n)
		}
		if b.binds && (used+lost)*100 < allowed*95 { // what is in doubt counts as sent, though it may never have left
			d.Errorf("%s: %d of %d were used, that is under 95 %%", b.name, used, allowed)
		}
	}
}

// lost counts the messages in doubt that the sandbox never got: they take up a place in every limit.
func (d *days) lost(yes func(r row) bool) int {
	d.Helper()
	got := map[string]bool{}
	for _, m := range d.deliveries() {
		got[m.Claim] = true
	}
	n := 0
	for _, r := range d.rows() {
		if yes(r) && r.Status == "in_doubt" && !got[r.Claim] {
			n++
		}
	}
	return n
}

// fromAccount says whether a message goes out through an account.
func fromAccount(id string) func(r row) bool { return func(r row) bool { return r.Account == id } }

func fromCampaign(id string) func(r row) bool { return func(r row) bool { return r.Campaign == id } }

// TestLimits_noWindowIsEverOverAndAlmostAllIsUsed lives days of the sandbox, with restarts, kills and a clock that jumps forwards
// and backwards, two seeds a limit.
func TestLimits_noWindowIsEverOverAndAlmostAllIsUsed(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, live := range map[string]func(d *days){
		"two campaigns share accounts with limits an hour": func(d *days) {
			other := d.newCampaign(nil, d.residents(60, nil))
			bounds := []bound{}
			for i, id := range d.accounts {
				n := 3 + (i+d.chance.IntN(2))%2
				d.setLimits(id, map[string]int{"per_hour": n})
				bounds = append(bounds, bound{fmt.Sprintf("account %d an hour", i+1), n, time.Hour, fromAccount(id), true})
			}
			d.begin(d.campaign, other)
			d.live(day)
			d.judgeBounds(day, bounds...)
		},
		"a campaign's pace over accounts with limits a day": func(d *days) {
			n, daily := 15+d.chance.IntN(5), 50+d.chance.IntN(10)
			d.must(d.admin.do(d.Context(), "PATCH", "/api/collections/campaigns/records/"+d.campaign, map[string]any{"rate_limit": n}, nil))
			d.setLimits(d.accounts[0], map[string]int{"per_day": daily})
			d.begin(d.campaign)
			d.live(day)
			d.judgeBounds(day, bound{"the campaign", n, time.Hour, fromCampaign(d.campaign), true}, bound{"account 1 a day", daily, day, fromAccount(d.accounts[0]), true})
		},
		"a free plan": func(d *days) {
			other := d.newCampaign(nil, d.residents(20, nil)) // a free plan has room for fewer people than the seed
			d.must(d.super.do(d.Context(), "PATCH", "/api/collections/workspaces/records/"+d.workspace, map[string]any{"plan_tier": "free"}, nil))
			d.begin(d.campaign, other)
			d.live(2*day + time.Hour)
			d.judgeBounds(2*day, bound{"the plan", 50, day, func(row) bool { return true }, true})
		},
		"Meta's lowest tier": func(d *days) {
			d.throughOne()
			d.listen()
			d.must(d.do(d.Context(), "POST", "/sandbox/whatsapp/number", map[string]any{"tier": "TIER_250"}, nil))
			d.waitSender(d.accounts[0], "the account to know its tier", func(a sender) bool { return a.State.Tier == 250 })
			d.begin(d.campaign)
			d.live(day + time.Hour)
			d.judgeBounds(day, bound{"the tier", 250, day, fromAccount(d.accounts[0]), true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(2) {
				t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
					t.Parallel()
					d := newDays(t, seed)
					d.serve()
					live(d)
					for _, r := range d.rows() {
						if r.ErrorCode != "" && r.ErrorCode != "crashed" {
							t.Errorf("message %s: the provider refused it with %s", r.ID, r.ErrorCode)
						}
					}
				})
			}
		})
	}
}

// throughOne makes one account of the five the sender of every message.
func (d *days) throughOne() {
	d.Helper()
	d.change(d.db, "UPDATE messages SET account = ? WHERE direction = 'outbound'", d.accounts[0])
	d.must(d.admin.do(d.Context(), "PATCH", "/api/collections/campaigns/records/"+d.campaign, map[string]any{"accounts": d.accounts[:1]}, nil))
}

// TestLimits_eightyASecondAreHeldAndUsed sends with the clock slowed down, so that the machine could do many times as many.
func TestLimits_eightyASecondAreHeldAndUsed(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	d.throughOne()
	d.move(map[string]any{"speed": 0.05})
	d.begin(d.campaign)
	d.waitAccepted(170)
	d.stop()
	pass(t, mostDelay)
	d.began = d.times(func(row) bool { return true })[0]
	d.judgeBounds(2*time.Second, bound{"the provider", 80, time.Second, func(row) bool { return true }, true})
	if a := d.sender(d.accounts[0]); a.State.RetryAt != nil {
		t.Errorf("the provider had to slow the account down until %s", a.State.RetryAt)
	}
	if answer := d.why(url.Values{"campaign": {d.campaign}}); answer.Code != "global_stop" {
		t.Errorf("stopped, the program says %q", answer.Code)
	}
}
