package campaign

// Schedule is campaigns.schedule: when messages may go out and when the search runs again.
type Schedule struct {
	Timezone string   `json:"timezone,omitempty"` // IANA; empty = the workspace's
	Windows  []string `json:"windows,omitempty"`  // "mon-fri 09:00-18:00"; none = always
	Start    string   `json:"start,omitempty"`    // 2006-01-02, in the zone
	Cron     string   `json:"cron,omitempty"`     // robfig/cron syntax, in the zone
}
