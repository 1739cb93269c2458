package store

import (
	"fmt"
	"slices"
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
)

// limitRing is one limit with the send times it counts. A stale one is read again before it is used: what was released, or
// what a failed transaction added, is not worth taking out one by one.
type limitRing struct {
	campaign.Limit
	statement string // reads its times
	id        string
	ring      *limits.Ring
	newest    time.Time
	stale     bool
}

// add counts a send.
func (r *limitRing) add(at time.Time) {
	r.ring.Add(at)
	r.newest = later(r.newest, at)
}

// Send times of an account, of a campaign, of a workspace, newest first: what was claimed counts, whatever became of it, unless
// it is known as not sent. Rely on messages_sent (account, sent_at) and messages_sent_campaign (campaign, sent_at) WHERE
// sent_at != ”.
const (
	timesOfAccount = `
SELECT sent_at FROM messages WHERE account = :id AND sent_at != '' AND sent_at > :since ORDER BY sent_at DESC LIMIT :n`
	timesOfCampaign = `
SELECT sent_at FROM messages WHERE campaign = :id AND sent_at != '' AND sent_at > :since ORDER BY sent_at DESC LIMIT :n`
	timesOfWorkspace = `
SELECT m.sent_at FROM campaigns c CROSS JOIN messages m ON m.campaign = c.id
WHERE c.workspace = :id AND m.sent_at != '' AND m.sent_at > :since ORDER BY m.sent_at DESC LIMIT :n`
)

func newLimitRing(code string, n int, window time.Duration, statement, id string) *limitRing {
	return &limitRing{Limit: campaign.Limit{Code: code, N: n, Window: window}, statement: statement, id: id, stale: true}
}

// fresh reads the ring's times if it is stale.
func (t *tx) fresh(r *limitRing) error {
	if !r.stale {
		return nil
	}
	length := limits.Guarded(r.Window)
	var times []time.Time
	err := t.query(r.statement, args{"id": r.id, "since": t.now.Add(-length), "n": r.N}, func(row row) error {
		var at time.Time
		err := row.scan(&at)
		times = append(times, at)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the send times of limit %s: %w", r.Code, err)
	}
	r.ring = limits.NewRing(r.N, length)
	for _, at := range slices.Backward(times) {
		r.add(at)
	}
	r.stale = false
	return nil
}

// limitsOf returns all rings that a lane's message must pass, fresh. Called under mu.
func (t *tx) limitsOf(c *cachedCampaign, w *workspace, a *account) ([]*limitRing, error) {
	d := &t.store.sender
	list := slices.Clone(a.rings)
	if c.RateLimit > 0 {
		r, ok := d.campaigns[c.ID]
		if !ok || r.N != c.RateLimit {
			r = newLimitRing(campaign.ReasonCampaignPerHour, c.RateLimit, time.Hour, timesOfCampaign, c.ID)
			d.campaigns[c.ID] = r
		}
		list = append(list, r)
	}
	r, ok := d.workspaces[w.ID]
	if !ok || r.N != w.tier.Messages {
		r = newLimitRing(campaign.ReasonTierPerDay, w.tier.Messages, 24*time.Hour, timesOfWorkspace, w.ID)
		d.workspaces[w.ID] = r
	}
	list = append(list, r)
	for _, r := range list {
		if err := t.fresh(r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// staleRings makes every ring that counts a message be read again: it was released. Called under mu.
func (d *sender) staleRings(campaignID, workspaceID, accountID string) {
	d.lookAgain(func(*lane) bool { return true }) // a place may have come free for any of them
	if a, ok := d.accounts[accountID]; ok {
		for _, r := range a.rings {
			r.stale = true
		}
	}
	if r, ok := d.campaigns[campaignID]; ok {
		r.stale = true
	}
	if r, ok := d.workspaces[workspaceID]; ok {
		r.stale = true
	}
}
