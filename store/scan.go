package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// timeLayout is how PocketBase writes a date.
const timeLayout = "2006-01-02 15:04:05.000Z"

// stamp writes a time as PocketBase does; the zero time is empty.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeLayout)
}

// parseStamp reads a time that stamp or PocketBase wrote; what is empty or no time is the zero time.
func parseStamp(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(timeLayout, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// stored rounds a time up to what a column holds, so that memory and database agree and no window is cut short.
func stored(t time.Time) time.Time {
	rounded := t.UTC().Truncate(time.Millisecond)
	if rounded.Before(t) {
		rounded = rounded.Add(time.Millisecond)
	}
	return rounded
}

// toValue turns a Go value into one that SQLite takes. Times become PocketBase's text; structs, maps and slices become
// JSON.
func toValue(v any) (driver.Value, error) {
	switch x := v.(type) {
	case nil:
		return nil, nil
	case string:
		return x, nil
	case int:
		return int64(x), nil
	case int64:
		return x, nil
	case float64:
		return x, nil
	case bool:
		if x {
			return int64(1), nil
		}
		return int64(0), nil
	case time.Time:
		return stamp(x), nil
	case json.RawMessage:
		if len(x) == 0 {
			return nil, nil
		}
		return string(x), nil
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.String:
		return r.String(), nil
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if r.IsNil() {
			return nil, nil
		}
		return toJSON(v)
	default:
		return toJSON(v)
	}
}

func toJSON(v any) (driver.Value, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write as JSON: %w", err)
	}
	return string(text), nil
}

// row is one row of a result; it is good until the next one is read.
type row []driver.Value

// asJSON scans a JSON column into what it points to; null and empty leave it as it is.
type asJSON struct{ to any }

// scan copies the cells into pointers: to string kinds, int, int64, float64, bool, time.Time, pointers to numbers, or asJSON.
func (r row) scan(dest ...any) error {
	if len(dest) != len(r) {
		return fmt.Errorf("scan: %d columns into %d places", len(r), len(dest))
	}
	for i, d := range dest {
		if err := scanCell(r[i], d); err != nil {
			return fmt.Errorf("scan column %d: %w", i+1, err)
		}
	}
	return nil
}

func scanCell(cell driver.Value, dest any) error {
	switch d := dest.(type) {
	case *string:
		*d = text(cell)
	case *int:
		*d = int(integer(cell))
	case *int64:
		*d = integer(cell)
	case *float64:
		*d = float(cell)
	case *bool:
		*d = integer(cell) != 0
	case *time.Time:
		*d = parseStamp(text(cell))
	case **time.Time:
		if t := parseStamp(text(cell)); !t.IsZero() {
			*d = &t
		}
	case *json.RawMessage:
		*d = json.RawMessage(text(cell))
	case asJSON:
		return scanJSON(cell, d.to)
	default:
		to := reflect.ValueOf(dest)
		if to.Kind() != reflect.Pointer || to.Elem().Kind() != reflect.String {
			return fmt.Errorf("no way to scan into %T", dest)
		}
		to.Elem().SetString(text(cell))
	}
	return nil
}

func scanJSON(cell driver.Value, to any) error {
	words := text(cell)
	if words == "" || words == "null" {
		return nil
	}
	return json.Unmarshal([]byte(words), to)
}

func text(cell driver.Value) string {
	switch x := cell.(type) {
	case string:
		return x
	case []byte:
		return string(x)
	case nil:
		return ""
	default:
		return fmt.Sprint(x)
	}
}

func integer(cell driver.Value) int64 {
	switch x := cell.(type) {
	case int64:
		return x
	case float64:
		return int64(x)
	default:
		return 0
	}
}

func float(cell driver.Value) float64 {
	switch x := cell.(type) {
	case int64:
		return float64(x)
	case float64:
		return x
	default:
		return 0
	}
}
