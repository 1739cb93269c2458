package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// rawJSON returns a JSON field as it lies there, nil when it holds nothing.
func rawJSON(r *core.Record, field string) []byte {
	raw := []byte(r.GetString(field))
	switch string(bytes.TrimSpace(raw)) {
	case "", "null", `""`:
		return nil
	}
	return raw
}

// decode reads a JSON field into a value whose fields are all that it may hold. Unknown keys and wrong types are
// refused by name.
func decode(r *core.Record, field string, into any) campaign.Errors {
	raw := rawJSON(r, field)
	if raw == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return nil
		}
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		name := field
		if wrong.Field != "" {
			name += "." + wrong.Field
		}
		return campaign.Errors{campaign.Invalid(name, "a %s does not fit here: write %s", wrong.Value, kindOf(wrong.Type.Kind().String()))}
	}
	if _, key, ok := strings.Cut(err.Error(), "unknown field "); ok {
		key = strings.Trim(key, `"`)
		return campaign.Errors{campaign.Invalid(field+"."+key, "%q is unknown here: leave it out", key)}
	}
	return campaign.Errors{campaign.Invalid(field, "this is no JSON that can be read here: %v", err)}
}

// kindOf words a Go kind for people.
func kindOf(kind string) string {
	switch {
	case strings.HasPrefix(kind, "int"), strings.HasPrefix(kind, "uint"):
		return "a whole number"
	case strings.HasPrefix(kind, "float"):
		return "a number"
	case kind == "struct", kind == "map":
		return "an object"
	case kind == "slice":
		return "a list"
	case kind == "bool":
		return "true or false"
	default:
		return "a text"
	}
}
