package fetch

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The etiquette towards one host, in real time.
const (
	paceEvery   = time.Second
	paceBeside  = 2
	paceForget  = time.Minute
	paceMaxWait = 2 * time.Minute
)

// pace spreads requests over time: one a second and two at once a host.
type pace struct {
	every time.Duration

	mu    sync.Mutex
	hosts map[string]*lane
	swept time.Time
}

// lane is one host's share.
type lane struct {
	places  chan struct{}
	limiter *rate.Limiter
	users   int
	used    time.Time
}

func newPace(every time.Duration) *pace {
	return &pace{every: every, hosts: map[string]*lane{}}
}

// enter takes a place beside at most one other reader of host; leave gives it back.
func (p *pace) enter(ctx context.Context, host string) (leave func(), err error) {
	l := p.hold(host)
	ctx, cancel := context.WithTimeout(ctx, paceMaxWait)
	defer cancel()
	select {
	case l.places <- struct{}{}:
		return sync.OnceFunc(func() { <-l.places; p.drop(l) }), nil
	case <-ctx.Done():
		p.drop(l)
		return nil, ctx.Err()
	}
}

// wait returns when the next request to host may start.
func (p *pace) wait(ctx context.Context, host string) error {
	l := p.hold(host)
	defer p.drop(l)
	return l.limiter.Wait(ctx)
}

func (p *pace) hold(host string) *lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.swept) > paceForget {
		p.swept = now
		for name, l := range p.hosts {
			if l.users == 0 && now.Sub(l.used) > paceForget {
				delete(p.hosts, name)
			}
		}
	}
	l := p.hosts[host]
	if l == nil {
		l = &lane{places: make(chan struct{}, paceBeside), limiter: rate.NewLimiter(rate.Every(p.every), 1)}
		p.hosts[host] = l
	}
	l.users++
	l.used = now
	return l
}

func (p *pace) drop(l *lane) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l.users--
	l.used = time.Now()
}
