package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_09_messages.go", "messages", rules{read: ruleMember, update: ruleWriter}, messageIndexes(),
		func(app core.App) ([]core.Field, error) {
			fields := []core.Field{
				&core.SelectField{Name: "channel", Values: []string{"whatsapp", "instagram", "email"}, MaxSelect: 1, Required: true},
				text("content", longest),
				&core.SelectField{Name: "direction", Values: []string{"outbound", "inbound"}, MaxSelect: 1, Required: true},
				&core.SelectField{Name: "status", MaxSelect: 1, Required: true, Values: []string{
					"draft", "held", "pending", "sending", "sent", "delivered", "read", "failed", "cancelled", "in_doubt", "received"}},
				flag("todo"),
				text("leased_by", short),
				jsonb("status_reason"),
				text("content_hash", 64),
				whole("step"),
				whole("variant"),
				date("scheduled_at"),
				date("sent_at"),
				date("delivered_at"),
				date("read_at"),
				text("provider_id", short),
				text("recipient", short),
				hidden("contact_key", 64),
				hidden("once_key", short),
				text("error_code", short),
				text("error", long),
				jsonb("facts"),
				jsonb("media"),
				text("transcript", longest),
				jsonb("permission"),
				whole("cost_micros"),
				hidden("claim_id", 64),
				hiddenWhole("epoch"),
				jsonb("metadata"),
			}
			return with(app, []related{owned(),
				{name: "prospect", to: "prospects", required: true, cascade: true},
				{name: "campaign", to: "campaigns", required: true, cascade: true},
				{name: "account", to: "integrated_accounts"},
			}, append(fields, lease()...)...)
		})
}

// messageIndexes: messages_once is the schema's word that nobody gets a message twice. messages_due is what the
// sender's lanes read. Status is in no index that is not about it, since each move would rewrite it.
func messageIndexes() []string {
	const table = "messages"
	return []string{
		index(true, table, "messages_once", "once_key", "once_key != ''"),
		index(true, table, "messages_claim", "claim_id", "claim_id != ''"),
		index(false, table, "messages_due", "campaign, account, scheduled_at", "status = 'pending'"),
		index(false, table, "messages_flight", "status", "status IN ('sending', 'in_doubt')"),
		index(false, table, "messages_todo", "lease_until", "todo = 1"),
		index(false, table, "messages_provider", "workspace, provider_id", "provider_id != ''"),
		index(false, table, "messages_contact", "workspace, contact_key, sent_at", ""),
		index(false, table, "messages_sent", "account, sent_at", "sent_at != ''"),
		index(false, table, "messages_sent_campaign", "campaign, sent_at", "sent_at != ''"),
		index(false, table, "messages_list", "workspace, created, id", ""),
		index(false, table, "messages_campaign", "campaign, created, id", ""),
		index(false, table, "messages_status", "campaign, status, created, id", ""),
		index(false, table, "messages_prospect", "prospect, created", ""),
	}
}
