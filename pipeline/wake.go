package pipeline

// The names of the stages, as the store wakes them.
const (
	Search  = "search"
	Enrich  = "enrich"
	Write   = "write"
	Send    = "send"
	Receive = "receive"
)

// Bell wakes stages. It exists before them, so that the store can ring it from its first commit on; a ring that nobody
// waits for is kept, once.
type Bell struct {
	ropes map[string]chan struct{}
}

// NewBell returns a bell with a rope for every stage.
func NewBell() *Bell {
	ropes := map[string]chan struct{}{}
	for _, name := range []string{Search, Enrich, Write, Send, Receive} {
		ropes[name] = make(chan struct{}, 1)
	}
	return &Bell{ropes: ropes}
}

// Ring wakes one stage. It never blocks; an unknown name rings nothing.
func (b *Bell) Ring(stage string) {
	select {
	case b.ropes[stage] <- struct{}{}:
	default:
	}
}

// rope is what a stage waits on.
func (b *Bell) rope(stage string) <-chan struct{} { return b.ropes[stage] }
