package store_test

import (
	"errors"
	"testing"

	"aceno/campaign"
)

func TestRetry_isRefusedWhereNothingIsSentAnyMore(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected})
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusCompleted, "ana"), "complete")
	var refused *campaign.Refused
	if err := h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"); !errors.As(err, &refused) || refused.Reasons[0].Code != campaign.ReasonCompleted {
		t.Errorf("a retry of a completed campaign answers %v", err)
	}
	h.want("failed", "SELECT status FROM messages")
	h.recount(c)
}
