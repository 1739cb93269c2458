package fetch

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"aceno/internal/clock"
)

// maxCache is how much is kept on disk; beyond it the oldest files go.
const maxCache = 256 << 20

// cache keeps answers in files named by the hash of their address: a line of JSON, then the body. A file that cannot be
// read or written costs a fetch and nothing else, so no method returns an error.
type cache struct {
	dir    string
	clock  clock.Clock
	maxAge time.Duration
	most   int64

	mu   sync.Mutex
	size int64
}

// openCache makes the folder and measures what it holds. An empty dir keeps nothing.
func openCache(dir string, c clock.Clock, maxAge time.Duration, most int64) (*cache, error) {
	k := &cache{dir: dir, clock: c, maxAge: maxAge, most: most}
	if dir == "" {
		return k, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the cache folder %s: %w", dir, err)
	}
	k.trim()
	return k, nil
}

func (k *cache) path(address string) string {
	sum := sha256.Sum256([]byte(address))
	name := hex.EncodeToString(sum[:])
	return filepath.Join(k.dir, name[:2], name)
}

// get returns the kept answer of address, or nil when there is none that is young enough.
func (k *cache) get(address string) *Page {
	if k.dir == "" {
		return nil
	}
	path := k.path(address)
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	head, body, ok := bytes.Cut(raw, []byte("\n"))
	page := &Page{}
	if !ok || json.Unmarshal(head, page) != nil || page.URL != address {
		return nil
	}
	if age := k.clock.Now().Sub(page.At); age < 0 || age > k.maxAge {
		return nil
	}
	page.Body, page.Cached = body, true
	return page
}

// put keeps an answer. Readers see the old file or the new one, never half of one.
func (k *cache) put(page *Page) {
	if k.dir == "" {
		return
	}
	head, err := json.Marshal(page)
	if err != nil {
		return
	}
	path := k.path(page.URL)
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	size := int64(len(head) + 1 + len(page.Body))
	if writeAtomic(path, head, []byte("\n"), page.Body) != nil {
		return
	}
	k.mu.Lock()
	k.size += size
	full := k.size > k.most
	k.mu.Unlock()
	if full {
		k.trim()
	}
}

func writeAtomic(path string, parts ...[]byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err == nil {
			_, err = f.Write(part)
		}
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// trim removes the oldest files until four fifths of the room are used, and counts what is left.
func (k *cache) trim() {
	k.mu.Lock()
	defer k.mu.Unlock()
	type kept struct {
		path string
		info fs.FileInfo
	}
	var files []kept
	k.size = 0
	_ = filepath.WalkDir(k.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // a file that went meanwhile is no failure
		}
		if info, err := d.Info(); err == nil {
			files = append(files, kept{path, info})
			k.size += info.Size()
		}
		return nil
	})
	if k.size <= k.most {
		return
	}
	slices.SortFunc(files, func(a, b kept) int {
		return cmp.Or(a.info.ModTime().Compare(b.info.ModTime()), cmp.Compare(a.path, b.path))
	})
	for _, f := range files {
		if k.size <= k.most/5*4 {
			return
		}
		if os.Remove(f.path) == nil {
			k.size -= f.info.Size()
		}
	}
}
