package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_08_prospects.go", "prospects", rules{read: ruleMember, create: ruleWriter, update: ruleWriter}, prospectIndexes(),
		func(app core.App) ([]core.Field, error) {
			fields := []core.Field{
				oneOf("stage", "enrich", "write", "done"),
				whole("step"),
				date("due_at"),
				required("name", short),
				text("username", short),
				oneOf("platform", "instagram", "google", "openstreetmap", "website", "csv"),
				text("external_id", short),
				text("profile_url", long),
				text("phone", 32),
				text("whatsapp", 32),
				hidden("phone_short", 32),
				hidden("whatsapp_short", 32),
				text("domain", short),
				text("whatsapp_user_id", short),
				text("instagram_id", short),
				text("email", short),
				whole("followers_count"),
				flag("has_website"),
				text("website_url", long),
				date("last_post_date"),
				text("category", short),
				text("address", long),
				text("city", short),
				text("country", 2),
				&core.GeoPointField{Name: "location"},
				number("rating"),
				whole("reviews_count"),
				whole("score"),
				jsonb("score_reasons"),
				oneOf("status", "found", "contacted", "replied", "converted", "ignored"),
				text("ignored_reason", short),
				oneOf("intent", "interested", "question", "provenance", "not_now", "not_interested", "wrong_person", "auto_reply", "opt_out", "other"),
				number("sentiment"),
				date("judged_at"),
				jsonb("facts"),
				jsonb("metadata"),
				flag("deleted"),
				hiddenDate("last_inbound_at"),
				hidden("invite_code", 32),
				hiddenDate("expires_at"),
			}
			return with(app, []related{owned(), {name: "campaign", to: "campaigns", required: true, cascade: true}}, append(fields, lease()...)...)
		})
}

// prospectIndexes are uniqueness inside a campaign, look-ups of an incoming id, lists, and what is due. A partial index
// serves a look-up only when the query repeats its condition; the collections API never does, so look-ups have plain ones.
func prospectIndexes() []string {
	const table = "prospects"
	list := []string{
		index(true, table, "prospects_external", "campaign, platform, external_id", "external_id != ''"),
		index(true, table, "prospects_code", "invite_code", "invite_code != ''"),
		index(false, table, "prospects_list", "workspace, created, id", ""),
		index(false, table, "prospects_campaign", "campaign, created, id", ""),
		index(false, table, "prospects_status", "campaign, status, created, id", ""),
		index(false, table, "prospects_score", "campaign, score, id", ""),
		index(false, table, "prospects_due_enrich", "lease_until", "stage = 'enrich'"),
		index(false, table, "prospects_expire", "expires_at", "expires_at != ''"),
		index(false, table, "prospects_write", "campaign, due_at", "stage = 'write'"),
		index(false, table, "prospects_due_write", "due_at, lease_until", "stage = 'write'"),
	}
	for _, column := range []string{"phone", "whatsapp", "email", "username", "domain"} {
		list = append(list, index(true, table, "prospects_one_"+column, "campaign, "+column, column+" != ''"))
	}
	for _, column := range []string{"phone", "whatsapp", "email", "username"} {
		list = append(list, index(false, table, "prospects_by_"+column, "workspace, "+column, ""))
	}
	for _, column := range []string{"phone_short", "whatsapp_short", "whatsapp_user_id"} { // nobody looks for these but the program
		list = append(list, index(false, table, "prospects_by_"+column, "workspace, "+column, column+" != ''"))
	}
	return list
}
