package openstreetmap

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"
)

// element is one thing on the map.
type element struct {
	Ref      ref
	Lat, Lon float64
	Tags     map[string]string
}

// remarkError is an answer of Overpass that is not all it should be.
type remarkError struct{ text string }

// Error returns Overpass' own words.
func (e *remarkError) Error() string { return e.text }

// parseAnswer reads an answer of Overpass in JSON: its nodes, ways and relations with tags and a position, once each, in
// Overpass' own order. A remark that begins "runtime error:" makes it a *remarkError, since the elements are then only
// some of them; "runtime remark:" is a note and passed over. Areas and skeletons without tags are no businesses.
func parseAnswer(r io.Reader) ([]element, error) {
	d := json.NewDecoder(r)
	var found []element
	remark, listed := "", false
	err := object(d, func(key string) error {
		switch key {
		case "elements":
			listed = true
			return array(d, func() error {
				one, ok, err := parseElement(d)
				if ok {
					found = append(found, one)
				}
				return err
			})
		case "remark":
			return d.Decode(&remark)
		default:
			var other json.RawMessage
			return d.Decode(&other)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("answer of Overpass is no complete JSON: %w", err)
	}
	if strings.HasPrefix(strings.TrimSpace(remark), "runtime error:") {
		return nil, &remarkError{text: strings.TrimSpace(remark)}
	}
	if !listed {
		return nil, fmt.Errorf(`answer of Overpass has no "elements"`)
	}
	slices.SortStableFunc(found, func(a, b element) int { return a.Ref.compare(b.Ref) })
	return slices.CompactFunc(found, func(a, b element) bool { return a.Ref == b.Ref }), nil
}

// point is a position; absent parts are nil.
type point struct {
	Lat *float64 `json:"lat"`
	Lon *float64 `json:"lon"`
}

// parseElement reads one element; ok is false for what cannot be a business, and for what is not shaped as one: the
// rest of the answer is good without it.
func parseElement(d *json.Decoder) (one element, ok bool, err error) {
	var text json.RawMessage
	if err := d.Decode(&text); err != nil {
		return element{}, false, err
	}
	var raw struct {
		point
		Type   string         `json:"type"`
		ID     int64          `json:"id"`
		Center *point         `json:"center"`
		Tags   map[string]any `json:"tags"`
	}
	if shaped := json.Unmarshal(text, &raw) == nil; !shaped {
		return element{}, false, nil
	}
	where := raw.point
	if raw.Center != nil {
		where = *raw.Center
	}
	name, known := newRef(raw.Type, raw.ID)
	if !known || !where.onEarth() {
		return element{}, false, nil
	}
	tags := make(map[string]string, len(raw.Tags))
	for key, value := range raw.Tags {
		if value, isText := value.(string); isText {
			tags[key] = tidy(value)
		}
	}
	return element{Ref: name, Lat: *where.Lat, Lon: *where.Lon, Tags: tags}, len(tags) > 0, nil
}

// maxValue is more than OpenStreetMap lets a value have (255 characters).
const maxValue = 500

// tidy takes control characters and doubled blanks out of a value and bounds it.
func tidy(value string) string {
	return clip(strings.Join(strings.FieldsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " "), maxValue)
}

func (p point) onEarth() bool {
	return p.Lat != nil && p.Lon != nil && math.Abs(*p.Lat) <= 90 && math.Abs(*p.Lon) <= 180 // no number is neither
}

// object reads an object and calls value for each key; value reads what stands there.
func object(d *json.Decoder, value func(key string) error) error {
	if err := expect(d, json.Delim('{')); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if err := value(fmt.Sprint(key)); err != nil {
			return err
		}
	}
	return expect(d, json.Delim('}'))
}

// array reads an array and calls value for each member.
func array(d *json.Decoder, value func() error) error {
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		if err := value(); err != nil {
			return err
		}
	}
	return expect(d, json.Delim(']'))
}

func expect(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%q stands where %q should", clip(fmt.Sprint(got), 40), want.String())
	}
	return nil
}
