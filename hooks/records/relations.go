package records

import (
	"slices"

	"github.com/pocketbase/dbx"
	validation "github.com/pocketbase/ozzo-validation/v4"
	"github.com/pocketbase/pocketbase/core"
)

// bindRelations holds, for every collection that belongs to a workspace, that what a record points to lies in the same
// workspace. It reads the collection's own relation fields, so that a new one needs no line here, and it runs at every
// validation, whoever saves.
func bindRelations(app core.App) {
	app.OnRecordValidate().BindFunc(func(e *core.RecordEvent) error {
		if _, owned := e.Record.Collection().Fields.GetByName("workspace").(*core.RelationField); owned && !e.Record.Collection().IsAuth() {
			if err := checkRelations(e.App, e.Record); err != nil {
				return err
			}
		}
		return e.Next()
	})
}

func checkRelations(app core.App, r *core.Record) error {
	refused := validation.Errors{}
	for _, field := range r.Collection().Fields {
		relation, ok := field.(*core.RelationField)
		if !ok || relation.Name == "workspace" {
			continue
		}
		ids := r.GetStringSlice(relation.Name)
		if len(ids) == 0 || (!r.IsNew() && sameWorkspaceAndIDs(r, relation.Name, ids)) {
			continue
		}
		inside, err := allInside(app, r, relation, ids)
		if err != nil {
			return err
		}
		if !inside {
			// PocketBase's own words for a record that does not exist: whoever asks learns nothing of other workspaces.
			refused[relation.Name] = validation.NewError("validation_missing_rel_records",
				"Failed to find all relation records with the provided ids")
		}
	}
	if len(refused) > 0 {
		return refused
	}
	return nil
}

func sameWorkspaceAndIDs(r *core.Record, name string, ids []string) bool {
	before := r.Original()
	return r.GetString("workspace") == before.GetString("workspace") && slices.Equal(ids, before.GetStringSlice(name))
}

// allInside says whether all the ids are records of the record's workspace. A person is inside by a membership.
func allInside(app core.App, r *core.Record, relation *core.RelationField, ids []string) (bool, error) {
	target, err := app.FindCachedCollectionByNameOrId(relation.CollectionId)
	if err != nil {
		return false, err
	}
	column := "id"
	switch {
	case target.Name == "users" && r.Collection().Name == "memberships":
		return true, nil // a membership is what makes somebody belong
	case target.Name == "users":
		if target, err = app.FindCachedCollectionByNameOrId("memberships"); err != nil {
			return false, err
		}
		column = "user"
	case target.Fields.GetByName("workspace") == nil:
		return true, nil
	}
	unique := slices.Compact(slices.Sorted(slices.Values(ids)))
	found := 0
	err = app.DB().Select("COUNT(*)").From(target.Name).Where(dbx.And(
		dbx.In(column, toAny(unique)...), dbx.HashExp{"workspace": r.GetString("workspace")},
	)).Row(&found)
	return found == len(unique), err
}

func toAny(ids []string) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	return list
}
