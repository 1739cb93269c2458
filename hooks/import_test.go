package hooks

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aceno/internal/shelf"
	"aceno/pipeline"
	"aceno/scrapers/spreadsheet"
)

// importing is a server that takes lists in, and the folder where it keeps their reports.
func importing(t *testing.T) (*server, string) {
	t.Helper()
	folder := t.TempDir()
	return serve(t, func(d *Dependencies) {
		kept, err := shelf.New(shelf.Options{Folder: folder, Keep: 24 * time.Hour, Clock: d.Clock})
		must(t, err)
		d.Importer = &pipeline.Importer{Sheets: spreadsheet.Sheets{}, Store: d.Store, Clock: d.Clock}
		d.Tables, d.Reports = spreadsheet.Sheets{}, kept
	}), folder
}

// bring imports a list as somebody.
func (s *server) bring(who, campaign, list string) answer {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	must(s.t, form.WriteField("campaign", campaign))
	file, err := form.CreateFormFile("file", "lista.csv")
	must(s.t, err)
	_, err = file.Write([]byte(list))
	must(s.t, err)
	must(s.t, form.Close())
	return s.send(who, "POST", "/api/v1/prospects/import", body.Bytes(), map[string]string{"Content-Type": form.FormDataContentType()})
}

// table reads a report as a spreadsheet would.
func (a answer) table(tb testing.TB) [][]string {
	tb.Helper()
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.raw, "\uFEFF")))
	reader.FieldsPerRecord = -1
	reader.Comma = ','
	if line, _, _ := strings.Cut(a.raw, "\n"); strings.Contains(line, ";") {
		reader.Comma = ';'
	}
	rows, err := reader.ReadAll()
	must(tb, err)
	return rows
}

func TestImport_reportsEveryRowBeyondTheFirstThousand(t *testing.T) {
	t.Parallel()
	s, _ := importing(t)
	list := strings.Builder{}
	list.WriteString("Nome,Telefone\n")
	for i := range 1500 {
		number := fmt.Sprintf("+55 47 9 0000 %04d", i)
		if i%10 == 9 {
			number = "não tem"
		}
		fmt.Fprintf(&list, "Padaria %d,%s\n", i, number)
	}
	got := s.bring("user", s.fresh(), list.String()).want(t, http.StatusOK)
	report, _ := got.body["report"].([]any)
	url, _ := got.body["report_url"].(string)
	if len(report) != 1000 || got.body["rows"] != 1500.0 || got.body["rejected"] != 150.0 {
		t.Fatalf("%d rows in the answer, %v rows, %v rejected", len(report), got.body["rows"], got.body["rejected"])
	}
	all := s.do("viewer", "GET", url, nil).want(t, http.StatusOK)
	rows := all.table(t)
	if len(rows) != 1501 || rows[1500][0] != "1500" || rows[1500][1] != "rejected" || !strings.Contains(rows[1500][3], "is not a phone number") || rows[1][2] == "" {
		t.Errorf("%d rows, the first %q, the last %q", len(rows), rows[1], rows[len(rows)-1])
	}
	if name := all.header.Get("Content-Disposition"); !strings.Contains(name, `"import-report.csv"`) {
		t.Errorf("the file is called %s", name)
	}
	if sheet := s.do("viewer", "GET", url+"?format=xlsx", nil).want(t, http.StatusOK); !strings.HasPrefix(sheet.raw, "PK") {
		t.Errorf("no workbook: %.40q", sheet.raw)
	}
}

func TestImport_givesTheRejectedRowsBackToBePutRight(t *testing.T) {
	t.Parallel()
	s, _ := importing(t)
	s.save("suppressions", map[string]any{"workspace": s.a, "kind": "phone", "hash": s.vault.Hash(s.a, "phone", "+5547900000003"), "reason": "opt_out"})
	campaign := s.fresh()
	list := "Nome;Telefone;Obs\nPadaria A;+55 47 9 0000 0001;\nPadaria \"B\";errado;=1+1\nPadaria C;+55 47 9 0000 0003;parou\nCurta;1\n"
	got := s.bring("user", campaign, list).want(t, http.StatusOK)
	url, _ := got.body["report_url"].(string)
	s.t.Log(got.raw)
	back := s.do("user", "GET", url+"?only=rejected", nil).want(t, http.StatusOK)
	rows := back.table(t)
	if len(rows) != 4 || strings.Join(rows[0][1:], "|") != "row|Nome|Telefone|Obs" {
		t.Fatalf("%q", rows)
	}
	for i, want := range []string{"2|Padaria \"B\"|errado|'=1+1", "3|Padaria C|+55 47 9 0000 0003|parou", "4|Curta|1"} {
		if row := rows[i+1]; strings.Join(row[1:], "|") != want || row[0] == "" {
			t.Errorf("row %d is %q, want %q", i+1, row, want)
		}
	}
	mended := strings.NewReplacer("errado", "+55 47 9 0000 0002").Replace(back.raw)
	if again := s.bring("user", campaign, mended).want(t, http.StatusOK); again.body["created"] != 1.0 || again.body["rejected"] != 2.0 {
		t.Errorf("the list that was put right: %s", again.raw)
	}
}

func TestImportReport_isForTheMembersOfItsWorkspaceForADay(t *testing.T) {
	t.Parallel()
	s, folder := importing(t)
	got := s.bring("user", s.fresh(), "Nome,Telefone\nPadaria A,+55 47 9 0000 0001\n").want(t, http.StatusOK)
	url, _ := got.body["report_url"].(string)
	for who, status := range map[string]int{"guest": http.StatusUnauthorized, "removed": http.StatusForbidden, "superuser": http.StatusForbidden, "stranger": http.StatusNotFound,
		"viewer": http.StatusOK, "admin": http.StatusOK} {
		s.do(who, "GET", url, nil).want(t, status)
	}
	missing := s.do("stranger", "GET", "/api/v1/prospects/import/0-00000000000000000000000000000000", nil).want(t, http.StatusNotFound)
	if foreign := s.do("stranger", "GET", url, nil); foreign.raw != missing.raw {
		t.Errorf("a foreign report answers %s, a missing one %s", foreign.raw, missing.raw)
	}
	for _, name := range []string{"%2e%2e%2f" + s.a, "x"} {
		if got := s.do("user", "GET", "/api/v1/prospects/import/"+name, nil); got.status == http.StatusOK {
			t.Errorf("%s gives %s", name, got.raw)
		}
	}
	for query, field := range map[string]string{"?only=all": "only", "?format=pdf": "format"} {
		if got := s.do("user", "GET", url+query, nil).want(t, http.StatusBadRequest); got.field(field) == "" {
			t.Errorf("%s answers %s", query, got.raw)
		}
	}
	s.clock.Advance(24 * time.Hour)
	s.do("user", "GET", url, nil).want(t, http.StatusNotFound)
	if info, err := os.Stat(filepath.Join(folder, s.a)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the folder: %v", err)
	}
}

func TestImport_keepsNoReportOfAFileThatIsRefused(t *testing.T) {
	t.Parallel()
	s, folder := importing(t)
	s.bring("user", s.fresh(), "%PDF-1.4").want(t, http.StatusBadRequest)
	s.bring("viewer", s.fresh(), "Nome\nA\n").want(t, http.StatusForbidden)
	s.bring("stranger", s.fresh(), "Nome\nA\n").want(t, http.StatusNotFound)
	if files, err := filepath.Glob(filepath.Join(folder, "*", "*")); err != nil || len(files) > 0 {
		t.Errorf("%v is kept", files)
	}
}
