package middleware

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
)

// Limits that are not configured: how often a password may be tried for one address from one place, and how often a mail
// may be asked for from one place.
var (
	perPassword = Limit{Most: 10, Per: 10 * time.Minute}
	perMail     = Limit{Most: 10, Per: 10 * time.Minute}
)

// remembered bounds how many keys a limit remembers: 100 times of 24 bytes for each of 20,000 are under 50 MB.
const remembered = 20_000

// limiters are all limits on requests.
type limiters struct {
	perIP, perUser, perPassword, perMail *window
}

func newLimiters(perIP, perUser Limit, now func() time.Time) *limiters {
	if perIP == (Limit{}) {
		perIP = DefaultPerIP
	}
	if perUser == (Limit{}) {
		perUser = DefaultPerUser
	}
	return &limiters{
		perIP: newWindow(perIP, remembered, now), perUser: newWindow(perUser, remembered, now),
		perPassword: newWindow(perPassword, remembered, now), perMail: newWindow(perMail, remembered, now),
	}
}

// count lets a request through while its person, or without a session its address, is within the limit. What was taken
// off the request because its session had ended counts as without one. Superusers are not counted: they run the machine,
// and PocketBase's list of addresses says from where.
func (l *limiters) count(e *core.RequestEvent) error {
	if !counted(e.Request.URL.Path) || e.HasSuperuserAuth() {
		return e.Next()
	}
	if asksForMail(e) {
		if wait, ok := l.perMail.take(place(e)); !ok {
			return tooMany(e, wait)
		}
	}
	limit, key := l.perIP, place(e)
	if e.Auth != nil {
		limit, key = l.perUser, e.Auth.Collection().Name+":"+e.Auth.Id
	}
	if wait, ok := limit.take(key); !ok {
		return tooMany(e, wait)
	}
	return e.Next()
}

// realtimePath is PocketBase's own.
const realtimePath = "/api/realtime"

// counted says whether a path is the limiter's business: the API and the public pages that are made of records. Files,
// realtime and webhooks are not.
func counted(path string) bool {
	switch {
	case path == realtimePath, strings.HasPrefix(path, webhookPath):
		return false
	}
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/r/") || strings.HasPrefix(path, "/p/")
}

// asksForMail says whether a request makes us send a mail to an address that it names.
func asksForMail(e *core.RequestEvent) bool {
	switch e.Request.Pattern {
	case "POST /api/collections/{collection}/request-otp", "POST /api/collections/{collection}/request-password-reset",
		"POST /api/collections/{collection}/request-verification", "POST /api/collections/{collection}/request-email-change":
		return true
	}
	return false
}

// place is the address that a request counts for: of IPv6 the network of 64 bits that one household has.
func place(e *core.RequestEvent) string {
	address, err := netip.ParseAddr(e.RemoteIP())
	if err != nil {
		return "?"
	}
	address = address.Unmap()
	if address.Is4() {
		return address.String()
	}
	network, err := address.WithZone("").Prefix(64)
	if err != nil {
		return "?"
	}
	return network.String()
}

// tooMany answers 429 and when to come again, in whole seconds.
func tooMany(e *core.RequestEvent, wait time.Duration) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	e.Response.Header().Set("Retry-After", strconv.Itoa(max(seconds, 1)))
	return e.TooManyRequestsError("Too many requests: wait as long as Retry-After says.", nil)
}

// bindAttempts limits how often a password or a code is tried, whichever way it comes in. The right one ends the count.
func (l *limiters) bindAttempts(app core.App) {
	app.OnRecordAuthWithPasswordRequest().Bind(&hook.Handler[*core.RecordAuthWithPasswordRequestEvent]{
		Id: "acenoAttempts", Priority: -1000,
		Func: func(e *core.RecordAuthWithPasswordRequestEvent) error {
			key := place(e.RequestEvent) + " " + strings.ToLower(strings.TrimSpace(e.Identity))
			if wait, ok := l.perPassword.take(key); !ok {
				return tooMany(e.RequestEvent, wait)
			}
			if err := e.Next(); err != nil {
				return err
			}
			l.perPassword.forget(key)
			return nil
		},
	})
	app.OnRecordAuthWithOTPRequest().Bind(&hook.Handler[*core.RecordAuthWithOTPRequestEvent]{
		Id: "acenoAttempts", Priority: -1000,
		Func: func(e *core.RecordAuthWithOTPRequestEvent) error {
			key := "code " + e.OTP.RecordRef() // of the person: few digits must not be guessed from many places either
			if wait, ok := l.perPassword.take(key); !ok {
				return tooMany(e.RequestEvent, wait)
			}
			if err := e.Next(); err != nil {
				return err
			}
			l.perPassword.forget(key)
			return nil
		},
	})
}
