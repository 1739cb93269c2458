package campaign

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// SearchConfig is campaigns.search_config: where prospects come from.
type SearchConfig struct {
	Sources      []json.RawMessage `json:"sources"`                 // each an object with "type" and the source's own keys
	RefreshHours int               `json:"refresh_hours,omitempty"` // age up to which raw results are used again; 24
}

// SourceTypes are the types a source may have.
var SourceTypes = [...]string{"openstreetmap", "google_places", "web_search", "google_maps", "instagram", "websites"}

// DefaultRefreshHours is the age up to which raw results are used again when the configuration does not say.
const DefaultRefreshHours = 24

// The most that a search_config may ask for.
const (
	maxSources      = 50
	maxRefreshHours = 24 * 365
)

// ParseSearchConfig reads campaigns.search_config. check looks at one entry of its type and returns Errors with fields
// relative to the entry, see scrapers.Source. Nothing or null is the zero value; errors are Errors.
func ParseSearchConfig(raw []byte, check func(typ string, entry json.RawMessage) error) (SearchConfig, error) {
	const root = "search_config"
	var s strict
	var c SearchConfig
	members := s.object(root, raw, "sources", "refresh_hours")
	if value(&s, root+".refresh_hours", members["refresh_hours"], &c.RefreshHours, kindWhole) && (c.RefreshHours < 1 || c.RefreshHours > maxRefreshHours) {
		s.refuse(root+".refresh_hours", "%d cannot be used: write 1 to %d", c.RefreshHours, maxRefreshHours)
	}
	c.Sources = s.list(root+".sources", members["sources"])
	if len(c.Sources) > maxSources {
		s.refuse(root+".sources", "%d sources are too many: use at most %d", len(c.Sources), maxSources)
		c.Sources = nil
	}
	for i, entry := range c.Sources {
		s.source(at(root+".sources", i), entry, check)
	}
	if err := s.errs.OrNil(); err != nil {
		return SearchConfig{}, err
	}
	return c, nil
}

func (s *strict) source(field string, entry json.RawMessage, check func(string, json.RawMessage) error) {
	var head map[string]json.RawMessage
	if absent(entry) || json.Unmarshal(entry, &head) != nil {
		s.refuse(field, `%s is not a source: write {"type": "openstreetmap", …}`, clip(entry))
		return
	}
	allowed := strings.Join(SourceTypes[:], ", ")
	if absent(head["type"]) {
		s.refuse(field+".type", "the type is missing: write one of %s", allowed)
		return
	}
	var typ string
	if !value(s, field+".type", head["type"], &typ, "one of "+allowed) {
		return
	}
	if !slices.Contains(SourceTypes[:], typ) {
		s.refuse(field+".type", "%q is not a type of source: write one of %s", typ, allowed)
		return
	}
	if check != nil {
		s.take(field, check(typ, entry))
	}
}

// take puts errors with relative fields below a field.
func (s *strict) take(field string, err error) {
	var many Errors
	var one *Error
	switch {
	case err == nil:
	case errors.As(err, &many):
		for _, e := range many {
			s.take(field, e)
		}
	case errors.As(err, &one):
		below := *one
		below.Field = field
		if one.Field != "" {
			below.Field = join(field, one.Field)
		}
		s.errs = append(s.errs, &below)
	default:
		s.refuse(field, "%v", err)
	}
}

// Refresh returns the age in hours up to which raw results are used again.
func (c SearchConfig) Refresh() int {
	if c.RefreshHours == 0 {
		return DefaultRefreshHours
	}
	return c.RefreshHours
}
