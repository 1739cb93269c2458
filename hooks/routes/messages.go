package routes

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// MessageID is the message of a path.
type MessageID struct {
	ID string `path:"id" maxLength:"64" doc:"The message's id."`
}

// MessageQuery chooses a page of messages.
type MessageQuery struct {
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign."`
	Prospect string `query:"prospect" maxLength:"64" doc:"Only one prospect's conversation."`
	Status   string `query:"status" enum:"draft,held,pending,sending,sent,delivered,read,failed,cancelled,in_doubt,received" doc:"Only with this status; needs a campaign."`
	Query    string `query:"q" maxLength:"200" doc:"Words of the text."`
	Limit    int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Items a page."`
	Cursor   string `query:"cursor" maxLength:"500" doc:"next of the page before."`
}

// MessageList is a page of messages, newest first.
type MessageList struct {
	Body store.MessagePage
}

// messages is the long list of messages.
func (a *api) messages() {
	huma.Register(a.huma, operation("list-messages", http.MethodGet, "/messages", "Messages", "List messages",
		"Newest first, by cursor. There are no totals: counters have them.", usualErrors),
		func(ctx context.Context, in *MessageQuery) (*MessageList, error) {
			c, err := a.member(ctx)
			if in.Campaign != "" {
				c, err = a.allowOn(ctx, viewer, "campaigns", in.Campaign)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			page, err := a.Store.ListMessages(ctx, c.workspace, store.MessageFilter{Campaign: in.Campaign, Prospect: in.Prospect,
				Status: in.Status, Query: in.Query, Cursor: in.Cursor, Limit: in.Limit})
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &MessageList{Body: page}, nil
		})
}

// splitSubject takes the subject off a mail's text: its first line, when an empty line follows.
func splitSubject(text string) (subject, rest string) {
	first, rest, found := strings.Cut(text, "\n\n")
	if !found || strings.Contains(first, "\n") {
		return "", text
	}
	return strings.TrimSpace(strings.TrimPrefix(first, "Subject:")), rest
}
