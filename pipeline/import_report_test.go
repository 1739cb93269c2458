package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/scrapers"
)

// lines is a table that only keeps what is written to it.
type lines struct{ list []string }

func (l *lines) Header(cells []string) error { return l.Row(cells) }
func (l *lines) Row(cells []string) error {
	l.list = append(l.list, strings.Join(cells, "|"))
	return nil
}
func (l *lines) Close() error { return nil }

func TestWriteImportReport_wordsForWhoBroughtTheList(t *testing.T) {
	t.Parallel()
	var kept bytes.Buffer
	report, err := newImportReport(&kept, []scrapers.SheetColumn{{Header: "Nome"}, {Header: "Fone"}})
	if err != nil {
		t.Fatal(err)
	}
	report.room = 20
	bad := []scrapers.SheetProblem{{Field: "phone", Code: "bad_value", Message: "not a phone"}, {Code: "news", Message: "something new"}}
	for i, line := range []struct {
		result campaign.ImportResult
		cells  []string
	}{{campaign.ImportCreated, []string{"A", "1"}}, {campaign.ImportRejected, []string{"B", "x", "mais"}}, {campaign.ImportRejected, []string{strings.Repeat("C", 30), "y"}}} {
		one := ImportLine{Row: i + 1, Result: line.result, Prospect: "p"}
		if line.result == campaign.ImportRejected {
			one.Prospect, one.Errors = "", bad
		}
		if err := report.add(one, line.cells); err != nil {
			t.Fatal(err)
		}
	}
	const wrong = "phone: o valor não serve para esta coluna: confira e escreva de novo; something new"
	for _, tt := range []struct {
		locale   string
		rejected bool
		want     []string
	}{
		{"pt-BR", false, []string{"linha|resultado|prospect|erros|avisos", "1|nova|p||", "2|recusada||" + wrong + "|", "3|recusada||" + wrong + "|"}},
		{"pt-BR", true, []string{"erros|linha|Nome|Fone", wrong + "|2|B|x|mais", wrong + " (" + reportPortuguese.short + ")|3"}},
		{"en", true, []string{"errors|row|Nome|Fone", "phone: not a phone; something new|2|B|x|mais", "phone: not a phone; something new (" + reportEnglish.short + ")|3"}},
	} {
		var got lines
		if err := WriteImportReport(&got, bytes.NewReader(kept.Bytes()), tt.locale, tt.rejected); err != nil {
			t.Fatal(err)
		}
		if strings.Join(got.list, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s, rejected alone %v:\n%s", tt.locale, tt.rejected, strings.Join(got.list, "\n"))
		}
	}
}

func TestWriteImportReport_saysThatAReportIsCut(t *testing.T) {
	t.Parallel()
	for _, kept := range []string{"", "{", "{\"columns\":[]}\n{\"row\":1"} {
		if err := WriteImportReport(&lines{}, strings.NewReader(kept), "en", false); err == nil {
			t.Errorf("%q is a report", kept)
		}
	}
}
