package session

import (
	"crypto/sha256"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// cacheSize bounds how many tokens are remembered; a full cache begins anew.
const cacheSize = 10_000

// fingerprint is the hash under which a token is remembered: the token itself does not lie in memory.
type fingerprint [sha256.Size]byte

// known is what was found for a token. Its record is read-only; requests get copies.
type known struct {
	user    *core.Record
	session string
	expires time.Time // of the token or its session, whichever is first
	until   time.Time
}

// cache remembers for a second whose a token is. Clearing it voids what is just being read too, so that no answer from
// before a change is remembered after it.
type cache struct {
	now func() time.Time

	mu   sync.Mutex
	turn uint64
	byID map[fingerprint]known
}

func newCache(now func() time.Time) *cache {
	return &cache{now: now, byID: map[fingerprint]known{}}
}

// get returns what is remembered of a token, and the turn that what is read instead belongs to.
func (c *cache) get(token fingerprint) (found known, turn uint64, ok bool) {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok = c.byID[token]
	if ok && now.Before(found.until) && now.Before(found.expires) {
		return found, c.turn, true
	}
	delete(c.byID, token)
	return known{}, c.turn, false
}

// put remembers what was read in a turn, unless something has changed since.
func (c *cache) put(token fingerprint, turn uint64, k known) {
	k.until = c.now().Add(remember)
	c.mu.Lock()
	defer c.mu.Unlock()
	if turn != c.turn {
		return
	}
	if len(c.byID) >= cacheSize {
		clear(c.byID)
	}
	c.byID[token] = k
}

// clear forgets everything.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn++
	clear(c.byID)
}
