package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver that the program has, to stand in its way
)

// TestDisk_aFullDiskLosesNothing fills the disk of the data, or of the state, while messages go out, 5 times, or 3
// with ACENO_PROOF=short: what cannot be recorded is not sent, and sending goes on when there is room again.
func TestDisk_aFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	for _, part := range []string{"data", "state"} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 600)
			disk := w.smallDisk(part)
			w.serve()
			w.listen()
			w.pace(150)
			w.act("start")
			for range sized(3, 5) {
				w.waitAccepted(w.accepted() + 5)
				ballast := fill(t, disk)
				w.waitStill(5 * time.Second)
				if err := os.Remove(ballast); err != nil {
					t.Fatal(err)
				}
			}
			w.waitAccepted(w.accepted() + 20)
			w.quiet()
			w.waitSettled(time.Minute)
			w.judge()
		})
	}
}

// smallDisk puts a part of the folder on a small file system of its own.
func (w *world) smallDisk(part string) string {
	w.Helper()
	folder := filepath.Join(w.folder, part)
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=48m", "aceno-test", folder).CombinedOutput(); err != nil {
		w.Skipf("NOT TESTED: a full disk needs the right to mount a small one: %v %s", err, out)
	}
	w.Cleanup(func() {
		if w.server != nil {
			w.server.kill()
		}
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			w.Errorf("unmount: %v %s", err, out)
		}
	})
	w.must(os.CopyFS(folder, os.DirFS(filepath.Join(w.seed.folder, part))))
	return folder
}

// fill takes what room there is on a disk.
func fill(t *testing.T, disk string) (ballast string) {
	t.Helper()
	ballast = filepath.Join(disk, "ballast")
	file, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	for block := 1 << 20; block >= 1; { // the last bytes too
		if _, err = file.Write(make([]byte, block)); err != nil {
			block /= 2
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("fill the disk: %v", err)
	}
	_ = file.Close()
	return ballast
}

// waitStill waits until nothing has gone out for a second, or for so long.
func (w *world) waitStill(limit time.Duration) {
	w.Helper()
	last := w.accepted()
	for end := time.Now().Add(limit); time.Now().Before(end); {
		pass(w.T, time.Second)
		now := w.accepted()
		if now == last {
			return
		}
		last = now
	}
}

// database opens a data folder's database beside the program.
func database(t *testing.T, data string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(data, "data.db")+"?_pragma=busy_timeout(20000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// TestDisk_aLockedDatabaseHoldsSendingUp locks the database from another process's side, 5 times, once for longer than the
// program waits for a lock: nothing goes out whose claim is not written, and sending goes on afterwards.
func TestDisk_aLockedDatabaseHoldsSendingUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.fault(map[string]any{"on": "whatsapp", "kind": "late", "calls": 1_000_000, "delay_ms": 100})
	w.serve()
	w.listen()
	w.pace(150)
	w.act("start")
	type silence struct{ from, to time.Time }
	var silences []silence
	db := database(t, w.dataFolder())
	for _, hold := range []time.Duration{500 * time.Millisecond, time.Second, 12 * time.Second, time.Second, 500 * time.Millisecond} {
		w.waitAccepted(w.accepted() + 10)
		conn, err := db.Conn(t.Context())
		w.must(err)
		_, err = conn.ExecContext(t.Context(), "BEGIN EXCLUSIVE")
		w.must(err)
		locked := time.Now()
		pass(t, hold)
		silences = append(silences, silence{locked.Add(200 * time.Millisecond), time.Now()}) // what was claimed is still called
		_, err = conn.ExecContext(context.WithoutCancel(t.Context()), "ROLLBACK")
		w.must(errors.Join(err, conn.Close()))
	}
	w.waitAccepted(w.accepted() + 20)
	w.quiet()
	w.waitSettled(time.Minute)
	w.judge()
	for _, d := range w.deliveries() {
		for i, s := range silences {
			if d.Real.After(s.from) && d.Real.Before(s.to) {
				t.Errorf("lock %d: a message came %s before the lock was given back", i+1, s.to.Sub(d.Real))
			}
		}
	}
}

// TestDisk_aKillInAMigrationLeavesADatabaseThatStarts kills the first start of a server on an empty folder at random
// moments, 10 times: the next start brings the schema up to date, the same as in a folder where nobody was killed.
func TestDisk_aKillInAMigrationLeavesADatabaseThatStarts(t *testing.T) {
	t.Parallel()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	chance := newChance(t)
	serve := func(folder string) *process {
		return run(t, binary, "serve", "--http", "127.0.0.1:0", "--data-dir", filepath.Join(folder, "data"), "--state-dir", filepath.Join(folder, "state"))
	}
	whole := func(folder string) string {
		p := serve(folder)
		p.waitLine(t, serverReady, time.Minute)
		if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := p.waitEnd(t, longestExit); err != nil {
			t.Fatalf("the server ended badly: %v\n%s", err, p.text())
		}
		return schema(t, filepath.Join(folder, "data"))
	}
	began := time.Now()
	want := whole(tempFolder(t))
	span := time.Since(began)
	for round := range 10 {
		folder := tempFolder(t)
		p := serve(folder)
		moment := time.Duration(chance.Int64N(int64(span)))
		pass(t, moment)
		p.kill()
		if got := whole(folder); got != want {
			t.Errorf("round %d, killed after %s: the schema is\n%s\nwant\n%s", round+1, moment, got, want)
		}
	}
}

// schema is all that a database says of its form, after a check that it is sound.
func schema(t *testing.T, data string) (all string) {
	t.Helper()
	db := database(t, data)
	var sound string
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		t.Fatalf("the database is not sound: %s %v", sound, err)
	}
	const form = `
SELECT group_concat(line, char(10)) FROM (
	SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'
	UNION ALL SELECT 'migration ' || file FROM _migrations ORDER BY 1)`
	if err := db.QueryRowContext(t.Context(), form).Scan(&all); err != nil {
		t.Fatal(err)
	}
	return all
}
