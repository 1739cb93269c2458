package openstreetmap

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"aceno/campaign"
	"aceno/scrapers"
)

// provider is one of the two servers with its etiquette: one request at a time, a pace, silence after it refused one.
type provider struct {
	name     string // as said to a person
	endpoint string
	agent    string
	http     *http.Client
	limits   limits
	pace     *rate.Limiter // nil = none
	gate     chan struct{} // holds a token while a request is under way

	mu      sync.Mutex
	quiet   time.Time // no request before this, in real time
	strikes int       // refusals in a row
}

// limits bound one request.
type limits struct {
	deadline time.Duration
	bytes    int64
	silence  time.Duration // after a refusal; doubles with each further one
}

// The codes of reasons of this source's own; the others are those of every source.
const (
	codeCancelled     = "source_cancelled"     // the caller gave up waiting
	codeIncomplete    = "source_incomplete"    // Overpass says that it broke off
	codeTooLarge      = "source_too_large"     // the answer, or the memory that it needs
	codeRefused       = "source_refused"       // the request is not understood
	codeBlocked       = "source_blocked"       // this installation may not ask
	codeMisconfigured = "source_misconfigured" // the server's address cannot be right
)

// maxSilence bounds the silence after refusals and what a server may ask for by Retry-After.
const maxSilence = time.Hour

func newProvider(name, endpoint string, o Options, l limits) *provider {
	client := http.Client{}
	if o.HTTP != nil {
		client = *o.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &provider{name: name, endpoint: endpoint, agent: o.UserAgent, http: &client, limits: l, gate: make(chan struct{}, 1)}
}

// enter waits until no other request is under way. Whoever got in calls leave.
func (p *provider) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.gate <- struct{}{}:
		return func() { <-p.gate }, nil
	case <-ctx.Done():
		return nil, p.stopped(ctx.Err())
	}
}

// ask sends one request and returns the body of a 200. The caller has entered. Errors are *scrapers.Failure.
func (p *provider) ask(ctx context.Context, build func(ctx context.Context) (*http.Request, error)) ([]byte, error) {
	if wait := p.silence(); wait > 0 {
		return nil, p.failure(campaign.ReasonSourceBusy, wait, nil, "%s asked for a pause; the next request goes out in %s", p.name, wait.Round(time.Second))
	}
	if p.pace != nil {
		if err := p.pace.Wait(ctx); err != nil {
			return nil, p.stopped(cmp.Or(ctx.Err(), context.DeadlineExceeded)) // it does not wait beyond the deadline
		}
	}
	timed, cancel := context.WithTimeout(ctx, p.limits.deadline)
	defer cancel()
	req, err := build(timed)
	if err != nil {
		return nil, p.failure(codeMisconfigured, 0, bare(err), "%s cannot be asked: its address is not usable: %v", p.name, bare(err))
	}
	req.Header.Set("User-Agent", p.agent)
	res, err := p.http.Do(req)
	if err != nil {
		return nil, p.unreachable(ctx, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, p.limits.bytes+1))
	if res.StatusCode != http.StatusOK {
		return nil, p.refused(res, body)
	}
	if err != nil {
		return nil, p.unreachable(ctx, err)
	}
	if int64(len(body)) > p.limits.bytes {
		return nil, p.failure(codeTooLarge, 0, nil, "%s answered with more than %d MiB; ask for a smaller area or a lower limit", p.name, p.limits.bytes>>20)
	}
	p.served()
	return body, nil
}

// bare takes the address out of an error of net/http: it may hold a key.
func bare(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// failure makes a failure that may be retried after a while; 0 = not at all.
func (p *provider) failure(code string, after time.Duration, err error, format string, args ...any) *scrapers.Failure {
	words := fmt.Sprintf(format, args...)
	params := map[string]any{"server": p.name, "detail": words}
	if after > 0 {
		params["until"] = time.Now().Add(after).UTC().Format(time.RFC3339)
	}
	return &scrapers.Failure{
		Reason: campaign.Reason{Code: code, Params: params, Message: words},
		Retry:  after > 0, After: after, Err: err,
	}
}

// stopped says that the caller did not want to wait any longer. It is nothing the server did.
func (p *provider) stopped(err error) *scrapers.Failure {
	return p.failure(codeCancelled, time.Second, err, "the search was stopped while %s was asked", p.name)
}

// unreachable says that no whole answer came.
func (p *provider) unreachable(ctx context.Context, err error) *scrapers.Failure {
	if cause := ctx.Err(); cause != nil {
		return p.stopped(cause)
	}
	after := p.hush(0)
	if errors.Is(err, context.DeadlineExceeded) {
		return p.failure(campaign.ReasonSourceTimeout, after, bare(err), "%s did not answer within %s", p.name, p.limits.deadline)
	}
	return p.failure(campaign.ReasonSourceUnreachable, after, bare(err), "%s cannot be reached: %v", p.name, bare(err))
}

// silence returns how long no request may go out.
func (p *provider) silence() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.quiet)
}

// hush keeps silent after a refusal, longer with each in a row and at least as long as the server asked for.
func (p *provider) hush(asked time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := min(p.limits.silence<<min(p.strikes, 8), maxSilence)
	wait = min(max(wait, asked), maxSilence)
	p.strikes++
	p.quiet = time.Now().Add(wait)
	return wait
}

func (p *provider) served() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.strikes = 0
}
