package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"aceno/campaign"
)

// manyLines is a list of n rows that all are accepted.
func manyLines(n int) string {
	var b strings.Builder
	b.WriteString("Nome,Telefone\n")
	for i := range n {
		fmt.Fprintf(&b, "Padaria %d,+55 11 9 0000 %04d\n", i, i)
	}
	return b.String()
}

func TestRows_comeInTheirOrderEveryTime(t *testing.T) {
	t.Parallel()
	f := openText(t, manyLines(3*batchRows+1))
	for range 2 {
		for i, row := range all(t, f) {
			if row.Number != i+1 || row.SheetRow != i+2 || row.Candidate.Name != fmt.Sprintf("Padaria %d", i) {
				t.Fatalf("row %d is %+v", i, row)
			}
		}
	}
}

func TestRows_stopWhenNobodyWantsMore(t *testing.T) {
	t.Parallel()
	f := openText(t, manyLines(20*batchRows))
	n := 0
	for range f.Rows(t.Context()) {
		if n++; n == batchRows+1 {
			break
		}
	}
	if n != batchRows+1 {
		t.Errorf("%d rows", n)
	}
}

func TestRows_endWithTheContext(t *testing.T) {
	t.Parallel()
	f := openText(t, manyLines(20*batchRows))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n := 0
	for _, err := range f.Rows(ctx) {
		last = err
		if n++; n == 10 {
			cancel()
		}
	}
	if !errors.Is(last, context.Canceled) || n > 3*batchRows {
		t.Errorf("%d rows, then %v", n, last)
	}
}

// oddTable panics at its third row.
type oddTable struct{ row int }

func (o *oddTable) close() error { return nil }

func (o *oddTable) next() (record, error) {
	o.row++
	switch {
	case o.row > 3:
		return record{}, io.EOF
	case o.row == 3:
		panic("unheard-of")
	}
	return record{cells: []string{"Padaria", fmt.Sprintf("11 9 0000 000%d", o.row)}, sheetRow: o.row, count: 2}, nil
}

func TestRows_saysThatAFileCannotBeReadInsteadOfEndingTheProgram(t *testing.T) {
	t.Parallel()
	f := openText(t, manyLines(1))
	f.format.HeaderLine = 0
	f.open = func() (table, error) { return &oddTable{}, nil }
	n := 0
	var last error
	for _, err := range f.Rows(t.Context()) {
		if last = err; err == nil {
			n++
		}
	}
	var refused *campaign.Error
	if n != 2 || !errors.As(last, &refused) || !strings.Contains(refused.Message, "unheard-of") {
		t.Errorf("%d rows, then %v", n, last)
	}
}
