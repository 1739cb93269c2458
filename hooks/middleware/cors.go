package middleware

import (
	"net/http"
	"slices"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"

	"aceno/hooks/session"
)

// corsAge is how long, in seconds, a browser need not ask again.
const corsAge = 600

// cors lets the pages of configured origins read our answers, with cookies where the browser sends them. It stands in the
// place of PocketBase's own, which would let everybody. Our own page needs none of it.
func cors(origins session.Origins, configured []string) *hook.Handler[*core.RequestEvent] {
	c := apis.CORSConfig{
		AllowMethods:  []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodPatch, http.MethodPost, http.MethodDelete},
		ExposeHeaders: []string{requestIDHeader, "Retry-After"},
		MaxAge:        corsAge,
	}
	if slices.Contains(configured, "*") {
		c.AllowOrigins = []string{"*"} // a browser then sends no cookies
	} else {
		c.AllowOriginFunc = func(origin string) (bool, error) { return origins.Foreign(origin), nil }
		c.AllowCredentials = true
	}
	return apis.CORS(c)
}
