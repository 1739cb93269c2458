package store

import (
	"math/rand/v2"
	"sync"
	"time"
)

const base36 = "0123456789abcdefghijklmnopqrstuvwxyz"

// ids makes record ids that sort by time: 8 characters of milliseconds, 4 of a counter, 3 random. Random ids would nearly
// halve inserts. They can be guessed, so no token is ever an id.
type ids struct {
	mu      sync.Mutex
	counter uint64
	random  *rand.Rand
}

// next returns an id of 15 characters.
func (m *ids) next(now time.Time) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counter++
	var id [15]byte
	digits(id[:8], uint64(now.UnixMilli()))
	digits(id[8:12], m.counter)
	digits(id[12:], m.random.Uint64())
	return string(id[:])
}

// digits writes the last len(into) base-36 digits of n.
func digits(into []byte, n uint64) {
	for i := len(into) - 1; i >= 0; i-- {
		into[i] = base36[n%36]
		n /= 36
	}
}
