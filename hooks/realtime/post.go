package realtime

import (
	"sync"

	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// post hands messages to clients. A client's Send blocks until it reads, so each has a goroutine of its own while
// something waits for it, and of each topic only the newest message waits.
type post struct {
	mu      sync.Mutex
	waiting map[string]map[string]subscriptions.Message // client → topic → message; present while its goroutine runs
}

func newPost() *post { return &post{waiting: map[string]map[string]subscriptions.Message{}} }

// send leaves a message for a client and returns at once.
func (p *post) send(client subscriptions.Client, m subscriptions.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	box, running := p.waiting[client.Id()]
	if !running {
		box = map[string]subscriptions.Message{}
		p.waiting[client.Id()] = box
	}
	box[m.Name] = m
	if !running {
		go p.deliver(client)
	}
}

// deliver sends what waits for one client until nothing does. A client that has gone takes everything and keeps
// nothing, so that the goroutine ends with it.
func (p *post) deliver(client subscriptions.Client) {
	for {
		m, ok := p.next(client.Id())
		if !ok {
			return
		}
		client.Send(m)
	}
}

func (p *post) next(client string) (subscriptions.Message, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	box := p.waiting[client]
	for name, m := range box {
		delete(box, name)
		return m, true
	}
	delete(p.waiting, client)
	return subscriptions.Message{}, false
}
