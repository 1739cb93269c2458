package spreadsheet

import (
	"fmt"
	"slices"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/scrapers"
)

// builder makes rows of records. Its plan is made once for a file.
type builder struct {
	columns []Column
	options Options
	by      map[Target][]int // indexes of the columns of a target, in their order

	cells []string // of the row being built, cleaned
	row1  *Row
	c     *scrapers.Candidate
	bad   []Problem // values that cannot be used: errors of a rejected row, warnings of another
}

func newBuilder(columns []Column, o Options) *builder {
	b := &builder{columns: columns, options: o, by: map[Target][]int{}}
	for i, c := range columns {
		if c.Target != "" {
			b.by[c.Target] = append(b.by[c.Target], i)
		}
	}
	return b
}

// row makes one row. What it returns shares nothing with the record.
func (b *builder) row(rec record) Row {
	row := Row{SheetRow: rec.sheetRow, Verdict: Rejected}
	if problem, wrong := b.shape(rec); wrong {
		row.Errors = []Problem{problem}
		return row
	}
	b.cells = b.cells[:0]
	for _, cell := range rec.cells {
		b.cells = append(b.cells, strings.Clone(clean(cell)))
	}
	row.Candidate = scrapers.Candidate{Platform: campaign.PlatformCSV}
	b.row1, b.c, b.bad = &row, &row.Candidate, nil
	b.marks(rec.marks)
	b.place()
	b.contacts()
	b.profile()
	b.figures()
	b.refusals()
	if !b.reachable() {
		b.reject()
		return row
	}
	b.name()
	row.Verdict = Accepted
	row.Warnings = append(row.Warnings, b.bad...)
	return row
}

// shape refuses a row whose cells cannot be told apart. Surplus cells that are empty do no harm.
func (b *builder) shape(rec record) (Problem, bool) {
	width := len(b.columns)
	if rec.count == width || rec.ragged && rec.count < width {
		return Problem{}, false
	}
	filled := 0
	for i, cell := range rec.cells {
		if i >= width && strings.TrimSpace(cell) != "" {
			filled++
		}
	}
	if rec.count > width && filled == 0 && rec.count == len(rec.cells) {
		return Problem{}, false
	}
	return Problem{Code: CodeCells, Message: fmt.Sprintf("%d cells under %d headers: put a cell with a delimiter in it in quotes", rec.count, width)}, true
}

// cell returns the text of a column, "" where the row has none.
func (b *builder) cell(column int) string {
	if column < len(b.cells) {
		return b.cells[column]
	}
	return ""
}

// first returns the first text under a target and its column, or "" and -1.
func (b *builder) first(target Target) (string, int) {
	for _, column := range b.by[target] {
		if text := b.cell(column); text != "" {
			return text, column
		}
	}
	return "", -1
}

// text returns the first text under a target, kept short enough for a field.
func (b *builder) text(target Target) string {
	text, column := b.first(target)
	const most = 500
	if runes := []rune(text); len(runes) > most && target != ToNotes {
		b.warn(target, column, CodeTooLong, "the text has %d characters: only %d are kept", len(runes), most)
		text = string(runes[:most])
	}
	return text
}

func (b *builder) warn(target Target, column int, code Code, format string, args ...any) {
	b.row1.Warnings = append(b.row1.Warnings, b.problem(target, column, code, format, args...))
}

// unusable notes a value that is left out.
func (b *builder) unusable(target Target, column int, code Code, format string, args ...any) {
	b.bad = append(b.bad, b.problem(target, column, code, format, args...))
}

func (b *builder) problem(target Target, column int, code Code, format string, args ...any) Problem {
	p := Problem{Field: target, Code: code, Message: fmt.Sprintf(format, args...)}
	if column >= 0 && column < len(b.columns) {
		p.Column = clip(b.columns[column].Header)
	}
	return p
}

// marks warns of cells whose bytes were not as they should be, where their columns are imported.
func (b *builder) marks(m marks) {
	for _, one := range []struct {
		columns []int
		code    Code
		message string
	}{
		{m.cut, CodeTooLong, fmt.Sprintf("a cell longer than %d KiB, or a row longer than %d MiB: the rest is cut off", MaxCellBytes>>10, MaxRowBytes>>20)},
		{m.control, CodeControl, "NUL or other control characters were taken out: export the list again"},
		{m.broken, CodeEncoding, "bytes that are not UTF-8 were read as Windows-1252: save the file as UTF-8"},
	} {
		for _, column := range one.columns {
			if column < len(b.columns) && b.columns[column].Target != "" {
				b.unusable(b.columns[column].Target, column, one.code, "%s", one.message)
			}
		}
	}
	for column, text := range b.cells {
		if column < len(b.columns) && b.columns[column].Target != "" && isFormula(text) {
			b.warn(b.columns[column].Target, column, CodeFormula, "a formula: kept as text, never calculated")
		}
	}
}

// isFormula says that a cell holds a formula as text.
func isFormula(text string) bool { return strings.HasPrefix(text, "=") && len(text) > 1 }

// add adds a fact, each once.
func (b *builder) add(kind, value, text string) {
	if value == "" && text == "" {
		return
	}
	if text == value {
		text = ""
	}
	told := value
	if told == "" {
		told = text
	}
	fact := campaign.Fact{ID: campaign.FactID(kind, told, Source, ""), Kind: kind, Value: value, Text: text, Source: Source, At: b.options.At}
	if !slices.ContainsFunc(b.c.Facts, func(f campaign.Fact) bool { return f.ID == fact.ID }) {
		b.c.Facts = append(b.c.Facts, fact)
	}
}

// has says that a fact of one of the kinds is known.
func (b *builder) has(kinds ...string) bool {
	return slices.ContainsFunc(b.c.Facts, func(f campaign.Fact) bool { return slices.Contains(kinds, f.Kind) })
}

// reachable says that somebody could be found by what the row holds.
func (b *builder) reachable() bool {
	return b.c.ExternalID != "" || b.c.ProfileURL != "" || b.has(campaign.FactPhone, campaign.FactWhatsApp, campaign.FactEmail, campaign.FactWebsite,
		campaign.FactInstagram, campaign.FactFacebook, campaign.FactLinkedIn, string(ToContactLinkedIn))
}

// reject says why a row cannot be used: what is wrong with its values, else that there are none.
func (b *builder) reject() {
	row := b.row1
	row.Errors, row.Warnings = b.bad, nil
	if !b.named() {
		row.Errors = append(row.Errors, b.problem(ToName, -1, CodeNoName, "no name: fill in the name of the business"))
	}
	if !slices.ContainsFunc(b.bad, func(p Problem) bool {
		return p.Field == ToPhone || p.Field == ToEmail || p.Field == ToMobile || p.Field == ToWhatsApp
	}) {
		row.Errors = append(row.Errors, b.problem(ToPhone, -1, CodeNoContact, "no phone, e-mail, website or profile: nobody could be reached; fill in one of them"))
	}
	row.Candidate, row.Suppress = scrapers.Candidate{}, nil
}

// named says that the row itself holds some name.
func (b *builder) named() bool {
	for _, target := range []Target{ToName, ToLegalName, ToContactName, ToContactFirstName, ToContactLastName} {
		if text, _ := b.first(target); text != "" {
			return true
		}
	}
	return false
}

// name names the business, by what is nearest to its name.
func (b *builder) name() {
	b.c.Name = oneLine(b.text(ToName))
	legal := oneLine(b.text(ToLegalName))
	b.add(string(ToLegalName), legal, "")
	person := oneLine(b.text(ToContactName))
	if person == "" {
		person = oneLine(b.text(ToContactFirstName) + " " + b.text(ToContactLastName))
	}
	b.add(string(ToContactName), person, "")
	if b.c.Name != "" {
		return
	}
	if b.c.Name = legal; legal != "" {
		b.warn(ToName, -1, CodeLegalName, "no trade name: the legal name is taken")
		return
	}
	if b.c.Name = person; person == "" {
		b.c.Name = b.instead()
	}
	b.warn(ToName, -1, CodeNoName, "no business name: %q is taken", clip(b.c.Name))
}

// instead returns what a business without any name is called by: its domain, its handle, its number.
func (b *builder) instead() string {
	for _, f := range b.c.Facts {
		if domain := contact.DomainOf(f.Value); f.Kind == campaign.FactWebsite && domain != "" {
			return domain
		}
	}
	for _, kind := range []string{campaign.FactInstagram, campaign.FactEmail, campaign.FactPhone, campaign.FactWhatsApp} {
		for _, f := range b.c.Facts {
			if f.Kind == kind {
				if _, domain, found := strings.Cut(f.Value, "@"); found && !freeMail[domain] {
					return domain
				}
				return f.Value
			}
		}
	}
	if b.c.ExternalID != "" {
		return b.c.ExternalID
	}
	return b.c.ProfileURL
}

// freeMail are domains of mail that everybody has, so that they name nobody.
var freeMail = wordSet("gmail.com hotmail.com hotmail.com.br outlook.com outlook.com.br live.com yahoo.com yahoo.com.br icloud.com bol.com.br uol.com.br terra.com.br ig.com.br msn.com")
