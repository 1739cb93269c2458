package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
)

// CampaignID is the campaign of a path.
type CampaignID struct {
	ID string `path:"id" maxLength:"64" doc:"The campaign's id."`
}

// Found is the answer of find.
type Found struct {
	Body struct {
		Searches []string `json:"searches" doc:"Ids of the queued searches, one a source."`
	}
}

// GateChange is the body of gate.
type GateChange struct {
	CampaignID
	Body struct {
		Gate      campaign.Gate `json:"gate" enum:"provider_rules,recorded_basis" doc:"recorded_basis waives the opt-in, and only that."`
		Statement string        `json:"statement,omitempty" maxLength:"4000" doc:"What you sign: it names the provider's rule and the risk. Needed for recorded_basis."`
	}
}

// CampaignBody answers with the campaign as the collections API shows it.
type CampaignBody struct {
	Body map[string]any
}

// campaigns are the acts on a campaign.
func (a *api) campaigns() {
	const tag = "Campaigns"
	huma.Register(a.huma, operation("find", http.MethodPost, "/campaigns/{id}/find", tag, "Queue the campaign's searches",
		"Queues one search a source. A draft finds, is enriched and written too, so that a person can judge before anything is sent.", actErrors),
		func(ctx context.Context, in *CampaignID) (*Found, error) {
			c, err := a.allowOn(ctx, user, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &Found{}
			out.Body.Searches, err = a.Store.QueueSearches(ctx, c.workspace, in.ID, c.id)
			return out, a.problem(ctx, err)
		})
	for _, act := range []struct {
		name, summary, description string
		to                         campaign.Status
	}{
		{"start", "Start sending", "A draft becomes active. 409 with all the reasons at once where something is missing.", campaign.StatusActive},
		{"pause", "Pause sending", "No call to a provider starts later than a second after the answer.", campaign.StatusPaused},
		{"resume", "Go on sending", "A paused campaign becomes active again.", campaign.StatusActive},
		{"complete", "End the campaign", "Nothing more is sent, and it cannot be started again.", campaign.StatusCompleted},
	} {
		huma.Register(a.huma, operation(act.name, http.MethodPost, "/campaigns/{id}/"+act.name, tag, act.summary, act.description, actErrors),
			func(ctx context.Context, in *CampaignID) (*CampaignBody, error) {
				return a.move(ctx, in.ID, act.name, act.to)
			})
	}
	huma.Register(a.huma, operation("gate", http.MethodPost, "/campaigns/{id}/gate", tag, "Set how strictly the opt-in rule is applied",
		"An admin's act, audited. `recorded_basis` needs a signed statement and is shown on the campaign; it never waives an approved template.", actErrors),
		func(ctx context.Context, in *GateChange) (*CampaignBody, error) {
			c, err := a.allowOn(ctx, admin, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			if err := a.Store.SetGate(ctx, c.workspace, in.ID, string(in.Body.Gate), in.Body.Statement, c.id); err != nil {
				return nil, a.problem(ctx, err)
			}
			return a.campaign(ctx, in.ID)
		})
}

// move starts, pauses, resumes or completes. Start is for drafts and resume for paused ones: the name says what the
// caller believes.
func (a *api) move(ctx context.Context, id, act string, to campaign.Status) (*CampaignBody, error) {
	c, err := a.allowOn(ctx, user, "campaigns", id)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	if from, ok := map[string]campaign.Status{"start": campaign.StatusDraft, "resume": campaign.StatusPaused}[act]; ok {
		now, err := a.Store.Campaign(ctx, c.workspace, id)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		if now.Status != from {
			return nil, a.problem(ctx, campaign.Conflict(campaign.ReasonIllegalMove, "the campaign is %s: only a %s one can %s", now.Status, from, act))
		}
	}
	if err := a.Store.MoveCampaign(ctx, c.workspace, id, to, c.id); err != nil {
		return nil, a.problem(ctx, err)
	}
	return a.campaign(ctx, id)
}

// campaign answers with the record, as the collections API would.
func (a *api) campaign(ctx context.Context, id string) (*CampaignBody, error) {
	record, err := a.App.FindRecordById("campaigns", id)
	if err != nil {
		return nil, a.problem(ctx, campaign.ErrNotFound)
	}
	return &CampaignBody{Body: record.PublicExport()}, nil
}
