// Package middleware holds what stands in front of every request: the request's id, the limit on its body and the
// workspace that long lists are narrowed to. It decides nothing about rights: rules and records do.
package middleware

import (
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
	"github.com/pocketbase/pocketbase/tools/router"
)

// Priorities: the request id comes before everything of PocketBase's (CORS is -1041), so that refusals carry it too;
// the body limit comes after PocketBase's own; the workspace is known once the session is (-1020).
const (
	requestIDPriority = apis.DefaultRateLimitMiddlewarePriority - 60
	bodyLimitPriority = apis.DefaultBodyLimitMiddlewarePriority + 1
	workspacePriority = apis.DefaultBodyLimitMiddlewarePriority + 2
)

// Bind puts all of them in front of a router.
func Bind(r *router.Router[*core.RequestEvent]) {
	r.Bind(
		&hook.Handler[*core.RequestEvent]{Id: "acenoRequestId", Priority: requestIDPriority, Func: giveRequestID},
		&hook.Handler[*core.RequestEvent]{Id: "acenoBodyLimit", Priority: bodyLimitPriority, Func: limitBody},
		&hook.Handler[*core.RequestEvent]{Id: "acenoWorkspace", Priority: workspacePriority, Func: narrowToWorkspace},
	)
}
