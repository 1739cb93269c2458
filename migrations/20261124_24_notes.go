package migrations

import "github.com/pocketbase/pocketbase/core"

// Rules of what one member wrote: an author changes and takes away their own notes, and nobody sees another's views.
const (
	ruleAuthor = ruleWriter + ` && author = @request.auth.id`
	ruleOwner  = ruleWriter + ` && owner = @request.auth.id`
)

func init() {
	register("20261124_24_notes.go", "notes", rules{read: ruleMember, create: ruleWriter, update: ruleAuthor, remove: ruleAuthor}, []string{
		index(false, "notes", "notes_prospect", "prospect, created", ""),
		index(false, "notes", "notes_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "prospect", to: "prospects", required: true, cascade: true}, {name: "author", to: "users"}},
			required("text", long))
	})
	register("20261124_24_views.go", "views", rules{read: ruleMember + ` && owner = @request.auth.id`, create: ruleWriter, update: ruleOwner, remove: ruleOwner},
		[]string{
			index(true, "views", "views_once", "workspace, owner, screen, name", ""),
		}, func(app core.App) ([]core.Field, error) {
			return with(app, []related{owned(), {name: "owner", to: "users", required: true, cascade: true}},
				required("screen", short), required("name", short), &core.JSONField{Name: "query", MaxSize: 8 << 10}) // what fits into a URL
		})
}
