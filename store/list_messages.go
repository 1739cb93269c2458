package store

import (
	"context"
	"fmt"
)

// messageItem are the columns of a list's item, messageWords the filter by words. An inbound message has come when it was
// delivered to us.
const (
	messageItem = `m.id, m.campaign, m.prospect, p.name, m.channel, m.direction, m.status, m.status_reason, m.content, m.step, m.scheduled_at,
	CASE WHEN m.sent_at = '' THEN m.delivered_at ELSE m.sent_at END, m.created FROM messages m`
	messageOwner = ` CROSS JOIN prospects p ON p.id = m.prospect`
	messageWords = ` AND (:like = '' OR m.content LIKE :like ESCAPE '\' OR p.name LIKE :like ESCAPE '\')
	AND (m.created, m.id) < (:created, :id) ORDER BY m.created DESC, m.id DESC LIMIT :n`
)

// The lists of messages. Rely on messages_list (workspace, created, id), messages_campaign (campaign, created, id),
// messages_status (campaign, status, created, id) and messages_prospect (prospect, created).
const (
	listMessages         = `SELECT ` + messageItem + messageOwner + ` WHERE m.workspace = :workspace AND (:status = '' OR m.status = :status)` + messageWords
	listCampaignMessages = `SELECT ` + messageItem + messageOwner + ` WHERE m.campaign = :campaign` + messageWords
	listStatusMessages   = `SELECT ` + messageItem + messageOwner + ` WHERE m.campaign = :campaign AND m.status = :status` + messageWords
	listProspectMessages = `SELECT ` + messageItem + ` INDEXED BY messages_prospect` + messageOwner + `
WHERE m.prospect = :prospect AND m.workspace = :workspace AND (:status = '' OR m.status = :status) AND (:campaign = '' OR m.campaign = :campaign)` + messageWords
)

// ListMessages returns a page of the workspace's messages, newest first.
func (s *Store) ListMessages(ctx context.Context, ws string, f MessageFilter) (MessagePage, error) {
	page := MessagePage{Items: []MessageItem{}}
	statement := listMessages
	switch {
	case f.Prospect != "":
		statement = listProspectMessages
	case f.Campaign != "" && f.Status != "":
		statement = listStatusMessages
	case f.Campaign != "":
		statement = listCampaignMessages
	}
	values, n, err := pageArgs(SortNewest, f.Cursor, f.Limit, f.Query)
	if err != nil {
		return page, err
	}
	values["workspace"], values["campaign"], values["status"], values["prospect"] = ws, f.Campaign, f.Status, f.Prospect
	err = s.read(ctx, func(ses *session) error {
		if err := s.ownCampaign(ses, ws, f.Campaign); err != nil {
			return err
		}
		return ses.query(statement, values, func(r row) error {
			var i MessageItem
			err := r.scan(&i.ID, &i.Campaign, &i.Prospect.ID, &i.Prospect.Name, &i.Channel, &i.Direction, &i.Status, asJSON{&i.StatusReason},
				&i.Content, &i.Step, &i.ScheduledAt, &i.SentAt, &i.Created)
			page.Items = append(page.Items, i)
			return err
		})
	})
	if err != nil {
		return MessagePage{}, fmt.Errorf("list messages: %w", err)
	}
	if len(page.Items) > n {
		page.Items = page.Items[:n]
		last := page.Items[n-1]
		page.Next = position{order: SortNewest, key: stamp(last.Created), id: last.ID}.encode()
	}
	return page, nil
}
