package store

import (
	"database/sql/driver"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

func TestToValue_writesWhatPocketBaseReads(t *testing.T) {
	t.Parallel()
	var none *campaign.Reason
	at := time.Date(2026, 11, 25, 12, 0, 0, 7_000_000, time.FixedZone("", -3*3600))
	for name, tt := range map[string]struct {
		given any
		want  driver.Value
	}{
		"nothing":           {nil, nil},
		"text":              {"Olá", "Olá"},
		"a named text":      {campaign.StatusActive, "active"},
		"a number":          {7, int64(7)},
		"a long number":     {int64(1) << 40, int64(1) << 40},
		"a share":           {0.25, 0.25},
		"yes":               {true, int64(1)},
		"no":                {false, int64(0)},
		"a time":            {at, "2026-11-25 15:00:00.007Z"},
		"no time":           {time.Time{}, ""},
		"JSON":              {json.RawMessage(`{"a":1}`), `{"a":1}`},
		"empty JSON":        {json.RawMessage{}, nil},
		"a list":            {[]string{"a"}, `["a"]`},
		"an empty list":     {[]string{}, `[]`},
		"no list":           {[]string(nil), nil},
		"no map":            {map[string]any(nil), nil},
		"a struct":          {Location{Lon: 1, Lat: -2}, `{"lon":1,"lat":-2}`},
		"a pointer":         {&campaign.Reason{Code: "x", Message: "y"}, `{"code":"x","message":"y"}`},
		"a pointer to none": {none, nil},
	} {
		got, err := toValue(tt.given)
		if err != nil || got != tt.want {
			t.Errorf("%s becomes %#v (%v), want %#v", name, got, err, tt.want)
		}
	}
	if _, err := toValue(map[string]any{"f": func() {}}); err == nil {
		t.Error("a function became JSON")
	}
}

func TestScan_readsEveryKindOfCell(t *testing.T) {
	t.Parallel()
	var (
		word            string
		status          campaign.Status
		n               int
		long            int64
		share           float64
		yes             bool
		at              time.Time
		maybe, never    *time.Time
		raw             json.RawMessage
		list            []string
		untouched       = []string{"as it was"}
		fromInt, fromNo float64
	)
	r := row{[]byte("Olá"), "active", int64(7), float64(9), 0.5, int64(1), "2026-11-25 15:00:00.007Z", "2026-11-25 15:00:00.000Z", "", `{"a":1}`, `["b"]`, "null", int64(3), nil}
	err := r.scan(&word, &status, &n, &long, &share, &yes, &at, &maybe, &never, &raw, asJSON{&list}, asJSON{&untouched}, &fromInt, &fromNo)
	if err != nil {
		t.Fatal(err)
	}
	if word != "Olá" || status != campaign.StatusActive || n != 7 || long != 9 || share != 0.5 || !yes || fromInt != 3 || fromNo != 0 {
		t.Errorf("read %q %q %d %d %v %v %v %v", word, status, n, long, share, yes, fromInt, fromNo)
	}
	if at.Nanosecond() != 7_000_000 || maybe == nil || never != nil || string(raw) != `{"a":1}` {
		t.Errorf("read %v %v %v %s", at, maybe, never, raw)
	}
	if !reflect.DeepEqual(list, []string{"b"}) || !reflect.DeepEqual(untouched, []string{"as it was"}) {
		t.Errorf("read %v and %v", list, untouched)
	}
}

func TestScan_refusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	var a, b string
	var c chan int
	var list []string
	for name, tt := range map[string]struct {
		row  row
		dest []any
		says string
	}{
		"too few places":  {row{"a", "b"}, []any{&a}, "2 columns into 1"},
		"too many places": {row{"a"}, []any{&a, &b}, "1 columns into 2"},
		"no such kind":    {row{"a"}, []any{&c}, "no way to scan"},
		"no pointer":      {row{"a"}, []any{a}, "no way to scan"},
		"broken JSON":     {row{"a", `["b"`}, []any{&a, asJSON{&list}}, "column 2"},
	} {
		if err := tt.row.scan(tt.dest...); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestText_readsWhateverTheDriverGives(t *testing.T) {
	t.Parallel()
	for want, cell := range map[string]driver.Value{"": nil, "a": []byte("a"), "7": int64(7), "0.5": 0.5, "true": true} {
		if got := text(cell); got != want {
			t.Errorf("%#v reads %q, want %q", cell, got, want)
		}
	}
	if integer("7") != 0 || integer(7.9) != 7 || float("x") != 0 {
		t.Error("a text was taken for a number")
	}
}

func TestStored_neverShortensATime(t *testing.T) {
	t.Parallel()
	base := time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC)
	for given, want := range map[time.Duration]time.Duration{
		0: 0, time.Nanosecond: time.Millisecond, time.Millisecond: time.Millisecond, time.Millisecond + 1: 2 * time.Millisecond, 999_999_999: time.Second,
	} {
		got := stored(base.Add(given))
		if got != base.Add(want) || !parseStamp(stamp(got)).Equal(got) {
			t.Errorf("%v is stored as %v, want %v", given, got.Sub(base), want)
		}
	}
	for _, bad := range []string{"", "yesterday", "2026-11-25", "2026-11-25T15:00:00Z"} {
		if !parseStamp(bad).IsZero() {
			t.Errorf("%q is a time", bad)
		}
	}
}

func TestPositional_leavesQuotedColonsAlone(t *testing.T) {
	t.Parallel()
	const text = `UPDATE t SET a = :a, b = json_set(c, '$.x:y', :b_2) WHERE d = ':a' AND e = :a AND f = strftime('%H:%M', g)`
	plain, names := positional(text)
	if plain != `UPDATE t SET a = ?, b = json_set(c, '$.x:y', ?) WHERE d = ':a' AND e = ? AND f = strftime('%H:%M', g)` {
		t.Errorf("rewritten as %s", plain)
	}
	if !reflect.DeepEqual(names, []string{"a", "b_2", "a"}) {
		t.Errorf("the names are %v", names)
	}
	if got := placeholders("SELECT :a, ':b', :c"); got != "SELECT {:a}, ':b', {:c}" {
		t.Errorf("for dbx: %s", got)
	}
}

func TestClip_cutsAtARunesEdge(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		given string
		n     int
		want  string
	}{{"Olá", 10, "Olá"}, {"Olá", 4, "Olá"}, {"Olá", 3, "Ol"}, {"日本", 4, "日"}, {"日本", 2, ""}, {"", 0, ""}} {
		if got := clip(tt.given, tt.n); got != tt.want {
			t.Errorf("%q cut to %d bytes is %q, want %q", tt.given, tt.n, got, tt.want)
		}
	}
}
