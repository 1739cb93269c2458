package store

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"aceno/campaign"
)

// sender is what the writer remembers of sending: the open lanes with the time at which each may next have something, the
// accounts, and the rings of every limit. Jobs of the writer change it under mu; anything that a failed transaction changed
// is read again.
type sender struct {
	mu         sync.Mutex
	started    bool
	epoch      int
	turns      uint64
	lanes      map[laneKey]*lane
	accounts   map[string]*account
	campaigns  map[string]*limitRing   // by rate_limit
	workspaces map[string]*limitRing   // by tier
	spent      map[string]*spending    // by workspace
	flights    map[string]*sentMessage // by claim
	dirty      map[dirtyKey]bool       // what somebody else changed, to be read by the next claim
	stopped    atomic.Bool             // the stop file exists
}

// laneKey names a lane: what one account sends for one campaign, or what members themselves write to its people by it.
type laneKey struct {
	campaign, account string
	reply             bool
}

// laneOf is the lane of a message: what a member wrote has no step.
func laneOf(campaignID, accountID string, step int) laneKey {
	return laneKey{campaign: campaignID, account: accountID, reply: step < 0}
}

// dirtyKey names a record that was changed beside the writer.
type dirtyKey struct{ collection, id string }

// lane is one queue of messages. at is the business time at which it may next have something: zero = look now. Of the lanes
// that may, the one that was looked at longest ago has its turn.
type lane struct {
	key  laneKey
	at   time.Time
	turn uint64
}

// before says whether a lane's turn comes before another's: the one that was looked at longest ago, and of two that never were
// always the same one.
func (l *lane) before(other *lane) bool {
	if l.turn != other.turn {
		return l.turn < other.turn
	}
	return cmp.Or(cmp.Compare(l.key.campaign, other.key.campaign), cmp.Compare(l.key.account, other.key.account), cmp.Compare(rank(l.key), rank(other.key))) < 0
}

// rank puts what a member wrote before what the campaign says.
func rank(key laneKey) int {
	if key.reply {
		return 0
	}
	return 1
}

// never is the time of a lane that only a change can open.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Reload says that a record was changed beside the store, by the collections API: lanes, rings, cached accounts and
// workspaces are read again before the next claim. It is called after the change is committed, and does not block.
func (s *Store) Reload(collection, id string) {
	switch collection {
	case "workspaces", "campaigns", "integrated_accounts", "messages", "whatsapp_templates":
		s.cached.forget()
		s.boards.forget("")
		if collection == "integrated_accounts" {
			s.accountsVersion.Add(1)
		}
		d := &s.sender
		d.mu.Lock()
		d.mark(collection, id)
		d.mu.Unlock()
		s.opt.Wake(stageSend)
	}
	switch collection {
	case "campaigns", "workspaces":
		s.opt.Wake(stageSearch)
		s.opt.Wake(stageEnrich)
		s.opt.Wake(stageWrite)
	case "prospects":
		s.opt.Wake(stageEnrich)
		s.opt.Wake(stageWrite)
	case "searches":
		s.opt.Wake(stageSearch)
	}
}

// mark remembers that a record must be read again. Called under mu.
func (d *sender) mark(collection, id string) {
	if d.dirty == nil {
		d.dirty = make(map[dirtyKey]bool)
	}
	d.dirty[dirtyKey{collection, id}] = true
}

// wakeLane makes the sender look at a lane from a time on, after the commit.
func (t *tx) wakeLane(key laneKey, at time.Time) {
	t.wake(stageSend)
	t.onCommit(func() {
		d := &t.store.sender
		d.mu.Lock()
		defer d.mu.Unlock()
		l, ok := d.lanes[key]
		switch {
		case ok && at.Before(l.at):
			l.at = at
		case !ok && key.reply: // its lane lives as long as the program: an answer may follow whenever
			d.lanes[key] = &lane{key: key, at: at}
		}
	})
}

// reloadOnUndo reads a lane's account and rings again if what the job did is taken back.
func (t *tx) reloadOnUndo(key laneKey) {
	t.onUndo(func() {
		d := &t.store.sender
		d.mu.Lock()
		defer d.mu.Unlock()
		d.mark("campaigns", key.campaign)
		d.mark("integrated_accounts", key.account)
	})
}

// campaignPlace reads where a message would be sent from, by its primary key.
const messagePlace = `SELECT campaign, account, step < 0 FROM messages WHERE id = :id`

// activeLanes finds the campaigns that send. Relies on campaigns_status.
const activeLanes = `SELECT id FROM campaigns WHERE status = 'active'`

// refresh reads again what was changed beside the writer. Called under mu.
func (t *tx) refresh() error {
	d := &t.store.sender
	for key := range d.dirty {
		if err := t.refreshOne(key); err != nil {
			return fmt.Errorf("reload %s %s: %w", key.collection, key.id, err)
		}
		delete(d.dirty, key)
	}
	return nil
}

func (t *tx) refreshOne(key dirtyKey) error {
	d := &t.store.sender
	switch key.collection {
	case "campaigns":
		delete(d.campaigns, key.id)
		return t.openLanes(key.id)
	case "integrated_accounts":
		delete(d.accounts, key.id)
		d.lookAgain(func(l *lane) bool { return l.key.account == key.id })
	case "messages":
		var place laneKey
		if _, err := t.one(messagePlace, args{"id": key.id}, &place.campaign, &place.account, &place.reply); err != nil {
			return err
		}
		d.lookAgain(func(l *lane) bool { return l.key == place })
	case "workspaces":
		delete(d.workspaces, key.id)
		delete(d.spent, key.id)
		d.lookAgain(func(*lane) bool { return true })
	default:
		d.lookAgain(func(*lane) bool { return true })
	}
	return nil
}

func (d *sender) lookAgain(which func(*lane) bool) {
	for _, l := range d.lanes {
		if which(l) {
			l.at = time.Time{}
		}
	}
}

// openLanes makes the lanes of a campaign what its status and accounts say. Called under mu.
func (t *tx) openLanes(campaignID string) error {
	d := &t.store.sender
	for key := range d.lanes {
		if key.campaign == campaignID {
			delete(d.lanes, key)
		}
	}
	t.store.cached.forgetCampaign(campaignID)
	c, err := t.store.campaign(t.session, campaignID)
	if err != nil {
		if isNotFound(err) {
			return nil
		}
		return err
	}
	if err := t.openReplyLanes(campaignID); err != nil || c.Status != campaign.StatusActive {
		return err
	}
	for _, id := range c.Accounts {
		key := laneKey{campaign: campaignID, account: id}
		d.lanes[key] = &lane{key: key}
	}
	return nil
}

// first returns the lane whose turn it is, of those that may have something now.
func (d *sender) first(now time.Time) *lane {
	var best *lane
	for _, l := range d.lanes {
		if !l.at.After(now) && (best == nil || l.before(best)) {
			best = l
		}
	}
	if best != nil {
		d.turns++
		best.turn = d.turns
	}
	return best
}

// NextSend returns the business time at which a message may next be claimed; the zero time when only a commit or a change of
// a switch can bring one: both wake the sender.
func (s *Store) NextSend(context.Context) (time.Time, error) {
	d := &s.sender
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.started || s.opt.SendLocked || d.stopped.Load() {
		return time.Time{}, nil
	}
	now := s.opt.Clock.Now()
	if s.journalTroubled() != "" {
		return now.Add(retryJournal), nil
	}
	if len(d.dirty) > 0 {
		return now, nil
	}
	next := never
	for _, l := range d.lanes {
		if l.at.Before(next) {
			next = l.at
		}
	}
	switch {
	case next.Equal(never):
		return time.Time{}, nil
	case next.Before(now):
		return now, nil
	}
	return next, nil
}
