package openstreetmap

import (
	"fmt"
	"strconv"
	"strings"

	"aceno/campaign"
	"aceno/scrapers"
)

// cursor says how far a search has come: of which entry it is, how many candidates were given, and
// the last of them. Should the raw answer have been fetched anew meanwhile, the search goes on behind that element.
type cursor struct {
	Key   string
	Given int
	Last  ref
}

// String writes a cursor; that of a first page is empty.
func (c cursor) String() string {
	if c.Given == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d:%s", c.Key, c.Given, c.Last)
}

// parseCursor reads what String wrote for the entry of that key.
func parseCursor(text, key string) (cursor, error) {
	if text == "" {
		return cursor{Key: key}, nil
	}
	parts := strings.Split(text, ":")
	if len(parts) == 3 {
		given, err := strconv.Atoi(parts[1])
		last, ok := parseRef(parts[2])
		if err == nil && given > 0 && ok && parts[0] == key {
			return cursor{Key: key, Given: given, Last: last}, nil
		}
	}
	return cursor{}, &scrapers.Failure{Reason: campaign.Reason{Code: "bad_cursor", Params: map[string]any{"cursor": clip(text, 60)},
		Message: fmt.Sprintf("the cursor %q is none of this entry; queue the search again", clip(text, 60))}}
}

// kinds orders the types of elements as Overpass does.
var kinds = [...]string{"node", "way", "relation"}

// ref names one element.
type ref struct {
	kind int // index into kinds
	id   int64
}

// String writes it as OpenStreetMap's own pages do: "node/123".
func (r ref) String() string { return kinds[r.kind] + "/" + strconv.FormatInt(r.id, 10) }

func (r ref) compare(other ref) int {
	if r.kind != other.kind {
		return r.kind - other.kind
	}
	switch {
	case r.id < other.id:
		return -1
	case r.id > other.id:
		return 1
	}
	return 0
}

func newRef(kind string, id int64) (ref, bool) {
	for i, one := range kinds {
		if one == kind && id > 0 {
			return ref{i, id}, true
		}
	}
	return ref{}, false
}

func parseRef(text string) (ref, bool) {
	kind, number, _ := strings.Cut(text, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return ref{}, false
	}
	return newRef(kind, id)
}
