// Package fault makes the sandbox misbehave on request: a test says which provider goes wrong, how, and for how many
// calls.
package fault

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// The providers that can go wrong.
const (
	Overpass  = "overpass"
	Nominatim = "nominatim"
	Websites  = "websites"
	WhatsApp  = "whatsapp" // sending a message
	Webhook   = "webhook"  // what is delivered to a webhook
)

// The ways to go wrong.
const (
	Lost      = "lost"      // the call is carried out, then the connection breaks without an answer
	Drop      = "drop"      // the connection breaks before anything is carried out
	Late      = "late"      // the call is carried out at once and answered after delay_ms
	Slow      = "slow"      // the call waits delay_ms, then goes on
	Status    = "status"    // nothing is carried out; answered with status, body and retry_after
	Code      = "code"      // nothing is carried out; answered with the provider's own error code
	Truncated = "truncated" // the call is carried out; its 200 breaks off in the middle
	Shape     = "shape"     // the call is carried out; its 200 is JSON of another shape
	Remark    = "remark"    // Overpass: 200 with a runtime error and a part of the data
	Busy      = "busy"      // Overpass: 504; Nominatim: 503
	Limited   = "limited"   // 429 in the provider's own words
	Twice     = "twice"     // webhook: delivered a second time
	Forged    = "forged"    // webhook: signed with another secret
	Outcome   = "outcome"   // WhatsApp: accepted, then failed by a status with code
)

var kinds = map[string][]string{
	Overpass:  {Drop, Slow, Status, Remark, Busy, Limited, Truncated},
	Nominatim: {Drop, Slow, Status, Busy, Limited, Truncated},
	Websites:  {Drop, Slow, Status, Truncated},
	WhatsApp:  {Lost, Drop, Late, Slow, Status, Code, Truncated, Shape, Outcome, Limited},
	Webhook:   {Twice, Forged, Slow},
}

// Fault is one thing that goes wrong for the next calls.
type Fault struct {
	On         string `json:"on"`
	Kind       string `json:"kind"`
	Calls      int    `json:"calls"`                 // how many of the next calls; 0 = 1
	After      int    `json:"after,omitempty"`       // how many calls pass before
	DelayMS    int    `json:"delay_ms,omitempty"`    // of slow and late
	Status     int    `json:"status,omitempty"`      // of status
	Code       int    `json:"code,omitempty"`        // of code and outcome
	RetryAfter string `json:"retry_after,omitempty"` // header
	HTML       bool   `json:"html,omitempty"`        // of status: the page of a gateway, not JSON
}

// Check refuses a fault that cannot be.
func (f Fault) Check() error {
	list, ok := kinds[f.On]
	if !ok {
		return fmt.Errorf("on: %q is no provider of the sandbox: write overpass, nominatim, websites, whatsapp or webhook", f.On)
	}
	if !slices.Contains(list, f.Kind) {
		return fmt.Errorf("kind: %q cannot happen on %s: write %s", f.Kind, f.On, strings.Join(list, ", "))
	}
	switch {
	case f.Calls < 0 || f.After < 0 || f.DelayMS < 0:
		return fmt.Errorf("calls, after, delay_ms: want no negative number")
	case f.Kind == Status && (f.Status < 200 || f.Status > 599):
		return fmt.Errorf("status: %d is no HTTP status: write one from 200 to 599", f.Status)
	case (f.Kind == Code || f.Kind == Outcome) && f.Code == 0:
		return fmt.Errorf("code: kind %q needs the provider's code, such as 131048", f.Kind)
	}
	return nil
}

// Book holds what is to go wrong. The zero Book holds nothing. It is safe for many goroutines.
type Book struct {
	mu   sync.Mutex
	list []Fault
}

// Add checks faults and puts them behind those that are there.
func (b *Book) Add(faults ...Fault) error {
	for _, f := range faults {
		if err := f.Check(); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range faults {
		f.Calls = max(f.Calls, 1)
		b.list = append(b.list, f)
	}
	return nil
}

// Take returns what goes wrong with this call, or nil. The faults of one provider come one after the other.
func (b *Book) Take(on string) *Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.list, func(f Fault) bool { return f.On == on })
	if i < 0 {
		return nil
	}
	f := &b.list[i]
	if f.After > 0 {
		f.After--
		return nil
	}
	taken := *f
	if f.Calls--; f.Calls == 0 {
		b.list = slices.Delete(b.list, i, i+1)
	}
	return &taken
}

// List returns what is still to go wrong.
func (b *Book) List() []Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Fault{}, b.list...)
}

// Clear forgets all faults.
func (b *Book) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = nil
}
