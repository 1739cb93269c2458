package spreadsheet

import (
	"slices"
	"strconv"
	"strings"
)

// choose takes the sheet that looks most like a list of businesses and says what its columns are.
func (f *File) choose(sheets []sheet) error {
	best, most := -1, -1
	var head []record
	for i, one := range sheets {
		if f.options.Sheet != "" && one.name != f.options.Sheet {
			continue
		}
		t, err := one.open()
		if err != nil {
			return err
		}
		found, err := peek(t)
		if err != nil {
			return err
		}
		if err := t.close(); err != nil {
			return asRefusal(err, "cannot read a sheet")
		}
		if score := 1000*reaches(found) + min(len(found), 999); len(found) > 0 && score > most {
			best, most, head = i, score, found
		}
	}
	if best < 0 && f.options.Sheet != "" {
		return refuse("the file has no filled sheet %q: use one of %s", clip(f.options.Sheet), namesOf(sheets))
	}
	if best < 0 {
		return refuse("the file holds no rows: export the list again")
	}
	f.open, f.format.Sheet = sheets[best].open, sheets[best].name
	for i, one := range sheets {
		if i != best {
			f.format.Others = append(f.format.Others, one.name)
		}
	}
	return f.describe(head)
}

func namesOf(sheets []sheet) string {
	quoted := make([]string, len(sheets))
	for i, one := range sheets {
		quoted[i] = strconv.Quote(one.name)
	}
	return strings.Join(quoted, ", ")
}

// reaches counts the columns of a sheet by which a business could be named or reached, twice where they are contacts.
func reaches(head []record) int {
	n := 0
	for _, target := range guess(columnsOf(head)) {
		switch target {
		case ToPhone, ToMobile, ToWhatsApp, ToEmail, ToInstagram, ToWebsite:
			n += 2
		case "":
		default:
			n++
		}
	}
	return n
}

// columnsOf takes the columns of the first records apart.
func columnsOf(head []record) []column {
	at, _ := headerOf(head)
	width := 0
	if at >= 0 {
		width = min(head[at].count, MaxColumns)
	} else {
		for _, rec := range head {
			width = max(width, len(rec.cells))
		}
	}
	columns := make([]column, width)
	for i := range columns {
		if at >= 0 && i < len(head[at].cells) {
			columns[i].header = head[at].cells[i]
		}
		for _, rec := range head[at+1:] {
			if i < len(rec.cells) && strings.TrimSpace(rec.cells[i]) != "" && len(columns[i].values) < sampledRecords {
				columns[i].values = append(columns[i].values, clean(rec.cells[i]))
			}
		}
	}
	return columns
}

// describe fills in the header line and the columns from the first records, and applies the mapping.
func (f *File) describe(head []record) error {
	at, _ := headerOf(head)
	if at >= 0 {
		f.format.HeaderLine = head[at].sheetRow
	}
	if wide := head[max(at, 0)].count; wide > MaxColumns {
		return refuse("%d columns are more than %d: keep the columns of contacts alone", wide, MaxColumns)
	}
	columns := columnsOf(head)
	for i, target := range guess(columns) {
		f.columns = append(f.columns, Column{Index: i, Header: columns[i].header, Target: target, Samples: someOf(columns[i].values)})
	}
	return f.options.Mapping.apply(f.columns)
}

// someOf returns the first different values, shortened.
func someOf(values []string) []string {
	some := []string{}
	for _, value := range values {
		if value = clip(value); !slices.Contains(some, value) {
			some = append(some, value)
		}
		if len(some) == 3 {
			break
		}
	}
	return some
}
