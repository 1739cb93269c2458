package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"aceno/internal/backup"
)

// demoMark is the file that says that a folder belongs to the demo and may be emptied.
const demoMark = ".aceno-demo"

func (d *demoConfig) dataDir() string   { return filepath.Join(d.Folder, "pb_data") }
func (d *demoConfig) clockFile() string { return filepath.Join(d.Folder, "clock") }
func (d *demoConfig) logFile() string   { return filepath.Join(d.Folder, "aceno.log") }
func (d *demoConfig) stateFile() string { return filepath.Join(d.Folder, "demo.json") }

// prepare empties the demo's folder, or leaves it as it is to be resumed. It never empties a folder that the demo did
// not make, nor one in which a demo runs.
func (d *demoConfig) prepare() error {
	mark := filepath.Join(d.Folder, demoMark)
	entries, err := os.ReadDir(d.Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return badFlag("data", d.Folder, err.Error())
	}
	_, unmarked := os.Stat(mark)
	if len(entries) > 0 && unmarked != nil {
		return badFlag("data", d.Folder, "the folder is not empty and not a demo's: name another")
	}
	if d.Resume {
		if _, err := os.Stat(d.stateFile()); err != nil {
			return badFlag("resume", true, "no demo in "+d.Folder+" came as far as its campaigns: run it once without --resume")
		}
		return nil
	}
	if err := d.free(); err != nil {
		return err
	}
	for _, entry := range entries {
		if err := os.RemoveAll(filepath.Join(d.Folder, entry.Name())); err != nil {
			return fmt.Errorf("empty the demo's folder: %w", err)
		}
	}
	if err := os.MkdirAll(d.Folder, 0o700); err != nil {
		return fmt.Errorf("make the demo's folder: %w", err)
	}
	if err := os.WriteFile(mark, []byte("This folder belongs to `aceno demo`, which empties it.\n"), 0o600); err != nil {
		return fmt.Errorf("mark the demo's folder: %w", err)
	}
	return nil
}

// free refuses a folder in which a demo runs: it holds the lock of its data.
func (d *demoConfig) free() error {
	if _, err := os.Stat(d.dataDir()); errors.Is(err, fs.ErrNotExist) {
		return nil // no data: nobody works on it
	}
	lock, err := backup.Acquire(d.dataDir())
	if err != nil {
		return badFlag("data", d.Folder, err.Error()+": end that demo first, or name another folder")
	}
	return lock.Release()
}

// demoState is what a resumed demo needs to know of the run before. It lies in the demo's folder, for its owner alone.
type demoState struct {
	Members   []setupMember `json:"members"`
	Superuser setupMember   `json:"superuser"`
	Campaigns []string      `json:"campaigns"` // WhatsApp, by hand
}

func (d *demoConfig) loadState() (state demoState, err error) {
	raw, err := os.ReadFile(d.stateFile())
	if err != nil {
		return state, fmt.Errorf("read the demo's state: %w", err)
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		return state, fmt.Errorf("read the demo's state in %s: %w", d.stateFile(), err)
	}
	if len(state.Members) < 2 || len(state.Campaigns) < 2 {
		return state, fmt.Errorf("the demo's state in %s is not whole: run it once without --resume", d.stateFile())
	}
	return state, nil
}

// saveState writes the state beside its place and moves it there: a demo that is killed leaves all of it or none.
func (d *demoConfig) saveState(state demoState) error {
	raw, err := json.MarshalIndent(state, "", "  ")
	if err != nil {
		return fmt.Errorf("write the demo's state: %w", err)
	}
	draft := d.stateFile() + ".new"
	if err := os.WriteFile(draft, raw, 0o600); err != nil {
		return fmt.Errorf("write the demo's state: %w", err)
	}
	if err := os.Rename(draft, d.stateFile()); err != nil {
		return fmt.Errorf("write the demo's state: %w", err)
	}
	return nil
}
