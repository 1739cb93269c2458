package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"aceno/store"
)

// show is one run of the demo: the program, the sandbox beside it, and what is printed.
type show struct {
	demo    *demoConfig
	program *program
	sandbox *client
	server  *client
	out     *screen
	state   demoState
}

// play runs the demo. ctx ends it early; work lives until everything is closed.
func (s *show) play(ctx, work context.Context) error {
	began := time.Now()
	if err := s.prepare(ctx); err != nil {
		return err
	}
	s.out.welcome(s.server.base, s.state, s.demo.Resume)
	group, hands := errgroup.WithContext(work)
	hands, stop := context.WithCancel(hands)
	defer stop()
	group.Go(func() error { return ignoreCancel(s.handSend(hands)) })
	watching, end := context.WithCancel(ctx)
	defer end()
	defer context.AfterFunc(hands, end)() // nobody waits for campaigns whose member has failed
	err := s.watch(watching, began)
	stop()
	if failed := group.Wait(); failed != nil {
		return errors.Join(failed, ignoreCancel(err))
	}
	if err != nil {
		return err
	}
	if s.demo.Headless {
		return s.report(ctx)
	}
	if err := s.report(ctx); err != nil {
		s.out.line(err.Error())
	}
	s.out.line("The server goes on: look around, end it with Ctrl C.")
	<-ctx.Done()
	return nil
}

// prepare makes everything, or takes it from the run before.
func (s *show) prepare(ctx context.Context) (err error) {
	if s.demo.Resume {
		if s.state, err = s.demo.loadState(); err != nil {
			return err
		}
		return s.registerWebhook(ctx)
	}
	if s.state, err = s.members(); err != nil {
		return err
	}
	admin, user := newClient(s.server.base), newClient(s.server.base)
	if err := admin.signIn(ctx, "users", s.state.Members[0].Email, s.state.Members[0].Password); err != nil {
		return fmt.Errorf("sign in as the demo's admin: %w", err)
	}
	if err := user.signIn(ctx, "users", s.state.Members[1].Email, s.state.Members[1].Password); err != nil {
		return fmt.Errorf("sign in as the demo's user: %w", err)
	}
	account, err := s.connect(ctx, admin)
	if err != nil {
		return err
	}
	if s.state.Campaigns, err = s.campaigns(ctx, admin, user, account); err != nil {
		return err
	}
	return s.demo.saveState(s.state)
}

// town is the place that the sandbox plays: its name as a search has it, and how many businesses of each kind it holds.
type town struct {
	Area  string         `json:"area"`
	Kinds map[string]int `json:"kinds"` // by tag, "amenity=dentist"
}

func (s *show) town(ctx context.Context) (t town, err error) {
	if err := s.sandbox.do(ctx, "GET", "/sandbox/town", nil, &t); err != nil {
		return t, fmt.Errorf("ask the sandbox for its town: %w", err)
	}
	return t, nil
}

// name is the town without its country.
func (t town) name() string {
	name, _, _ := strings.Cut(t.Area, ",")
	return name
}

// byHandSize is about how many businesses the campaign that is sent by hand looks for.
const byHandSize = 12

// split gives one kind to the campaign that is sent by hand, and the others to the one over WhatsApp.
func (t town) split() (main []string, byHand string) {
	kinds := slices.SortedFunc(maps.Keys(t.Kinds), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.Kinds[b], t.Kinds[a]), cmp.Compare(a, b))
	})
	distance := func(kind string) int { n := t.Kinds[kind] - byHandSize; return max(n, -n) }
	byHand = slices.MinFunc(kinds, func(a, b string) int { return cmp.Compare(distance(a), distance(b)) })
	return slices.DeleteFunc(kinds, func(kind string) bool { return kind == byHand }), byHand
}

func (t town) search(queries ...string) map[string]any {
	sources := make([]map[string]any, len(queries))
	for i, query := range queries {
		sources[i] = map[string]any{"type": "openstreetmap", "query": query, "area": t.Area, "limit": 1000}
	}
	return map[string]any{"sources": sources, "refresh_hours": 24}
}

// Times of watching: how often the counts are looked at, and how long they must stand still to be called done.
const (
	lookEvery  = 500 * time.Millisecond
	quietAfter = 2 * time.Second
)

// fullSpeed is how many times faster business time runs once everything is sent and people alone are waited for.
const fullSpeed = 1000

// fastForward lets business time run at full speed: some people read a message hours later.
func (s *show) fastForward(ctx context.Context) error {
	if err := s.sandbox.do(ctx, "POST", "/sandbox/clock", map[string]float64{"speed": fullSpeed}, nil); err != nil {
		return fmt.Errorf("speed the clock up: %w", err)
	}
	s.out.line("Everything is sent. Business time now runs a thousand times faster, until the last person has answered.")
	if s.demo.Sandbox == "" {
		return nil
	}
	return s.demo.copyClock(ctx, s.sandbox)
}

// watch prints progress until both campaigns have nothing left to do and the people have gone quiet.
func (s *show) watch(ctx context.Context, began time.Time) error {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	var last string
	changed := time.Now()
	first, forward := false, false
	for {
		progress, err := s.look(ctx)
		if err != nil {
			return err
		}
		s.out.progress(progress)
		if sent := progress[0].Counters.Sent; sent > 0 && !first {
			first = true
			s.out.line(fmt.Sprintf("first message after %.1f s", time.Since(began).Seconds()))
		}
		totals, err := s.totals(ctx)
		if err != nil {
			return err
		}
		if mark := fmt.Sprint(progress, totals); mark != last {
			last, changed = mark, time.Now()
		}
		quiet := idle(progress) && time.Since(changed) > quietAfter
		if idle(progress) && !forward {
			forward = true
			if err := s.fastForward(ctx); err != nil {
				return err
			}
		}
		if quiet && totals.Waiting+totals.Untold == 0 {
			return nil
		}
		if s.demo.Headless && time.Since(began) > s.demo.Limit {
			return fmt.Errorf("the campaign is not done after %s: see %s, or give it more time with --limit", s.demo.Limit, s.demo.logFile())
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}

func (s *show) look(ctx context.Context) ([]store.Progress, error) {
	var list []store.Progress
	for _, id := range s.state.Campaigns {
		p, err := s.program.store.Progress(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("look at campaign %s: %w", id, err)
		}
		list = append(list, p)
	}
	return list, nil
}

// idle says that no stage of any campaign has anything waiting or under way.
func idle(list []store.Progress) bool {
	return !slices.ContainsFunc(list, func(p store.Progress) bool {
		return p.Counters.Found == 0 || slices.ContainsFunc(p.Stages, func(s store.StageState) bool { return s.Waiting+s.Doing > 0 })
	})
}
