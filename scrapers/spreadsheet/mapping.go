package spreadsheet

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"aceno/campaign"
)

// Mapping corrects the guessed targets: by header, or by index where two columns share a header. Columns that it does not
// name keep what was guessed, unless the mapping gives their target, which one column fills, to another.
type Mapping []Assignment

// Assignment is what one column is for.
type Assignment struct {
	Index  *int   `json:"index"`  // from 0
	Header string `json:"header"` // compared without case and blanks at its ends; all columns that have it
	Target Target `json:"target"` // empty: not imported
}

// ParseMapping reads the mapping of a request: {"Nome": "name", "Coluna 3": ""}, where a key that is no header may be the
// index of a column, or [{"index": 2, "target": "phone"}]. Nothing and null are no mapping. Errors are campaign.Errors about
// fields below "mapping".
func ParseMapping(raw []byte) (Mapping, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return nil, nil
	}
	var m Mapping
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if raw[0] == '[' {
		if err := decoder.Decode(&m); err != nil {
			return nil, campaign.Errors{campaign.Invalid("mapping", `%v: write [{"index": 2, "target": "phone"}]`, err)}
		}
	} else {
		var byHeader map[string]Target
		if err := decoder.Decode(&byHeader); err != nil {
			return nil, campaign.Errors{campaign.Invalid("mapping", `%v: write {"Header": "target"}`, err)}
		}
		for _, header := range slices.Sorted(maps.Keys(byHeader)) {
			m = append(m, Assignment{Header: header, Target: byHeader[header]})
		}
	}
	var errs campaign.Errors
	for i, one := range m {
		if one.Target != "" && !known(one.Target) {
			errs = append(errs, campaign.Invalid(one.field(i), "%q is no target: use one of %s, or \"\" to leave the column out", clip(string(one.Target)), listOf(targets[:])))
		}
	}
	return m, errs.OrNil()
}

func known(target Target) bool {
	for _, one := range targets {
		if one == target {
			return true
		}
	}
	return false
}

func listOf(targets []Target) string {
	names := make([]string, len(targets))
	for i, target := range targets {
		names[i] = string(target)
	}
	return strings.Join(names, ", ")
}

func (a Assignment) field(i int) string {
	if a.Index != nil || a.Header == "" {
		return "mapping[" + strconv.Itoa(i) + "]"
	}
	return "mapping." + clip(a.Header)
}

// apply writes the mapping into the columns of a file.
func (m Mapping) apply(columns []Column) error {
	var errs campaign.Errors
	for i, one := range m {
		hits := one.columns(columns)
		if len(hits) == 0 {
			errs = append(errs, campaign.Invalid(one.field(i), "the file has no such column: its columns are %s", headersOf(columns)))
		}
		for _, at := range hits {
			columns[at].Target, columns[at].Mapped = one.Target, true
		}
	}
	for i := range columns {
		if c := &columns[i]; !c.Mapped && c.Target != "" && !c.Target.Several() && mapped(columns, c.Target) {
			c.Target = ""
		}
	}
	return errs.OrNil()
}

func mapped(columns []Column, target Target) bool {
	for _, c := range columns {
		if c.Mapped && c.Target == target {
			return true
		}
	}
	return false
}

// columns returns the indexes that an assignment means.
func (a Assignment) columns(columns []Column) []int {
	if a.Index != nil {
		if *a.Index < 0 || *a.Index >= len(columns) {
			return nil
		}
		return []int{*a.Index}
	}
	var hits []int
	for i, c := range columns {
		if strings.EqualFold(strings.TrimSpace(c.Header), strings.TrimSpace(a.Header)) {
			hits = append(hits, i)
		}
	}
	if at, err := strconv.Atoi(a.Header); err == nil && len(hits) == 0 && at >= 0 && at < len(columns) {
		hits = append(hits, at)
	}
	return hits
}

// headersOf names the columns of a file, at most twenty.
func headersOf(columns []Column) string {
	var names []string
	for _, c := range columns {
		if len(names) == 20 {
			names = append(names, "…")
			break
		}
		names = append(names, strconv.Quote(clip(c.Header)))
	}
	return strings.Join(names, ", ")
}
