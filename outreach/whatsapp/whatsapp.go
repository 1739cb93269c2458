// Package whatsapp is the WhatsApp Cloud API: it sends texts and templates, reads Meta's webhooks, lists an account's
// templates and asks after its health. It never repeats a call, follows no redirect and knows no database.
package whatsapp

import (
	"crypto/x509"

	"aceno/internal/clock"
	"aceno/internal/graph"
	"aceno/outreach"
)

// Platform is the word for this channel in integrated_accounts and in the webhook's path.
const Platform = "whatsapp"

// Options are what a channel is made of.
type Options struct {
	GraphURL string         // https://graph.facebook.com when empty
	RootCAs  *x509.CertPool // the system's when nil
	Clock    clock.Clock    // business time; the machine's when nil
}

// Channel sends over the Cloud API. One value serves all accounts and is safe for many goroutines.
type Channel struct {
	graph *graph.Client
	clock clock.Clock
}

var (
	_ outreach.Channel   = (*Channel)(nil)
	_ outreach.Webhook   = (*Channel)(nil)
	_ outreach.Templates = (*Channel)(nil)
)

// New returns a channel. A URL that cannot be used is said by every call.
func New(o Options) *Channel {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	return &Channel{graph: graph.New(graph.Options{BaseURL: o.GraphURL, RootCAs: o.RootCAs}), clock: o.Clock}
}
