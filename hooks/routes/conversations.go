package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// ConversationQuery chooses a page of the inbox.
type ConversationQuery struct {
	Tab    string `query:"tab" enum:"all,mine,snoozed,closed" default:"all" doc:"Open ones, the caller's, those put off (the next to come back first), or closed ones."`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Items a page."`
	Cursor string `query:"cursor" maxLength:"500" doc:"next of the page before."`
}

// ConversationList is a page of the inbox.
type ConversationList struct {
	Body store.ConversationPage
}

// conversations is the inbox.
func (a *api) conversations() {
	huma.Register(a.huma, operation("list-conversations", http.MethodGet, "/conversations", "Conversations", "List the inbox",
		"People who have answered or to whom a member has written, by what was said last, each with its last line. `unread` counts open conversations with "+
			"something unread, up to 100.", usualErrors),
		func(ctx context.Context, in *ConversationQuery) (*ConversationList, error) {
			c, err := a.member(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			page, err := a.Store.ListConversations(ctx, c.workspace, store.ConversationFilter{Tab: in.Tab, Member: c.id, Cursor: in.Cursor, Limit: in.Limit})
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &ConversationList{Body: page}, nil
		})
}
