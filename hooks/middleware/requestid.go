package middleware

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/pocketbase/pocketbase/core"
)

// requestIDHeader carries the id on every answer. Audit rows and logs read it from there.
const requestIDHeader = "X-Request-Id"

// giveRequestID makes an id for the request and writes it on the answer. What the client sends is not taken over: an
// id in the audit log must be ours.
func giveRequestID(e *core.RequestEvent) error {
	raw := make([]byte, 12)
	_, _ = rand.Read(raw) // never fails
	e.Response.Header().Set(requestIDHeader, hex.EncodeToString(raw))
	return e.Next()
}
