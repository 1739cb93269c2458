package records

import "github.com/pocketbase/pocketbase/core"

// authored are the collections whose records are one member's, by the field that names them.
var authored = map[string]string{"notes": "author", "views": "owner"}

// bindAuthors makes whoever writes a note or keeps a view its author: nobody writes in another's name.
func bindAuthors(app core.App) {
	for name, field := range authored {
		app.OnRecordCreateRequest(name).BindFunc(func(e *core.RecordRequestEvent) error {
			if e.Auth != nil && !e.HasSuperuserAuth() {
				e.Record.Set(field, e.Auth.Id)
			}
			return e.Next()
		})
	}
}
