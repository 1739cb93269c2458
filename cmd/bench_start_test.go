package cmd

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

func TestSaidAddress_findsItInTheLogOrSaysTheLastWords(t *testing.T) {
	t.Parallel()
	log := `{"level":"WARN","msg":"first"}` + "\nnot JSON\n" + `{"level":"INFO","msg":"aceno serves","address":"http://127.0.0.1:8090"}` + "\n" + `{"msg":"later"}` + "\n"
	if got, err := saidAddress(strings.NewReader(log)); err != nil || got != "http://127.0.0.1:8090" {
		t.Errorf("%q, %v", got, err)
	}
	_, err := saidAddress(strings.NewReader("aceno: --http \"x\": want an address\n"))
	wantWords(t, err, "no address", "want an address")
}

func TestHealthy_wantsTheAnswerOfAServerThatIsWell(t *testing.T) {
	t.Parallel()
	well := answering(t, "ok")
	if err := healthy(t.Context(), well); err != nil {
		t.Error(err)
	}
	ill := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(ill.Close)
	wantWords(t, healthy(t.Context(), ill.URL), "/api/health", "404")
	if err := healthy(t.Context(), "http://127.0.0.1:1"); err == nil {
		t.Error("nobody listens, and nothing is said")
	}
}

func TestPlainEnvironment_leavesOutWhatConfiguresTheProgram(t *testing.T) {
	t.Setenv("ACENO_HTTP", "127.0.0.1:1")
	t.Setenv("SOMETHING_ELSE", "stays")
	list := plainEnvironment()
	if slices.Contains(list, "ACENO_HTTP=127.0.0.1:1") || !slices.Contains(list, "SOMETHING_ELSE=stays") {
		t.Errorf("handed on: %v", list)
	}
}

func TestProfiled_writesAProfileWhereOneIsWanted(t *testing.T) {
	stop, err := profiled("")
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if _, err := profiled(filepath.Join(folder(t), "missing", "cpu.pprof")); err == nil {
		t.Error("a profile that cannot be written is not missed")
	}
}

func TestMachine_saysWhatThisSystemTells(t *testing.T) {
	t.Parallel()
	m, err := lookAtMachine(t.Context(), folder(t))
	if err != nil {
		t.Fatal(err)
	}
	if m.cpu == "" || m.cores < 1 || m.sync <= 0 || !strings.HasPrefix(m.runs, "go") {
		t.Errorf("%+v", m)
	}
	if _, err := os.Stat("/proc/self/status"); err == nil && (m.memory <= 0 || residentMiB(os.Getpid()) <= 0) {
		t.Errorf("memory %v, held %v", m.memory, residentMiB(os.Getpid()))
	}
	if residentMiB(-1) != 0 || lineOf("/nowhere", "x") != "" || kilobytes("many kB") != 0 || kilobytes("2048 kB") != 2048 {
		t.Error("what a system does not tell is made up")
	}
}

func TestCPUTime_growsWithWhatIsComputed(t *testing.T) {
	t.Parallel()
	before := cpuTime()
	sum, end := 0, time.Now().Add(50*time.Millisecond)
	for time.Now().Before(end) {
		sum++
	}
	if cpuTime() <= before || sum == 0 {
		t.Errorf("from %v to %v", before, cpuTime())
	}
}

func TestCSV_isReadBackRowForRow(t *testing.T) {
	t.Parallel()
	path := filepath.Join(folder(t), "list.csv")
	if err := writeCSV(path, 120); err != nil {
		t.Fatal(err)
	}
	var names []string
	err := readCSV(t.Context(), path, func(page []campaign.ImportRow) error {
		for _, row := range page {
			names = append(names, row.Candidate.Name)
		}
		return nil
	})
	if err != nil || len(names) != 120 || names[0] != "Padaria 0" || names[repeatEvery-1] != "Padaria 0" {
		t.Errorf("%d rows, %v: %v", len(names), err, names)
	}
	if err := os.WriteFile(path, []byte("Nome;Telefone\n;\nPadaria;nada\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err = readCSV(t.Context(), path, func([]campaign.ImportRow) error { return nil })
	wantWords(t, err, "row 1", "refused")
}
