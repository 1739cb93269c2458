package routes

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// NextStep is what comes after a reply.
type NextStep struct {
	Kind   string `json:"kind" enum:"meeting,later,lost" doc:"meeting makes a client of the person; later brings the conversation back in days; lost gives the person up."`
	Days   int    `json:"days,omitempty" minimum:"0" maximum:"365" doc:"With later."`
	Reason string `json:"reason,omitempty" maxLength:"300" doc:"With lost: why."`
}

// ReplyCall is a member's own message to a person.
type ReplyCall struct {
	ProspectID
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"The same key writes once."`
	Body struct {
		Content  string           `json:"content" minLength:"1" maxLength:"100000" doc:"The text, as it goes out."`
		Channel  campaign.Channel `json:"channel,omitempty" enum:"whatsapp,instagram,email" doc:"As the person wrote last when absent."`
		ByHand   bool             `json:"by_hand,omitempty" doc:"You send it yourself, by the link of the answer; say so with messages/{id}/sent."`
		NextStep *NextStep        `json:"next_step,omitempty" doc:"Decided in the same act; nothing of it happens when the message is refused."`
	}
}

// ReplyBody is the message that a reply became.
type ReplyBody struct {
	Body struct {
		store.Replied
		Link string `json:"link" doc:"With by_hand: opens the person's chat with the text."`
	}
}

// InboundCall is an answer taken over by hand.
type InboundCall struct {
	ProspectID
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"The same key acts once."`
	Body struct {
		Content string           `json:"content" minLength:"1" maxLength:"100000" doc:"What the person wrote."`
		Channel campaign.Channel `json:"channel,omitempty" enum:"whatsapp,instagram,email" doc:"Where; the campaign's when absent."`
		At      time.Time        `json:"at,omitempty" doc:"When; now when absent."`
	}
}

// InboundBody names the message that was stored.
type InboundBody struct {
	Body struct {
		ID string `json:"id" doc:"The inbound message."`
	}
}

// replies are what a member and a person say to each other by hand.
func (a *api) replies() {
	const tag = "Conversations"
	huma.Register(a.huma, operation("reply", http.MethodPost, "/prospects/{id}/reply", tag, "Answer a person",
		"A member's own message, through the same claim as every other: suppression, opt-out, switches, limits and the channel's window hold; the campaign's hours "+
			"do not. It ends what is automatic for the person. Where nothing of the campaign speaks the channel, or with `by_hand`, the member sends it. 409 with reasons; "+
			"a closed window lists in `params.options` what is possible instead.", actErrors), a.reply)
	op := operation("paste-inbound", http.MethodPost, "/prospects/{id}/inbound", tag, "Take over an answer by hand",
		"What the person wrote elsewhere: it stops the sequence, and words that ask to stop act as they would by webhook.", usualErrors)
	huma.Register(a.huma, op, func(ctx context.Context, in *InboundCall) (*InboundBody, error) {
		c, err := a.allowOn(ctx, user, "prospects", in.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		out := &InboundBody{}
		out.Body.ID, err = a.Store.PasteInbound(ctx, store.Pasted{Workspace: c.workspace, Prospect: in.ID, Member: c.id, Content: in.Body.Content,
			Channel: in.Body.Channel, At: in.Body.At, Key: in.Key})
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
}

func (a *api) reply(ctx context.Context, in *ReplyCall) (*ReplyBody, error) {
	c, err := a.allowOn(ctx, user, "prospects", in.ID)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	r := store.Reply{Workspace: c.workspace, Prospect: in.ID, Member: c.id, Content: in.Body.Content, Channel: in.Body.Channel, ByHand: in.Body.ByHand, Key: in.Key}
	if next := in.Body.NextStep; next != nil {
		r.Next = store.NextStep{Kind: next.Kind, Days: next.Days, Reason: next.Reason}
	}
	out := &ReplyBody{}
	if out.Body.Replied, err = a.Store.Reply(ctx, r); err != nil {
		return nil, a.problem(ctx, err)
	}
	if out.Body.ByHand {
		out.Body.Link = a.link(store.AssistedItem{Channel: out.Body.Channel, Recipient: out.Body.Recipient, Content: out.Body.Content})
	}
	return out, nil
}
