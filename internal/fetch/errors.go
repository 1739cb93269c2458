package fetch

import (
	"fmt"
	"time"
)

// Kind says why a page could not be had.
type Kind string

// The kinds of errors.
const (
	Forbidden   Kind = "forbidden"    // an address, scheme, port or URL that must not be dialled
	Robots      Kind = "robots"       // robots.txt says no
	RobotsLater Kind = "robots_later" // robots.txt could not be read: no for now
	Unreachable Kind = "unreachable"  // no such name, refused, reset, a certificate that does not hold
	Timeout     Kind = "timeout"      // no whole answer within the limit
	Redirects   Kind = "redirects"    // more redirects than followed
	Unreadable  Kind = "unreadable"   // an answer that breaks HTTP, a coding that was not asked for, headers too long
	Busy        Kind = "busy"         // too many others wait for the same host
)

// Error says which page could not be had and why.
type Error struct {
	Kind  Kind
	URL   string
	Retry bool          // asking again later makes sense
	After time.Duration // least wait before that, 0 = any
	Err   error
}

// Error returns what failed, on what.
func (e *Error) Error() string { return fmt.Sprintf("read %s: %s: %v", e.URL, e.Kind, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func refuse(rawURL, format string, args ...any) *Error {
	return &Error{Kind: Forbidden, URL: rawURL, Err: fmt.Errorf(format, args...)}
}
