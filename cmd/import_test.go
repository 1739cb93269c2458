package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

// listed is a closed data folder with a campaign, and a list beside it: one row goes in and one does not.
func listed(t *testing.T) (c config, campaign, list string) {
	t.Helper()
	c = newConfig(t)
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	answer, err := p.setup(agency())
	if err != nil {
		t.Fatal(err)
	}
	collection, err := p.app.FindCollectionByNameOrId("campaigns")
	if err != nil {
		t.Fatal(err)
	}
	record := core.NewRecord(collection)
	record.Load(map[string]any{"workspace": answer.Workspace, "name": "Padarias", "channel": "whatsapp"})
	if err := p.app.Save(record); err != nil {
		t.Fatal(err)
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	list = filepath.Join(filepath.Dir(c.DataDir), "lista.csv")
	if err := os.WriteFile(list, []byte("Nome,Telefone\nPadaria A,+55 47 9 0000 0001\nPadaria B,=1+1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return c, record.Id, list
}

// takeIn runs `aceno import` on a list.
func takeIn(t *testing.T, c config, campaign, list string, more ...string) (string, error) {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(testKey), 0o600); err != nil {
		t.Fatal(err)
	}
	return command(t, append([]string{"import", list, "--campaign", campaign, "--data-dir", c.DataDir, "--state-dir", c.StateDir, "--master-key-file", key}, more...)...)
}

func TestImport_writesTheReportsThatAreAskedFor(t *testing.T) {
	t.Parallel()
	c, campaign, list := listed(t)
	all, rejected := filepath.Join(t.TempDir(), "all.csv"), filepath.Join(t.TempDir(), "again.xlsx")
	out, err := takeIn(t, c, campaign, list, "--report", all, "--rejected", rejected)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "2 rows: 1 created, 0 merged, 1 rejected") || !strings.Contains(out, all) || !strings.Contains(out, rejected) {
		t.Errorf("it says %s", out)
	}
	raw, err := os.ReadFile(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"linha";"resultado"`, `"1";"nova";`, `"2";"recusada";`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the report lacks %s: %s", want, raw)
		}
	}
	if raw, err := os.ReadFile(rejected); err != nil || !strings.HasPrefix(string(raw), "PK") {
		t.Errorf("%.20q is no workbook (%v)", raw, err)
	}
	if out, err = takeIn(t, c, campaign, rejected); err != nil || !strings.Contains(out, "1 rows: 0 created, 0 merged, 1 rejected") {
		t.Errorf("the rejected row again: %s (%v)", out, err)
	}
}

func TestImport_saysWhereTheReportIsKept(t *testing.T) {
	t.Parallel()
	c, campaign, list := listed(t)
	out, err := takeIn(t, c, campaign, list)
	if err != nil {
		t.Fatal(err)
	}
	_, path, _ := strings.Cut(out, "report: ")
	path, _, _ = strings.Cut(path, " (")
	raw, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(path, filepath.Join(c.StateDir, "imports")) || !strings.Contains(string(raw), `"cells":["Padaria B","=1+1"]`) {
		t.Errorf("%s holds %s (%v)", path, raw, err)
	}
	if _, err := takeIn(t, c, campaign, list, "--report", filepath.Join(t.TempDir(), "no", "folder.csv")); err == nil || !strings.Contains(err.Error(), "folder.csv") {
		t.Errorf("a report that cannot be written: %v", err)
	}
}
