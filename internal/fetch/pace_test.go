package fetch

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestGet_asksAHostOnceASecondAndTwiceAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		s := newStub(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(5 * time.Second)
			now.Add(-1)
			hello(w, r)
		}))
		c := s.client(t, Options{})
		var group sync.WaitGroup
		for i := range 6 {
			group.Go(func() {
				if _, err := c.Get(t.Context(), fmt.Sprintf("http://slow.test/%d", i)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		s.mu.Lock()
		defer s.mu.Unlock()
		for i := 1; i < len(s.at); i++ {
			if gap := s.at[i].Sub(s.at[i-1]); gap < time.Second {
				t.Errorf("requests %d and %d are %s apart", i-1, i, gap)
			}
		}
		if most.Load() != 2 {
			t.Errorf("%d at once, want 2", most.Load())
		}
	})
}

func TestGet_readsDifferentHostsBesideEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStub(t, noRobots(hello))
		c := s.client(t, Options{})
		start := time.Now()
		var group sync.WaitGroup
		for i := range 20 {
			group.Go(func() {
				if _, err := c.Get(t.Context(), fmt.Sprintf("http://shop%d.test/", i)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("20 hosts took %s", took)
		}
	})
}

func TestPace_forgetsHostsNobodyAsksFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPace(paceEvery)
		for i := range 100 {
			if err := p.wait(t.Context(), strconv.Itoa(i)); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(3 * paceForget)
		if err := p.wait(t.Context(), "new"); err != nil {
			t.Fatal(err)
		}
		if len(p.hosts) != 1 {
			t.Errorf("%d hosts remembered, want 1", len(p.hosts))
		}
	})
}
