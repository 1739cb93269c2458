package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// A conversation begins with a person's first answer, or with what a member writes to them; from then on it follows every
// message. Its indexes are the inbox's tabs: last_message_at is the order, snoozed_until is read along so that no row is.
func init() {
	const table = "conversations"
	register("20261124_23_conversations.go", table, rules{read: ruleMember, update: ruleWriter}, []string{
		index(true, table, "conversations_once", "prospect", ""),
		index(false, table, "conversations_inbox", "workspace, state, last_message_at, id, snoozed_until", ""),
		index(false, table, "conversations_mine", "workspace, assignee, state, last_message_at, id, snoozed_until", ""),
		index(false, table, "conversations_snoozed", "workspace, snoozed_until, id", "snoozed_until != ''"),
		index(false, table, "conversations_unread", "workspace, state", "unread_count > 0"),
		index(false, table, "conversations_waiting", "workspace, state, last_direction, last_message_at, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(),
			{name: "prospect", to: "prospects", required: true, cascade: true},
			{name: "assignee", to: "users"},
		},
			&core.NumberField{Name: "unread_count", OnlyInt: true, Min: new(0.0)},
			date("snoozed_until"),
			&core.SelectField{Name: "state", Values: []string{"open", "closed"}, MaxSelect: 1, Required: true},
			date("window_until"),
			jsonb("suggestion"),
			text("last_message", short), // an id; no relation, or deleting many messages would look for each here
			date("last_message_at"),
			oneOf("last_direction", "inbound", "outbound"),
		)
	})
	core.AppMigrations.Register(FillConversations, func(core.App) error { return nil }, "20261124_23_conversations_fill.go")
}

// spokenMessages are the messages that were said: what came in, and what went out or was typed by hand, each with its time.
const spokenMessages = `
SELECT id, workspace, prospect, direction, channel, created,
	CASE WHEN direction = 'outbound' AND sent_at != '' THEN sent_at ELSE delivered_at END AS at
FROM messages
WHERE direction = 'inbound' OR provider_id != '' OR status IN ('sent', 'delivered', 'read', 'in_doubt')`

// FillConversations makes the conversations of whoever has answered, and of those to whom a member typed. What came after our
// last word is unread.
func FillConversations(app core.App) error {
	_, err := app.DB().NewQuery(`
WITH spoken AS (` + spokenMessages + `),
last AS (
	SELECT *, ROW_NUMBER() OVER (PARTITION BY prospect ORDER BY at DESC, created DESC, id DESC) AS nth FROM spoken
),
heard AS (
	SELECT prospect, MAX(CASE WHEN direction = 'inbound' AND channel != 'email' THEN at END) AS wrote,
		MAX(CASE WHEN direction = 'outbound' THEN at ELSE '' END) AS told
	FROM spoken GROUP BY prospect
)
INSERT INTO conversations (id, workspace, prospect, assignee, last_message, unread_count, snoozed_until, state, window_until, last_message_at,
	last_direction, created, updated)
SELECT SUBSTR(LOWER(HEX(RANDOMBLOB(8))), 1, 15), l.workspace, l.prospect, '', l.id,
	(SELECT COUNT(*) FROM messages m WHERE m.prospect = l.prospect AND m.direction = 'inbound' AND m.delivered_at > h.told), '', 'open',
	COALESCE(STRFTIME('%Y-%m-%d %H:%M:%fZ', h.wrote, '+24 hours'), ''), l.at, l.direction, l.created, l.created
FROM last l CROSS JOIN heard h ON h.prospect = l.prospect
WHERE l.nth = 1 AND EXISTS (
	SELECT 1 FROM messages m WHERE m.prospect = l.prospect AND (m.direction = 'inbound' OR JSON_EXTRACT(NULLIF(m.metadata, ''), '$.echo') = 1)
)
ON CONFLICT DO NOTHING`).Execute()
	if err != nil {
		return fmt.Errorf("make the conversations of earlier messages: %w", err)
	}
	return nil
}
