package campaign

import "time"

// Rehearsal is what became of a campaign when it was run on a copy of the data, against the sandbox, with the clock sped up. Nobody
// was written to. All times are business time.
type Rehearsal struct {
	Seed     uint64          `json:"seed"` // gaps and answers were drawn from it: the same seed draws the same again
	From     time.Time       `json:"from"`
	Until    time.Time       `json:"until"`    // when nothing more happened, or the rehearsal was ended
	Complete bool            `json:"complete"` // false: it was ended before the campaign was through
	Messages []Rehearsed     `json:"messages"` // in the order in which they went out
	Blocked  []RehearsalStop `json:"blocked"`
	Days     []ForecastDay   `json:"days"`
	Cost     RehearsalCost   `json:"cost"`
}

// Rehearsed is one message as it went out.
type Rehearsed struct {
	Prospect RehearsedName `json:"prospect"`
	Channel  Channel       `json:"channel"`
	Step     int           `json:"step"`
	At       time.Time     `json:"at"`
	Content  string        `json:"content"`
	Status   MessageStatus `json:"status"`
}

// RehearsalStop is somebody who got nothing, or nothing further, and why.
type RehearsalStop struct {
	Prospect RehearsedName `json:"prospect"`
	Step     int           `json:"step"`
	Reason   Reason        `json:"reason"`
}

// RehearsedName names a prospect.
type RehearsedName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// RehearsalCost is what sending costs: at least with the answers that were drawn, at most when nobody answers. In millionths of
// the workspace's currency.
type RehearsalCost struct {
	Currency    string `json:"currency"`
	LeastMicros int64  `json:"least_micros"`
	MostMicros  int64  `json:"most_micros"`
}
