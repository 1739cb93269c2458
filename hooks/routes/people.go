package routes

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode/utf8"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// Lengths of a password, as PocketBase has them: at least so many characters, at most so many bytes (bcrypt reads no more).
const (
	minPassword = 8
	maxPassword = 71
)

// checkEmail refuses what is no plain address.
func checkEmail(field, value string) campaign.Errors {
	if address, err := mail.ParseAddress(value); err != nil || address.Address != value || len(value) > 255 {
		return campaign.Errors{campaign.Invalid(field, "%q is no e-mail address: write one such as me@agency.example", clipped(value))}
	}
	return nil
}

// normalEmail is an address as it is kept: a telephone's keyboard begins it with a capital, and one person has one account.
func normalEmail(value string) string { return strings.ToLower(strings.TrimSpace(value)) }

// clipped is a value as a refusal names it.
func clipped(value string) string {
	const most = 80
	if utf8.RuneCountInString(value) <= most {
		return value
	}
	return string([]rune(value)[:most]) + "…"
}

// checkPassword refuses a password that cannot be kept, without naming it.
func checkPassword(field, value string) campaign.Errors {
	if utf8.RuneCountInString(value) < minPassword || len(value) > maxPassword {
		return campaign.Errors{campaign.Invalid(field, "the password is too short or too long: write at least %d characters and at most %d bytes", minPassword, maxPassword)}
	}
	return nil
}

// checkName refuses a person's name that is longer than its column.
func checkName(field, value string) campaign.Errors {
	if utf8.RuneCountInString(value) > 300 {
		return campaign.Errors{campaign.Invalid(field, "the name is too long: write at most 300 characters")}
	}
	return nil
}

// saveNew makes a record as the system does.
func saveNew(tx core.App, collection string, values map[string]any) (*core.Record, error) {
	c, err := tx.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", collection, err)
	}
	record := core.NewRecord(c)
	record.Load(values)
	if err := tx.Save(record); err != nil {
		return nil, fmt.Errorf("save a record of %s: %w", collection, err)
	}
	return record, nil
}

// newUser makes a person who is not saved yet. Hashing the password takes a while by design: it is done here, before the
// write connection is taken.
func newUser(app core.App, email, password string, values map[string]any) (*core.Record, error) {
	users, err := app.FindCachedCollectionByNameOrId("users")
	if err != nil {
		return nil, fmt.Errorf("find users: %w", err)
	}
	record := core.NewRecord(users)
	record.Load(values)
	record.SetEmail(email)
	record.SetPassword(password)
	return record, nil
}
