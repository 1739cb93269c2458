package store

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Bounds of what is kept of dashboards: an answer that another program's writing made old is shown for boardsFor at most.
const (
	boardsFor = time.Second
	boardsMax = 256
)

// boards are dashboards as they were last answered, until a commit changes a counter of their workspace.
type boards struct {
	mu       sync.Mutex
	versions map[string]uint64 // by workspace
	all      uint64
	answers  map[boardKey]board
}

type boardKey struct {
	workspace string
	query     DashboardQuery
}

type board struct {
	text    []byte
	version uint64
	since   time.Time
}

// get returns an answer that still holds, and the version that what is read from now on is of.
func (b *boards) get(key boardKey) (text []byte, version uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	version = b.all + b.versions[key.workspace]
	if known, ok := b.answers[key]; ok && known.version == version && time.Since(known.since) < boardsFor {
		return known.text, version
	}
	return nil, version
}

// keep remembers what was read at a version, unless a commit has changed it since.
func (b *boards) keep(key boardKey, version uint64, text []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if version != b.all+b.versions[key.workspace] {
		return
	}
	if b.answers == nil || len(b.answers) >= boardsMax {
		b.answers = make(map[boardKey]board)
	}
	b.answers[key] = board{text: text, version: version, since: time.Now()}
}

// forget makes a workspace's dashboards be read again; "" = everybody's.
func (b *boards) forget(workspace string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if workspace == "" {
		b.all++
		return
	}
	if b.versions == nil {
		b.versions = make(map[string]uint64)
	}
	b.versions[workspace]++
}

// DashboardJSON is Dashboard as JSON. What it returns is shared: nobody changes it. It holds the commits that were answered before it
// was asked for.
func (s *Store) DashboardJSON(ctx context.Context, ws string, q DashboardQuery) ([]byte, error) {
	key := boardKey{ws, q}
	text, version := s.boards.get(key)
	if text != nil {
		return text, nil
	}
	d, err := s.Dashboard(ctx, ws, q)
	if err != nil {
		return nil, err
	}
	if text, err = json.Marshal(d); err != nil {
		return nil, fmt.Errorf("write the dashboard as JSON: %w", err)
	}
	s.boards.keep(key, version, text)
	return text, nil
}
