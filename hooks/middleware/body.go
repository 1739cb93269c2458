package middleware

import (
	"strings"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

// Sizes of request bodies.
const (
	MaxBody    = 1 << 20 // of any request that says nothing else
	MaxWebhook = 4 << 20 // of a provider's webhook
)

// webhookPath is where providers post to.
const webhookPath = "/api/v1/webhooks/"

// limitBody refuses a body that is too large with 413. Superusers keep PocketBase's own limit: they restore backups.
func limitBody(e *core.RequestEvent) error {
	switch {
	case strings.HasPrefix(e.Request.URL.Path, webhookPath):
		return apis.BodyLimit(MaxWebhook).Func(e)
	case e.HasSuperuserAuth():
		return e.Next()
	default:
		return apis.BodyLimit(MaxBody).Func(e)
	}
}
