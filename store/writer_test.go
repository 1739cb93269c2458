package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"aceno/store"
)

const putState = "INSERT INTO system_state (name, value) VALUES (:name, :value)"

func TestWriter_takesBackTheFirstHalfOfAJobThatFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	undone := false
	broken := errors.New("half-way")
	err := h.store.Write(h.ctx(), func(tx *store.Tx) error {
		tx.OnUndo(func() { undone = true })
		tx.OnCommit(func() { t.Error("told the world of a job that failed") })
		_, err := tx.Exec(putState, map[string]any{"name": "half", "value": "1"})
		return errors.Join(err, broken)
	})
	if !errors.Is(err, broken) || !undone {
		t.Errorf("err %v, undone %v", err, undone)
	}
	h.want("0", "SELECT COUNT(*) FROM system_state WHERE name = 'half'")
}

func TestWriter_keepsTheOthersOfAGroupWhenOneFailsOrPanics(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	block := make(chan struct{})
	go func() {
		_ = h.store.Write(context.Background(), func(*store.Tx) error { <-block; return nil })
	}()
	var all sync.WaitGroup
	errs := make([]error, 30)
	for i := range errs {
		all.Go(func() {
			errs[i] = h.store.Write(h.ctx(), func(tx *store.Tx) error {
				_, err := tx.Exec(putState, map[string]any{"name": fmt.Sprintf("job-%d", i), "value": "1"})
				switch i % 3 {
				case 1:
					return errors.New("no")
				case 2:
					panic("oh no")
				}
				return err
			})
		})
	}
	close(block)
	all.Wait()
	for i, err := range errs {
		if (err == nil) != (i%3 == 0) {
			t.Errorf("job %d: %v", i, err)
		}
		if i%3 == 2 && !strings.Contains(err.Error(), "oh no") {
			t.Errorf("job %d hides its panic: %v", i, err)
		}
	}
	h.want("10", "SELECT COUNT(*) FROM system_state WHERE name LIKE 'job-%'")
}

func TestWriter_failsEverybodyWhenTheCommitFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	undone := 0
	h.sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
	h.sql("CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)")
	err := h.store.Write(h.ctx(), func(tx *store.Tx) error {
		tx.OnUndo(func() { undone++ })
		_, err := tx.Exec("INSERT INTO child (id) VALUES (:id)", map[string]any{"id": 7})
		return err
	})
	if err == nil || undone != 1 {
		t.Errorf("a commit that failed was answered with %v, undone %d times", err, undone)
	}
	err = h.store.Write(h.ctx(), func(tx *store.Tx) error {
		_, err := tx.Exec(putState, map[string]any{"name": "after", "value": "1"})
		return err
	})
	if err != nil {
		t.Errorf("the writer does not go on: %v", err)
	}
	h.want("1", "SELECT COUNT(*) FROM system_state WHERE name = 'after'")
}

func TestWriter_refusesJobsAfterItsEnd(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	stop := h.open()
	stop()
	if err := h.store.Write(h.ctx(), func(*store.Tx) error { return nil }); err == nil {
		t.Error("a job after the end was answered")
	}
}

func TestWriter_dropsAJobWhoseCallerIsGone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	block, begun := make(chan struct{}), make(chan struct{})
	held := make(chan error, 1)
	go func() {
		held <- h.store.Write(context.Background(), func(*store.Tx) error { close(begun); <-block; return nil })
	}()
	<-begun
	ctx, cancel := context.WithCancel(h.ctx())
	answer := make(chan error, 1)
	go func() {
		answer <- h.store.Write(ctx, func(*store.Tx) error { t.Error("ran a job that was taken back"); return nil })
	}()
	cancel()
	if err := <-answer; !errors.Is(err, context.Canceled) {
		t.Errorf("answered %v", err)
	}
	close(block)
	h.ok(<-held, "the job before")
}

func TestReaders_cannotWrite(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := h.store.Campaign(h.ctx(), h.ws, "nothing"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a campaign that is not there: %v", err)
	}
	if err := h.store.ReadExec(h.ctx(), "DELETE FROM workspaces"); err == nil {
		t.Error("the read pool wrote")
	}
}
