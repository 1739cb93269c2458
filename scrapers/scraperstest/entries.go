package scraperstest

import (
	"encoding/json"
	"errors"
	"testing"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// build returns a source for tests that need no provider's answer.
func (c Case) build(t *testing.T) scrapers.Source {
	t.Helper()
	return c.New(t, "http://127.0.0.1:1", t.TempDir(), clock.NewManual(now))
}

func (c Case) describes(t *testing.T) {
	t.Parallel()
	source := c.build(t)
	about := source.Describe()
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(c.Entry, &keys); err != nil {
		t.Fatalf("the case's entry is no object: %v", err)
	}
	if about.Type == "" || string(keys["type"]) != `"`+about.Type+`"` {
		t.Errorf("type is %q, the entry's %s", about.Type, keys["type"])
	}
	texts := []map[string]string{about.Title}
	for _, key := range about.Keys {
		texts = append(texts, key.Help)
		delete(keys, key.Name)
		if key.Required {
			c.refuses(t, source, without(t, c.Entry, key.Name), key.Name)
		}
	}
	for _, text := range texts {
		if text["pt-BR"] == "" || text["en"] == "" {
			t.Errorf("a text lacks pt-BR or en: %v", text)
		}
	}
	delete(keys, "type")
	for key := range keys {
		t.Errorf("the entry's key %q is not described", key)
	}
	if err := source.Check(c.Entry); err != nil {
		t.Errorf("Check refuses the case's entry: %v", err)
	}
}

func (c Case) refusesUnknownKeys(t *testing.T) {
	t.Parallel()
	source := c.build(t)
	for _, key := range []string{"surprise", "Type", "limits", ""} {
		c.refuses(t, source, with(t, c.Entry, key, json.RawMessage(`1`)), key)
	}
}

func (c Case) refusesBadValues(t *testing.T) {
	t.Parallel()
	source := c.build(t)
	for field, entry := range c.Bad {
		c.refuses(t, source, entry, field)
	}
	for _, entry := range []string{``, `null`, `[]`, `"text"`, `7`, `{`, `{"type":`} {
		if source.Check(json.RawMessage(entry)) == nil {
			t.Errorf("Check takes %q", entry)
		}
	}
	c.refuses(t, source, with(t, c.Entry, "type", json.RawMessage(`"another"`)), "type")
}

// refuses fails unless Check refuses the entry as campaign.Errors with that field among them.
func (c Case) refuses(t *testing.T, source scrapers.Source, entry json.RawMessage, field string) {
	t.Helper()
	err := source.Check(entry)
	var all campaign.Errors
	if !errors.As(err, &all) {
		t.Errorf("Check(%s) = %v, want campaign.Errors", entry, err)
		return
	}
	for _, one := range all {
		if one.Field == field && one.Message != "" {
			return
		}
	}
	t.Errorf("Check(%s) = %v, want the field %q named", entry, err, field)
}

// with returns the entry with one key set.
func with(t *testing.T, entry json.RawMessage, key string, value json.RawMessage) json.RawMessage {
	t.Helper()
	keys := map[string]json.RawMessage{}
	if err := json.Unmarshal(entry, &keys); err != nil {
		t.Fatalf("entry: %v", err)
	}
	if value == nil {
		delete(keys, key)
	} else {
		keys[key] = value
	}
	out, err := json.Marshal(keys)
	if err != nil {
		t.Fatalf("entry: %v", err)
	}
	return out
}

// without returns the entry with one key taken out.
func without(t *testing.T, entry json.RawMessage, key string) json.RawMessage {
	t.Helper()
	return with(t, entry, key, nil)
}
