package backup_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tracedFolder is where the traced process keeps its journal.
const tracedFolder = "ACENO_TEST_TRACED_JOURNAL"

// TestJournal_isOnTheDiskBeforeItAnswers looks at the system calls: only their order survives a power cut.
func TestJournal_isOnTheDiskBeforeItAnswers(t *testing.T) {
	t.Parallel()
	if folder := os.Getenv(tracedFolder); folder != "" {
		j := openSmall(t, folder, 600)
		mark(t, folder, "begin")
		begin(t, j, claim(1))
		mark(t, folder, "append")
		add(t, j, 2, claim(2))
		mark(t, folder, "segment")
		add(t, j, 3, claim(3))
		mark(t, folder, "again")
		begin(t, j)
		mark(t, folder, "end")
		return
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: the order of writes is not checked")
	}
	folder := filepath.Join(t.TempDir(), "state")
	log := filepath.Join(t.TempDir(), "calls")
	run := exec.Command(strace, "-f", "-y", "-s", "0", "-o", log, "-e", "trace=pwrite64,write,fsync,fdatasync,?rename,?renameat,?renameat2,?mkdir,?mkdirat",
		os.Args[0], "-test.run=^"+t.Name()+"$")
	run.Env = append(os.Environ(), tracedFolder+"="+folder)
	if out, err := run.CombinedOutput(); err != nil {
		if strings.Contains(string(out), "ptrace") {
			t.Skipf("tracing is not allowed here, so that the order of writes is not checked: %s", out)
		}
		t.Fatalf("%v\n%s", err, out)
	}
	calls := callsIn(t, log, folder)
	for step, want := range map[string][]string{
		"open":    {"mkdir .", "fsync .."},
		"begin":   {"mkdir journal-new", "write journal-new/000001.jsonl.new", "fsync journal-new/000001.jsonl.new", "rename journal-new/000001.jsonl", "fsync journal-new", "rename journal", "fsync ."},
		"append":  {"write journal/000001.jsonl", "fsync journal/000001.jsonl"},
		"segment": {"write journal/000002.jsonl.new", "fsync journal/000002.jsonl.new", "rename journal/000002.jsonl", "fsync journal", "write journal/000002.jsonl", "fsync journal/000002.jsonl"},
		"again": {"mkdir journal-new", "write journal-new/000001.jsonl.new", "fsync journal-new/000001.jsonl.new", "rename journal-new/000001.jsonl", "fsync journal-new",
			"rename journal-old", "rename journal", "fsync .", "rename journal-aside-", "fsync ."},
	} {
		if !slices.Equal(calls[step], want) {
			t.Errorf("%s:\n%s\nwant\n%s", step, strings.Join(calls[step], "\n"), strings.Join(want, "\n"))
		}
	}
}

// mark leaves a name in the trace.
func mark(t *testing.T, folder, step string) {
	t.Helper()
	mkdir(t, filepath.Join(folder+"-marks", step))
}

var tracedCall = regexp.MustCompile(`^\d+ +(p?write|fsync|fdatasync|mkdir|rename)[a-z0-9]*\((.*)$`)

// callsIn lists what each step did to the state folder, with paths below it; a rename by its new name.
func callsIn(t *testing.T, log, folder string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	calls, step := map[string][]string{}, "open"
	path := regexp.MustCompile(`["<](` + regexp.QuoteMeta(filepath.Dir(folder)) + `[^">]*)[">]`)
	for line := range strings.SplitSeq(string(text), "\n") {
		call := tracedCall.FindStringSubmatch(line)
		if call == nil || strings.Contains(line, "ENOENT") {
			continue
		}
		paths := path.FindAllStringSubmatch(call[2], -1)
		if len(paths) == 0 {
			continue
		}
		name := paths[len(paths)-1][1]
		if next, marked := strings.CutPrefix(name, folder+"-marks/"); marked {
			step = next
			continue
		}
		relative, err := filepath.Rel(folder, name)
		if err != nil || strings.HasSuffix(name, "-marks") {
			continue
		}
		if strings.HasPrefix(relative, "journal-aside-") {
			relative = "journal-aside-"
		}
		calls[step] = append(calls[step], strings.TrimPrefix(call[1], "p")+" "+relative)
	}
	return calls
}
