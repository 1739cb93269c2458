package routes

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// AssistedQuery asks for the next messages to send by hand.
type AssistedQuery struct {
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign; empty = of all."`
	N        int    `query:"n" minimum:"1" maximum:"20" default:"3" doc:"How many at most."`
}

// AssistedItem is one message to send by hand.
type AssistedItem struct {
	store.AssistedItem
	Link string `json:"link" doc:"Opens the recipient with the text: wa.me, ig.me or mailto."`
}

// AssistedPage is what the caller may send by hand now.
type AssistedPage struct {
	Body struct {
		Items    []AssistedItem `json:"items"`
		GapUntil *time.Time     `json:"gap_until" doc:"Nothing more before that."`
		Used     int            `json:"used" doc:"Sent by the caller in the last 24 hours."`
		Ceiling  int            `json:"ceiling"`
	}
}

// SentMark is a member's word on a message sent by hand.
type SentMark struct {
	MessageID
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"The same key acts once: a phone that was offline may send it again."`
	Body struct {
		Outcome string    `json:"outcome" enum:"sent,no_such_number,already_client,skipped" doc:"What became of it."`
		At      time.Time `json:"at,omitempty" doc:"When it was sent; now when absent."`
	}
}

// assisted are the routes of a person who sends by hand.
func (a *api) assisted() {
	const tag = "Assisted sending"
	huma.Register(a.huma, operation("assisted-next", http.MethodGet, "/assisted/next", tag, "Next messages to send by hand",
		"Leases the next assisted messages to the caller, each with a link that opens the recipient's chat with the text. Suppression, replies, "+
			"cool-down and the member's own ceiling and gap are checked in the same transaction.", usualErrors), a.assistedNext)
	sent := operation("mark-sent", http.MethodPost, "/messages/{id}/sent", tag, "Mark a message as sent by hand",
		"Records what a person did. It may come late, and is recorded even after the lease has lapsed.", actErrors)
	sent.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, sent, func(ctx context.Context, in *SentMark) (*struct{}, error) {
		c, err := a.allowOn(ctx, user, "messages", in.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return nil, a.problem(ctx, a.Store.MarkSent(ctx, store.MarkSent{Workspace: c.workspace, Message: in.ID, Member: c.id,
			Outcome: in.Body.Outcome, At: in.Body.At, Key: in.Key}))
	})
	undo := operation("undo-sent", http.MethodDelete, "/messages/{id}/sent", tag, "Undo marking a message as sent",
		"Possible for 10 seconds after it was marked, by whoever marked it.", actErrors)
	undo.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, undo, func(ctx context.Context, in *MessageID) (*struct{}, error) {
		c, err := a.allowOn(ctx, user, "messages", in.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return nil, a.problem(ctx, a.Store.UndoSent(ctx, c.workspace, in.ID, c.id))
	})
}

func (a *api) assistedNext(ctx context.Context, in *AssistedQuery) (*AssistedPage, error) {
	c, err := a.allow(ctx, user)
	if in.Campaign != "" {
		c, err = a.allowOn(ctx, user, "campaigns", in.Campaign)
	}
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	page, err := a.Store.AssistedNext(ctx, c.workspace, in.Campaign, c.id, in.N)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	out := &AssistedPage{}
	out.Body.GapUntil, out.Body.Used, out.Body.Ceiling = page.GapUntil, page.Used, page.Ceiling
	out.Body.Items = make([]AssistedItem, len(page.Items))
	for i, item := range page.Items {
		out.Body.Items[i] = AssistedItem{AssistedItem: item, Link: a.link(item)}
	}
	return out, nil
}

// link opens the recipient with the text. A mail's first line is its subject when an empty line follows it.
func (a *api) link(item store.AssistedItem) string {
	if a.Links == nil {
		return ""
	}
	subject, text := "", item.Content
	if item.Channel == campaign.ChannelEmail {
		subject, text = splitSubject(item.Content)
	}
	return a.Links.Link(item.Channel, item.Recipient, subject, text)
}
