package records

import "github.com/pocketbase/pocketbase/core"

// inTransaction runs the rest of a request's chain in one transaction; PocketBase writes the answer after COMMIT. Users
// are left out: checking a password takes too long to hold everybody's write connection meanwhile.
func inTransaction(e *core.RecordRequestEvent) error {
	if e.Collection.Name == "users" {
		return e.Next()
	}
	outer := e.App
	return outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		defer func() { e.App = outer }()
		return e.Next()
	})
}

// joined runs fn in the transaction of a record event, or in one of its own.
func joined(e *core.RecordEvent, fn func(tx core.App) error) error {
	outer := e.App
	return outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		defer func() { e.App = outer }()
		return fn(tx)
	})
}
