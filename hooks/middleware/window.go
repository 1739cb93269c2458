package middleware

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Limit is how many requests are answered in every stretch of time, wherever it is laid.
type Limit struct {
	Most int
	Per  time.Duration
	Off  bool
}

// Limits that hold where none is configured.
var (
	DefaultPerIP   = Limit{Most: 100, Per: time.Minute}
	DefaultPerUser = Limit{Most: 1000, Per: time.Hour}
)

// ParseLimit reads a limit as it is configured: 100/1m, or off. Empty is the zero limit, which stands for the default.
func ParseLimit(text string) (Limit, error) {
	switch text = strings.TrimSpace(text); text {
	case "":
		return Limit{}, nil
	case "off":
		return Limit{Off: true}, nil
	}
	most, per, ok := strings.Cut(text, "/")
	n, err := strconv.Atoi(most)
	stretch, wrong := time.ParseDuration(per)
	if !ok || err != nil || wrong != nil || n < 1 || n > 1_000_000 || stretch < time.Second {
		return Limit{}, fmt.Errorf("limit %q: want a number and a time such as 100/1m, or off", text)
	}
	return Limit{Most: n, Per: stretch}, nil
}

// window holds a limit exactly for many keys: it remembers the times of the newest requests of each. Of keys it remembers
// so many at most, in two generations: once the young one is half of them it becomes the old one, and what nobody has heard
// of since is forgotten with the one before.
type window struct {
	Limit
	keys int
	now  func() time.Time

	mu         sync.Mutex
	young, old map[string]*trail
}

// trail are the times of one key's requests in the window, oldest first.
type trail struct {
	times []time.Time
}

func newWindow(l Limit, keys int, now func() time.Time) *window {
	return &window{Limit: l, keys: keys, now: now, young: map[string]*trail{}}
}

// take counts a request, or says how long to wait until one may be made. What is refused is not counted.
func (w *window) take(key string) (wait time.Duration, ok bool) {
	if w.Off {
		return 0, true
	}
	now := w.now()
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.trail(key)
	past := 0
	for past < len(t.times) && now.Sub(t.times[past]) >= w.Per {
		past++
	}
	t.times = t.times[:copy(t.times, t.times[past:])]
	if len(t.times) >= w.Most {
		return t.times[0].Add(w.Per).Sub(now), false
	}
	t.times = append(t.times, now)
	return 0, true
}

// forget lets a key begin anew.
func (w *window) forget(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.young, key)
	delete(w.old, key)
}

// trail finds a key's trail, or makes one.
func (w *window) trail(key string) *trail {
	if t, ok := w.young[key]; ok {
		return t
	}
	t, ok := w.old[key]
	if !ok {
		t = &trail{}
	}
	if len(w.young) >= w.keys/2 {
		w.old, w.young = w.young, map[string]*trail{}
	}
	w.young[key] = t
	delete(w.old, key)
	return t
}
