package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// pendingReplies finds the lanes of a campaign, or of all, in which something waits that a member wrote. Relies on
// messages_replies (campaign, account, …) WHERE status = 'pending' AND step < 0.
const pendingReplies = `
SELECT DISTINCT campaign, account FROM messages
WHERE status = 'pending' AND step < 0 AND campaign >= :from AND campaign <= :to AND account != ''`

// openReplyLanes opens the lanes of what members wrote, of one campaign or of all. They hold while the campaign is completed
// too: people answer when all is said. Called under mu.
func (t *tx) openReplyLanes(campaignID string) error {
	values := args{"from": campaignID, "to": campaignID}
	if campaignID == "" {
		values["to"] = "~" // behind every id
	}
	err := t.query(pendingReplies, values, func(r row) error {
		key := laneKey{reply: true}
		err := r.scan(&key.campaign, &key.account)
		t.store.sender.lanes[key] = &lane{key: key}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for answers that wait: %w", err)
	}
	return nil
}

// replyGates are a lane's gates for what a member wrote: the campaign's hours are for what goes out by itself, and a campaign
// that has said all it had to say is answered all the same. Switches, limits, pace and money hold.
func replyGates(gates []gate, c *cachedCampaign) []gate {
	open := make([]gate, 0, len(gates))
	for _, g := range gates {
		switch {
		case g.code == campaign.ReasonOutsideWindow || g.code == campaign.ReasonNotStarted:
		case g.code == campaign.ReasonCompleted && c.Status == campaign.StatusCompleted:
		default:
			open = append(open, g)
		}
	}
	return open
}

// always are the hours of what a member wrote.
func always(at time.Time) (time.Time, bool) { return at, true }
