package cmd

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"aceno/internal/backup"
)

// demoIn returns a demo on a folder.
func demoIn(path string) *demoConfig {
	return &demoConfig{HTTP: "127.0.0.1:0", Folder: path, Seed: 1, Speed: 240, Limit: time.Minute}
}

// write makes a file with its folders.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestDemoPrepare_makesAndMarksANewFolder(t *testing.T) {
	t.Parallel()
	d := demoIn(filepath.Join(t.TempDir(), "a", "demo"))
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	if !exists(filepath.Join(d.Folder, demoMark)) {
		t.Error("the folder is not marked")
	}
}

func TestDemoPrepare_neverEmptiesAFolderThatIsNotADemos(t *testing.T) {
	t.Parallel()
	for _, resume := range []bool{false, true} {
		d := demoIn(t.TempDir())
		d.Resume = resume
		foreign := filepath.Join(d.Folder, "thesis.txt")
		write(t, foreign, "years of work")
		wantWords(t, d.prepare(), "--data (ACENO_DATA)", d.Folder, "not a demo's: name another")
		if !exists(foreign) {
			t.Fatal("a foreign file is gone")
		}
	}
}

func TestDemoPrepare_emptiesItsOwnFolder(t *testing.T) {
	t.Parallel()
	d := demoIn(filepath.Join(t.TempDir(), "demo"))
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(d.dataDir(), "data.db")
	write(t, old, "old")
	write(t, d.clockFile(), "old")
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	if exists(old) || exists(d.clockFile()) || !exists(filepath.Join(d.Folder, demoMark)) {
		t.Error("the folder holds what an earlier demo left, or lost its mark")
	}
}

func TestDemoPrepare_leavesAFolderInWhichADemoRuns(t *testing.T) {
	t.Parallel()
	d := demoIn(filepath.Join(t.TempDir(), "demo"))
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(d.dataDir(), "data.db")
	write(t, data, "in use")
	lock, err := backup.Acquire(d.dataDir())
	if err != nil {
		t.Fatal(err)
	}
	wantWords(t, d.prepare(), "--data", "end that demo first")
	if !exists(data) {
		t.Error("the data of a running demo is gone")
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	if err := d.prepare(); err != nil {
		t.Errorf("the demo has ended, and still: %v", err)
	}
}

func TestDemoPrepare_resumesOnlyWhatWasBegun(t *testing.T) {
	t.Parallel()
	d := demoIn(filepath.Join(t.TempDir(), "demo"))
	d.Resume = true
	wantWords(t, d.prepare(), "--resume", d.Folder, "without --resume")

	d.Resume = false
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(d.dataDir(), "data.db")
	write(t, kept, "kept")
	d.Resume = true
	wantWords(t, d.prepare(), "without --resume") // it was broken off before its campaigns
	if err := d.saveState(demoState{Campaigns: []string{"a", "b"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.prepare(); err != nil {
		t.Fatal(err)
	}
	if !exists(kept) {
		t.Error("a resumed demo lost its data")
	}
}

func TestDemoState_comesBackAsItWasAndForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	d := demoIn(t.TempDir())
	state := demoState{
		Members:   []setupMember{{"a@b.example", "admin", "x"}, {"c@d.example", "user", "y"}},
		Superuser: setupMember{Email: "op@b.example", Password: "z"}, Campaigns: []string{"one", "two"},
	}
	if err := d.saveState(state); err != nil {
		t.Fatal(err)
	}
	got, err := d.loadState()
	if err != nil || !reflect.DeepEqual(got, state) {
		t.Errorf("got %+v, %v", got, err)
	}
	if info, err := os.Stat(d.stateFile()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the state's file: %v, %v", info, err)
	}
}

func TestDemoState_refusesWhatIsNotWhole(t *testing.T) {
	t.Parallel()
	d := demoIn(t.TempDir())
	_, err := d.loadState()
	wantWords(t, err, "read the demo's state")
	for text, word := range map[string]string{"{": "demo.json", `{"campaigns":["one"]}`: "without --resume"} {
		write(t, d.stateFile(), text)
		_, err := d.loadState()
		wantWords(t, err, word)
	}
}

func TestDemo_refusesBadFlagsBeforeItTouchesItsFolder(t *testing.T) {
	t.Parallel()
	for flag, change := range map[string]func(d *demoConfig){
		"--sandbox (ACENO_SANDBOX)": func(d *demoConfig) { d.Sandbox = "https://sandbox.example" },
		"--sandbox":                 func(d *demoConfig) { d.Sandbox = "127.0.0.1:9000" },
		"printed, such as":          func(d *demoConfig) { d.Sandbox = "http://192.0.2.1:9000" },
		"http://127.0.0.1:9000":     func(d *demoConfig) { d.Sandbox = "http://127.0.0.1:9000/sandbox" },
		"--speed (ACENO_SPEED)":     func(d *demoConfig) { d.Speed = 1001 },
		"--limit":                   func(d *demoConfig) { d.Limit = 0 },
	} {
		d := demoIn(filepath.Join(t.TempDir(), "demo"))
		change(d)
		wantWords(t, d.run(t.Context(), site(), newScreen(os.Stdout, false)), flag)
		if exists(d.Folder) {
			t.Errorf("%s: the folder was made", flag)
		}
	}
	d := demoIn("demo")
	d.Sandbox = "http://localhost:9000/"
	if err := d.check(); err != nil || d.Sandbox != "http://localhost:9000" {
		t.Errorf("got %q, %v", d.Sandbox, err)
	}
}
