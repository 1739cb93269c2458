package records

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// checkRoom refuses one more record of a collection where the workspace's tier allows no more.
func checkRoom(app core.App, r *core.Record, collection, field string, limit func(campaign.Tiers) int) error {
	workspace, err := app.FindRecordById("workspaces", r.GetString("workspace"))
	if errors.Is(err, sql.ErrNoRows) {
		return nil // the validation of the relation says it better
	}
	if err != nil {
		return fmt.Errorf("find the workspace: %w", err)
	}
	tier := workspace.GetString("plan_tier")
	most := limit(campaign.Tier(tier))
	has, err := app.CountRecords(collection, dbx.HashExp{"workspace": workspace.Id})
	if err != nil {
		return fmt.Errorf("count %s: %w", collection, err)
	}
	if has >= int64(most) {
		return &campaign.Error{Code: campaign.ReasonTierLimit, Field: field, Params: map[string]any{"tier": tier, "limit": most},
			Message: fmt.Sprintf("the tier %s allows %d %s: remove one, or choose a larger tier", tier, most, collection)}
	}
	return nil
}
