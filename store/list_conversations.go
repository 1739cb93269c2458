package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// The tabs of the inbox.
const (
	TabAll     = "all"     // open, and not put off
	TabMine    = "mine"    // of these, the asking member's
	TabSnoozed = "snoozed" // put off, the next to come back first
	TabClosed  = "closed"
)

// The orders of the inbox, for its cursors.
const (
	sortSpoken  = "-last_message_at"
	sortSnoozed = "snoozed_until"
)

// ConversationFilter chooses a page of the inbox.
type ConversationFilter struct {
	Tab    string // one of the Tab… words; empty = all
	Member string // whose "mine" is
	Cursor string // from the page before
	Limit  int    // 1 to 500; 0 = 50
}

// ConversationItem is a conversation as the inbox shows it. Text is the beginning of what was said last.
type ConversationItem struct {
	ID           string           `json:"id"`
	Prospect     Named            `json:"prospect"`
	Campaign     string           `json:"campaign"`
	Intent       campaign.Intent  `json:"intent"`
	Channel      campaign.Channel `json:"channel"`
	Direction    string           `json:"last_direction"`
	Text         string           `json:"text"`
	At           time.Time        `json:"last_message_at"`
	Unread       int              `json:"unread_count"`
	Assignee     string           `json:"assignee"`
	SnoozedUntil *time.Time       `json:"snoozed_until"`
	WindowUntil  *time.Time       `json:"window_until"`
}

// ConversationPage is one page of the inbox; Next is empty on the last.
type ConversationPage struct {
	Items  []ConversationItem `json:"items"`
	Next   string             `json:"next"`
	Unread int                `json:"unread"` // open conversations with something unread, counted to 100
}

// mostUnread is how far unread conversations are counted: a badge says no more.
const mostUnread = 100

// conversationItem are the columns of the inbox's item.
const conversationItem = `c.id, c.prospect, p.name, p.campaign, p.intent, m.channel, c.last_direction, SUBSTR(m.content, 1, 200), c.last_message_at,
	c.unread_count, c.assignee, c.snoozed_until, c.window_until
FROM conversations c CROSS JOIN prospects p ON p.id = c.prospect LEFT JOIN messages m ON m.id = c.last_message `

const newestSpoken = `
	AND p.deleted = 0 AND (c.last_message_at, c.id) < (:created, :id) ORDER BY c.last_message_at DESC, c.id DESC LIMIT :n`

// The tabs of the inbox. Rely on conversations_inbox, conversations_mine and conversations_snoozed; unreadConversations on
// conversations_unread.
const (
	listConversations = `SELECT ` + conversationItem + `WHERE c.workspace = :workspace AND c.state = :state AND c.snoozed_until <= :now` + newestSpoken
	listMine          = `SELECT ` + conversationItem + `
WHERE c.workspace = :workspace AND c.assignee = :member AND c.state = 'open' AND c.snoozed_until <= :now` + newestSpoken
	listSnoozed = `SELECT ` + conversationItem + `
WHERE c.workspace = :workspace AND c.snoozed_until > :now AND c.snoozed_until != '' AND c.state = 'open' AND p.deleted = 0
	AND (c.snoozed_until, c.id) > (:created, :id) ORDER BY c.snoozed_until, c.id LIMIT :n`
	unreadConversations = `
SELECT COUNT(*) FROM (SELECT 1 FROM conversations INDEXED BY conversations_unread WHERE workspace = :workspace AND state = 'open' AND unread_count > 0 LIMIT :n)`
)

// ListConversations returns a page of a tab of the workspace's inbox: what was said last comes first.
func (s *Store) ListConversations(ctx context.Context, ws string, f ConversationFilter) (ConversationPage, error) {
	page := ConversationPage{Items: []ConversationItem{}}
	statement, order, state := listConversations, sortSpoken, "open"
	switch f.Tab {
	case "", TabAll:
	case TabMine:
		statement = listMine
	case TabSnoozed:
		statement, order = listSnoozed, sortSnoozed
	case TabClosed:
		state = "closed"
	default:
		return page, campaign.Invalid("tab", "%q is no tab of the inbox: write all, mine, snoozed or closed", clip(f.Tab, 80))
	}
	values, n, err := pageArgs(order, f.Cursor, f.Limit, "")
	if err != nil {
		return page, err
	}
	values["workspace"], values["member"], values["state"], values["now"] = ws, f.Member, state, stored(s.opt.Clock.Now())
	err = s.read(ctx, func(ses *session) error {
		if _, err := ses.one(unreadConversations, args{"workspace": ws, "n": mostUnread}, &page.Unread); err != nil {
			return err
		}
		return ses.query(statement, values, func(r row) error {
			var i ConversationItem
			err := r.scan(&i.ID, &i.Prospect.ID, &i.Prospect.Name, &i.Campaign, &i.Intent, &i.Channel, &i.Direction, &i.Text, &i.At, &i.Unread, &i.Assignee,
				&i.SnoozedUntil, &i.WindowUntil)
			page.Items = append(page.Items, i)
			return err
		})
	})
	if err != nil {
		return ConversationPage{}, fmt.Errorf("list conversations: %w", err)
	}
	if len(page.Items) > n {
		page.Items = page.Items[:n]
		last := page.Items[n-1]
		at := last.At
		if order == sortSnoozed {
			at = orZero(last.SnoozedUntil)
		}
		page.Next = position{order: order, key: stamp(at), id: last.ID}.encode()
	}
	return page, nil
}
