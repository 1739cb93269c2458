// Package migrations holds the schema: one collection a file, in the order in which they refer to each other. A change
// is a new file. What must hold for bulk SQL too is an index or a trigger here; who may see or edit is a rule here.
package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // PocketBase's own tables come first
)

// Rules of the three roles. A guest's workspace is empty, so that no record matches.
const (
	ruleMember = `@request.auth.workspace != "" && workspace = @request.auth.workspace`
	ruleWriter = ruleMember + ` && (@request.auth.role = "user" || @request.auth.role = "admin")`
	ruleAdmin  = ruleMember + ` && @request.auth.role = "admin"`
)

// Sizes of text and JSON fields, in characters and bytes.
const (
	short    = 300
	long     = 5_000
	longest  = 100_000
	jsonSize = 256 << 10
)

// rules are a collection's API rules; an empty one is locked: superusers only.
type rules struct {
	read, create, update, remove string
}

// register adds a migration that creates one collection and takes it away again.
func register(file, name string, r rules, indexes []string, fields func(app core.App) ([]core.Field, error)) {
	core.AppMigrations.Register(func(app core.App) error {
		c := core.NewBaseCollection(name)
		made, err := fields(app)
		if err != nil {
			return fmt.Errorf("fields of %s: %w", name, err)
		}
		c.Fields.Add(made...)
		c.Fields.Add(
			&core.AutodateField{Name: "created", OnCreate: true},
			&core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true},
		)
		c.Indexes = indexes
		r.apply(c)
		return app.Save(c)
	}, func(app core.App) error {
		c, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			return fmt.Errorf("find %s: %w", name, err)
		}
		return app.Delete(c)
	}, file)
}

func (r rules) apply(c *core.Collection) {
	for rule, field := range map[*string]**string{
		&r.read: &c.ListRule, &r.create: &c.CreateRule, &r.update: &c.UpdateRule, &r.remove: &c.DeleteRule,
	} {
		if *rule != "" {
			*field = new(*rule)
		}
	}
	if r.read != "" {
		c.ViewRule = new(r.read)
	}
}

// index writes one index; where may be empty.
func index(unique bool, table, name, columns, where string) string {
	kind := "INDEX"
	if unique {
		kind = "UNIQUE INDEX"
	}
	statement := fmt.Sprintf("CREATE %s %s ON %s (%s)", kind, name, table, columns)
	if where != "" {
		statement += " WHERE " + where
	}
	return statement
}

func text(name string, size int) core.Field { return &core.TextField{Name: name, Max: size} }

func required(name string, size int) core.Field {
	return &core.TextField{Name: name, Max: size, Required: true}
}

func hidden(name string, size int) core.Field {
	return &core.TextField{Name: name, Max: size, Hidden: true}
}

func whole(name string) core.Field  { return &core.NumberField{Name: name, OnlyInt: true} }
func number(name string) core.Field { return &core.NumberField{Name: name} }
func flag(name string) core.Field   { return &core.BoolField{Name: name} }
func date(name string) core.Field   { return &core.DateField{Name: name} }

func hiddenDate(name string) core.Field { return &core.DateField{Name: name, Hidden: true} }

func hiddenWhole(name string) core.Field {
	return &core.NumberField{Name: name, OnlyInt: true, Hidden: true}
}

func jsonb(name string) core.Field { return &core.JSONField{Name: name, MaxSize: jsonSize} }

func oneOf(name string, values ...string) core.Field {
	return &core.SelectField{Name: name, Values: values, MaxSelect: 1}
}

// lease are the columns of a record that a stage may lease; the system's, shown in the admin panel alone.
func lease() []core.Field { return []core.Field{hiddenDate("lease_until"), hiddenWhole("attempts")} }

// related describes a relation to another collection.
type related struct {
	name, to string
	required bool
	many     bool
	cascade  bool
}

// relations resolves relations to fields; the collections they point to must exist.
func relations(app core.App, list ...related) ([]core.Field, error) {
	fields := make([]core.Field, len(list))
	for i, r := range list {
		target, err := app.FindCollectionByNameOrId(r.to)
		if err != nil {
			return nil, fmt.Errorf("relation %s: find %s: %w", r.name, r.to, err)
		}
		most := 1
		if r.many {
			most = 100
		}
		fields[i] = &core.RelationField{Name: r.name, CollectionId: target.Id, MaxSelect: most, Required: r.required, CascadeDelete: r.cascade}
	}
	return fields, nil
}

// owned is the relation every workspace-owned record has.
func owned() related { return related{name: "workspace", to: "workspaces", required: true} }

// with joins relations and plain fields.
func with(app core.App, refs []related, fields ...core.Field) ([]core.Field, error) {
	first, err := relations(app, refs...)
	if err != nil {
		return nil, err
	}
	return append(first, fields...), nil
}
