package records

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// checkRoom refuses one more record of a collection where the workspace's tier allows no more. what is the tier's ceiling.
func checkRoom(app core.App, r *core.Record, collection, field, what string) error {
	workspace, err := app.FindRecordById("workspaces", r.GetString("workspace"))
	if errors.Is(err, sql.ErrNoRows) {
		return nil // the validation of the relation says it better
	}
	if err != nil {
		return fmt.Errorf("find the workspace: %w", err)
	}
	tier := workspace.GetString("plan_tier")
	has, err := app.CountRecords(collection, dbx.HashExp{"workspace": workspace.Id})
	if err != nil {
		return fmt.Errorf("count %s: %w", collection, err)
	}
	if has < int64(campaign.Tier(tier).Ceiling(what)) {
		return nil
	}
	reason := campaign.CeilingReached(what, tier, int(has), 1)
	return &campaign.Error{Code: reason.Code, Field: field, Params: reason.Params, Message: reason.Message}
}
