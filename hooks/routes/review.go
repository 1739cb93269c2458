package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// ApprovalItem is one draft that is to go out.
type ApprovalItem struct {
	ID   string `json:"id" maxLength:"64" doc:"The message's id."`
	Hash string `json:"content_hash" maxLength:"64" doc:"content_hash of the text that you read: one that was edited meanwhile is refused."`
}

// ApproveMany is the body of approve.
type ApproveMany struct {
	Body struct {
		Items []ApprovalItem `json:"items" minItems:"1" maxItems:"500"`
	}
}

// ApprovedMany says what became of each.
type ApprovedMany struct {
	Body []store.Approved
}

// ApproveOne approves one draft.
type ApproveOne struct {
	MessageID
	Body *struct {
		Hash string `json:"content_hash,omitempty" maxLength:"64" doc:"content_hash of the text that you read; without it, the text as it is now."`
	} `required:"false"`
}

// Settled is a person's word on a message in doubt.
type Settled struct {
	MessageID
	Body struct {
		Arrived bool `json:"arrived" doc:"true: it arrived, and counts as sent. false: it did not, and is failed, so that it can be tried again."`
	}
}

// DoubtList is what nobody knows of.
type DoubtList struct {
	Body struct {
		Items []store.Doubt `json:"items"`
	}
}

// review are a person's acts on messages: the review queue, what is held, and what nobody knows of.
func (a *api) review() {
	const tag = "Messages"
	huma.Register(a.huma, operation("list-doubts", http.MethodGet, "/messages/in-doubt", tag, "List messages in doubt",
		"Calls whose answer was lost, oldest first, with what is known of each. A later status of the provider settles one by itself; else say what became of "+
			"it (settle), or send it again (retry).", usualErrors),
		func(ctx context.Context, _ *struct{}) (*DoubtList, error) {
			c, err := a.member(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &DoubtList{}
			out.Body.Items, err = a.Store.Doubts(ctx, c.workspace)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return out, nil
		})
	huma.Register(a.huma, operation("approve-messages", http.MethodPost, "/messages/approve", tag, "Approve drafts",
		"Each draft goes out as it was read: a stale hash is refused, by item, and holds up nobody else.", actErrors), a.approveMany)
	one := operation("approve-message", http.MethodPost, "/messages/{id}/approve", tag, "Approve a draft", "It waits for its slot; its claim checks everything again.", actErrors)
	one.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, one, a.approveOne)
	for _, act := range []struct {
		name, summary, description string
		do                         func(ctx context.Context, ws, id, actor string) error
	}{
		{"cancel", "Skip a message", "A draft, held or waiting message is not sent, and this person gets no such step.", a.Store.CancelMessage},
		{"release", "Make a message a draft again", "Of a held one, once what holds it is settled; or of an approved one, before its call.", a.Store.ReleaseMessage},
		{"retry", "Send a message again", "Of a failed one, or one in doubt: your decision, audited with what was known. If the first one arrived after all, the person has it twice.", a.Store.RetryMessage},
	} {
		op := operation(act.name+"-message", http.MethodPost, "/messages/{id}/"+act.name, tag, act.summary, act.description, actErrors)
		op.DefaultStatus = http.StatusNoContent
		huma.Register(a.huma, op, func(ctx context.Context, in *MessageID) (*struct{}, error) {
			c, err := a.allowOn(ctx, user, "messages", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return nil, a.problem(ctx, act.do(ctx, c.workspace, in.ID, c.id))
		})
	}
	settle := operation("settle-message", http.MethodPost, "/messages/{id}/settle", tag, "Say what became of a message in doubt",
		"Your word ends the doubt; it is audited with what was known.", actErrors)
	settle.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, settle, func(ctx context.Context, in *Settled) (*struct{}, error) {
		c, err := a.allowOn(ctx, user, "messages", in.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return nil, a.problem(ctx, a.Store.SettleDoubt(ctx, c.workspace, in.ID, c.id, in.Body.Arrived))
	})
}

func (a *api) approveMany(ctx context.Context, in *ApproveMany) (*ApprovedMany, error) {
	c, err := a.allow(ctx, user)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	items := make([]store.Approval, len(in.Body.Items))
	for i, item := range in.Body.Items {
		items[i] = store.Approval{ID: item.ID, Hash: item.Hash}
	}
	answers, err := a.Store.Approve(ctx, c.workspace, c.id, items)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	return &ApprovedMany{Body: answers}, nil
}

func (a *api) approveOne(ctx context.Context, in *ApproveOne) (*struct{}, error) {
	c, err := a.allowOn(ctx, user, "messages", in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	item := store.Approval{ID: in.ID}
	if in.Body != nil {
		item.Hash = in.Body.Hash
	}
	answers, err := a.Store.Approve(ctx, c.workspace, c.id, []store.Approval{item})
	if err == nil && !answers[0].OK {
		err = &campaign.Refused{Reasons: []campaign.Reason{*answers[0].Reason}}
	}
	return nil, a.problem(ctx, err)
}
