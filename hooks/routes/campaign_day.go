package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// FailureList is what did not go out of a campaign, by reason.
type FailureList struct {
	Body struct {
		Items []store.Failure `json:"items"`
	}
}

// RetryMany names failed messages: by ids, or all of a campaign with one code.
type RetryMany struct {
	Body struct {
		IDs       []string `json:"ids,omitempty" maxItems:"1000"`
		Campaign  string   `json:"campaign,omitempty" maxLength:"64"`
		ErrorCode string   `json:"error_code,omitempty" maxLength:"300" doc:"With campaign: error_code of its failures."`
	}
}

// RetriedMany says of each message whether it waits again.
type RetriedMany struct{ Body []store.Approved }

// OtherWay is the channel that a message goes by instead.
type OtherWay struct {
	MessageID
	Body struct {
		Channel campaign.Channel `json:"channel" enum:"whatsapp,instagram,email"`
	}
}

// DraftBody names the draft that goes another way.
type DraftBody struct {
	Body struct {
		ID string `json:"id" doc:"The new draft: somebody approves it."`
	}
}

// ComingQuery chooses a day.
type ComingQuery struct {
	CampaignID
	Day string `query:"day" enum:"today,tomorrow" default:"today" doc:"In the workspace's zone."`
}

// ComingBody is who comes next.
type ComingBody struct{ Body store.Upcoming }

// campaignDay is what a campaign's page shows of a day, and does about it.
func (a *api) campaignDay() {
	huma.Register(a.huma, operation("campaign-failures", http.MethodGet, "/campaigns/{id}/failures", "Campaigns", "List what did not go out",
		"Failed and held messages by reason, the most frequent first; each reason's sentence says what to do.", usualErrors),
		func(ctx context.Context, in *CampaignID) (*FailureList, error) {
			c, err := a.allowOn(ctx, viewer, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &FailureList{}
			out.Body.Items, err = a.Store.Failures(ctx, c.workspace, in.ID, c.locale)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return out, nil
		})
	huma.Register(a.huma, operation("campaign-upcoming", http.MethodGet, "/campaigns/{id}/upcoming", "Campaigns", "List who comes next",
		"Who would get something today or tomorrow, as many as the limits let through on that day, not before when and why. One person is removed, and taken "+
			"back, with prospects/judge.", usualErrors),
		func(ctx context.Context, in *ComingQuery) (*ComingBody, error) {
			c, err := a.allowOn(ctx, viewer, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			up, err := a.Store.Upcoming(ctx, c.workspace, in.ID, in.Day, c.locale)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &ComingBody{Body: up}, nil
		})
	huma.Register(a.huma, operation("duplicate-campaign", http.MethodPost, "/campaigns/{id}/duplicate", "Campaigns", "Copy a campaign",
		"A new draft with the same configuration; people, messages and a lowered gate are not copied.", usualErrors), a.duplicate)
	huma.Register(a.huma, operation("retry-messages", http.MethodPost, "/messages/retry", "Messages", "Send messages again",
		"By ids, or all of a campaign that failed with one code; each as with its own retry.", usualErrors), a.retryMany)
	huma.Register(a.huma, operation("rechannel-message", http.MethodPost, "/messages/{id}/rechannel", "Messages", "Write to the person another way",
		"A draft with the same text on another channel, for somebody to approve; the first message is cancelled, or stays failed.", actErrors),
		func(ctx context.Context, in *OtherWay) (*DraftBody, error) {
			c, err := a.allowOn(ctx, user, "messages", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &DraftBody{}
			out.Body.ID, err = a.Store.Rechannel(ctx, c.workspace, in.ID, c.id, in.Body.Channel)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return out, nil
		})
}

func (a *api) duplicate(ctx context.Context, in *CampaignID) (*CampaignBody, error) {
	c, err := a.allowOn(ctx, user, "campaigns", in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	suffix := " (cópia)"
	if c.locale == "en" {
		suffix = " (copy)"
	}
	id, err := a.Store.DuplicateCampaign(ctx, c.workspace, in.ID, c.id, suffix)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	return a.campaign(ctx, id)
}

func (a *api) retryMany(ctx context.Context, in *RetryMany) (*RetriedMany, error) {
	c, err := a.allow(ctx, user)
	if in.Body.Campaign != "" {
		c, err = a.allowOn(ctx, user, "campaigns", in.Body.Campaign)
	}
	ids := in.Body.IDs
	switch {
	case err != nil:
	case (len(ids) > 0) == (in.Body.Campaign != ""):
		err = campaign.Invalid("ids", "name messages by ids, or all of a campaign by campaign and error_code")
	case in.Body.Campaign != "" && in.Body.ErrorCode == "":
		err = campaign.Invalid("error_code", "say which failures: error_code of campaigns/{id}/failures")
	case in.Body.Campaign != "":
		ids, err = a.Store.FailedMessages(ctx, c.workspace, in.Body.Campaign, in.Body.ErrorCode)
	}
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	answers, err := a.Store.RetryMessages(ctx, c.workspace, c.id, ids)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	return &RetriedMany{Body: answers}, nil
}
