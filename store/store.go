// Package store is the only room that knows tables. It answers the questions of the stages, the sender, the webhooks and
// the routes, and writes what they decide. Everything it writes goes through one goroutine, in groups, on PocketBase's
// own write connection; what it reads comes from a pool of its own. It makes no network call, runs no record hook and
// keeps no secret: credentials pass through it sealed.
package store

import (
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
)

// ErrNotFound says that a record does not exist, or that the caller's workspace may not know that it does.
var ErrNotFound = campaign.ErrNotFound

// Hasher makes the keyed hash of one identity, so that a contact can be recognised without being kept.
type Hasher interface {
	Hash(workspace, kind, value string) string
}

// Options are what a Store needs. App, Clock, Hasher and OptOut are required; the rest has working defaults.
type Options struct {
	App    core.App
	Clock  clock.Clock
	Hasher Hasher
	OptOut outreach.OptOut

	// Wake is called after a commit that made work for a stage: "search", "enrich", "write", "send" or "receive".
	// It must not block.
	Wake func(stage string)
	// Changed is called after a commit that changed a campaign's counters or stages. It must not block.
	Changed func(workspace, campaign string)
	// Talked is called after a commit that changed the conversation with a prospect. It must not block.
	Talked func(prospect string)
	// Erased removes what lies of a workspace in files outside the database, after somebody was erased; nil = there is nothing.
	Erased func(workspace string) error

	// PrivacyLink makes the address of a prospect's own page, for templates; nil or "" = there is none.
	PrivacyLink func(prospectID string) string

	Logger     *slog.Logger
	Journal    Journal    // nil = none is kept
	StopFile   string     // the global switch: while it exists, nothing is claimed for sending
	Rand       *rand.Rand // draws gaps; used by the writer alone
	SendLocked bool       // another process holds the data folder: Next refuses
}

// Store reads and writes Aceno's tables. All methods may be called from many goroutines.
type Store struct {
	opt     Options
	writer  *writer
	readers readers
	sender  sender
	journal journalKeeper
	cached  cache
	ids     ids
	boards  boards

	accountsVersion atomic.Uint64 // see AccountsVersion
}

// Open prepares a store. The app may be bootstrapped later, but before Run, which must be running before anything is
// written.
func Open(opt Options) (*Store, error) {
	if opt.App == nil || opt.Clock == nil || opt.Hasher == nil || opt.OptOut == nil {
		return nil, errors.New("open store: App, Clock, Hasher and OptOut are required")
	}
	if opt.Wake == nil {
		opt.Wake = func(string) {}
	}
	if opt.Changed == nil {
		opt.Changed = func(string, string) {}
	}
	if opt.Talked == nil {
		opt.Talked = func(string) {}
	}
	if opt.Erased == nil {
		opt.Erased = func(string) error { return nil }
	}
	if opt.Logger == nil {
		opt.Logger = slog.New(slog.DiscardHandler)
	}
	if opt.Rand == nil {
		opt.Rand = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	}
	s := &Store{opt: opt, writer: newWriter()}
	s.readers.path = filepath.Join(opt.App.DataDir(), "data.db")
	s.ids.random = rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	s.sender.lanes, s.sender.accounts = make(map[laneKey]*lane), make(map[string]*account)
	s.sender.campaigns, s.sender.workspaces = make(map[string]*limitRing), make(map[string]*limitRing)
	s.sender.spent = make(map[string]*spending)
	return s, nil
}

// Close waits for the reads under way and closes the read pool. Run must have ended.
func (s *Store) Close() error { return s.readers.close() }
