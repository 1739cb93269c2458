package store

import (
	"sync"

	"aceno/campaign"
	"aceno/campaign/schedule"
)

// cache holds workspaces and campaigns as the writer last read them; a reader may see an older snapshot, so that what it
// reads is not kept. Reload empties it.
type cache struct {
	mu         sync.Mutex
	workspaces map[string]*workspace
	campaigns  map[string]*cachedCampaign
}

// cachedCampaign is a campaign with its schedule read. Whoever has one never changes it.
type cachedCampaign struct {
	campaign.Campaign
	plan *schedule.Plan
	bad  error // why the schedule cannot be used
}

func (c *cache) workspace(id string) (*workspace, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, ok := c.workspaces[id]
	return w, ok
}

func (c *cache) keepWorkspace(w *workspace) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.workspaces == nil {
		c.workspaces = make(map[string]*workspace)
	}
	c.workspaces[w.ID] = w
}

func (c *cache) campaign(id string) (*cachedCampaign, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.campaigns[id]
	return found, ok
}

func (c *cache) keepCampaign(one *cachedCampaign) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.campaigns == nil {
		c.campaigns = make(map[string]*cachedCampaign)
	}
	c.campaigns[one.ID] = one
}

// forget empties the cache: a workspace's zone lies in its campaigns' schedules too.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.workspaces, c.campaigns = nil, nil
}

// forgetCampaign makes the next read of one campaign a fresh one.
func (c *cache) forgetCampaign(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.campaigns, id)
}
