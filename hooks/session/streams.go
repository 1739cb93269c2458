package session

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// streamKey is where a realtime client keeps the session that it subscribed with.
const streamKey = "acenoSession"

// subscribe notes on a realtime client whose session it hears with. A session that ended while the subscription was under
// way is found out here; one that ends later finds the client by this note.
func (m *Manager) subscribe(e *core.RealtimeSubscribeRequestEvent) error {
	current, ok := Of(e.Request.Context())
	if !ok {
		return e.Next()
	}
	e.Client.Set(streamKey, current)
	if err := e.Next(); err != nil {
		return err
	}
	ctx, cancel := lasting(e.Request.Context())
	defer cancel()
	if held, err := m.holds(ctx, current.ID); err != nil || !held {
		m.shut(e.Client)
	}
	return nil
}

// closed makes the end of the sessions that are meant felt: nothing is remembered of them, and their realtime streams
// are closed. What ended them has been committed.
func (m *Manager) closed(meant func(c Current) bool) {
	m.cache.clear()
	for _, client := range m.App.SubscriptionsBroker().Clients() {
		if current, ok := client.Get(streamKey).(Current); ok && meant(current) {
			m.shut(client)
		}
	}
}

// shut ends a stream. First it hears nothing more: what is on its way to it is not delivered.
func (m *Manager) shut(client subscriptions.Client) {
	client.Unsubscribe()
	m.App.SubscriptionsBroker().Unregister(client.Id())
}
