// Package middleware holds what stands in front of every request: whose address it comes from, the request's id, the
// headers that browsers heed, the limiter, the limit on its body and the workspace that long lists are narrowed to. The
// session between them is another room's. It decides nothing about rights: rules and records do.
package middleware

import (
	"errors"
	"log/slog"
	"net/netip"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/hooks/session"
	"aceno/store"
)

// Priorities. Request id, client address and headers come before everything of PocketBase's (CORS is -1041), so that
// refusals bear them too. The session comes just before PocketBase's own (-1020), the limiter after both, and behind it
// what a session does not cover. The body limit comes after PocketBase's (-990), the workspace last.
const (
	requestIDPriority = apis.DefaultRateLimitMiddlewarePriority - 60
	clientPriority    = requestIDPriority + 1
	headersPriority   = requestIDPriority + 2
	sessionPriority   = apis.DefaultLoadAuthTokenMiddlewarePriority - 1
	limiterPriority   = apis.DefaultSuperuserIPsWhitelistMiddlewarePriority + 3
	guardPriority     = limiterPriority + 1
	bodyLimitPriority = apis.DefaultBodyLimitMiddlewarePriority + 1
	workspacePriority = apis.DefaultBodyLimitMiddlewarePriority + 2
)

// Ids of what routes may unbind.
const (
	LimiterID = "acenoLimiter"
	GuardID   = "acenoGuard"
)

// Dependencies are what stands in front needs.
type Dependencies struct {
	App         core.App
	Store       *store.Store
	Hasher      session.Hasher
	Logger      *slog.Logger
	PublicURL   string         // under which others reach the server; "" = as each request says
	CORSOrigins []string       // of custom front ends; "*" = all, for what needs no cookie
	Proxies     []netip.Prefix // whose word on a client's address is believed
	PerIP       Limit          // of requests without a session; zero = DefaultPerIP
	PerUser     Limit          // of those with one; zero = DefaultPerUser
}

// Front is what stands in front of a router, with the sessions between.
type Front struct {
	Sessions *session.Manager

	cors    []string
	proxies clients
	limits  *limiters
}

// New makes the front and binds to the app's events what sessions and the limit on attempts need of them.
func New(d Dependencies) (*Front, error) {
	if d.App == nil || d.Store == nil || d.Hasher == nil {
		return nil, errors.New("middleware: app, store and hasher are needed")
	}
	sessions, err := session.New(session.Dependencies{
		App: d.App, Store: kept{d.Store}, Hasher: d.Hasher, Origins: session.NewOrigins(d.PublicURL, d.CORSOrigins), Logger: d.Logger,
	})
	if err != nil {
		return nil, err
	}
	f := &Front{Sessions: sessions, cors: d.CORSOrigins, proxies: d.Proxies, limits: newLimiters(d.PerIP, d.PerUser, time.Now)}
	f.limits.bindAttempts(d.App)
	return f, nil
}

// Bind puts all of it in front of a router. What bears an id of PocketBase's own stands in its place.
func (f *Front) Bind(r *router.Router[*core.RequestEvent]) {
	origins := f.Sessions.Origins
	r.Bind(
		&hook.Handler[*core.RequestEvent]{Id: "acenoRequestId", Priority: requestIDPriority, Func: giveRequestID},
		&hook.Handler[*core.RequestEvent]{Id: "acenoClient", Priority: clientPriority, Func: f.proxies.find},
		&hook.Handler[*core.RequestEvent]{Id: apis.DefaultSecurityHeadersMiddlewareId, Priority: headersPriority, Func: headers{origins}.set},
		cors(origins, f.cors),
		&hook.Handler[*core.RequestEvent]{Id: session.MiddlewareID, Priority: sessionPriority, Func: f.Sessions.Load},
		&hook.Handler[*core.RequestEvent]{Id: LimiterID, Priority: limiterPriority, Func: f.limits.count},
		&hook.Handler[*core.RequestEvent]{Id: GuardID, Priority: guardPriority, Func: f.Sessions.Guard},
		&hook.Handler[*core.RequestEvent]{Id: "acenoBodyLimit", Priority: bodyLimitPriority, Func: limitBody},
		&hook.Handler[*core.RequestEvent]{Id: "acenoWorkspace", Priority: workspacePriority, Func: narrowToWorkspace},
	)
}
