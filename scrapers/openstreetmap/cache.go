package openstreetmap

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aceno/internal/clock"
)

// keepFor is the business time after which a raw answer is deleted, whoever may still want it.
const keepFor = 30 * 24 * time.Hour

// cache keeps raw answers as files: a line with the business time of the request, then the body. What cannot be read
// or written is as if it were not there, since the server can be asked again.
type cache struct {
	dir   string // empty = none
	clock clock.Clock
}

func newCache(dir string, c clock.Clock) *cache { return &cache{dir: dir, clock: c} }

// stored is a raw answer and when it was given, in business time.
type stored struct {
	Body []byte
	At   time.Time
}

// digest names a request.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// get returns the answer to a request if it is at most maxAge old.
func (c *cache) get(key string, maxAge time.Duration) (stored, bool) {
	if c.dir == "" {
		return stored{}, false
	}
	raw, err := os.ReadFile(c.path(key))
	if err != nil {
		return stored{}, false
	}
	line, body, found := bytes.Cut(raw, []byte("\n"))
	at, err := time.Parse(time.RFC3339Nano, string(line))
	if !found || err != nil || !fresh(c.clock.Now(), at, maxAge) {
		return stored{}, false
	}
	return stored{Body: body, At: at}, true
}

// fresh says whether something of that time may still be used. A time to come is as strange as one long past: the
// clock was set back.
func fresh(now, at time.Time, maxAge time.Duration) bool { return now.Sub(at).Abs() < maxAge }

// put keeps an answer and deletes those that are too old.
func (c *cache) put(key string, s stored) error {
	if c.dir == "" {
		return nil
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return fmt.Errorf("make the cache of raw answers: %w", err)
	}
	c.prune()
	file, err := os.CreateTemp(c.dir, "new-*")
	if err != nil {
		return fmt.Errorf("keep a raw answer: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // nothing is there any more when it has been renamed
	_, err = file.Write(append([]byte(s.At.UTC().Format(time.RFC3339Nano)+"\n"), s.Body...))
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), c.path(key))
	}
	if err != nil {
		return fmt.Errorf("keep a raw answer: %w", err)
	}
	return nil
}

func (c *cache) path(key string) string { return filepath.Join(c.dir, key+".raw") }

// prune deletes answers that are older than keepFor.
func (c *cache) prune() {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return
	}
	for _, one := range entries {
		key, found := strings.CutSuffix(one.Name(), ".raw")
		if found && !c.young(key) {
			_ = os.Remove(c.path(key)) // the next answer tries again
		}
	}
}

// young reads only the time of an answer.
func (c *cache) young(key string) bool {
	file, err := os.Open(c.path(key))
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	head := make([]byte, len(time.RFC3339Nano)+1)
	n, _ := file.Read(head)
	line, _, _ := bytes.Cut(head[:n], []byte("\n"))
	at, err := time.Parse(time.RFC3339Nano, string(line))
	return err == nil && fresh(c.clock.Now(), at, keepFor)
}
