package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"aceno/store"
)

func TestSession_namesTheStatementThatFails(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, tt := range map[string]struct {
		statement string
		values    map[string]any
		says      string
	}{
		"no such table":  {"UPDATE nothing SET a = 1", nil, "prepare UPDATE nothing"},
		"no value":       {"UPDATE agents SET name = :name WHERE id = :id", map[string]any{"id": "x"}, "no value for :name"},
		"no JSON":        {"UPDATE agents SET name = :name", map[string]any{"name": func() {}}, ":name"},
		"a refused row":  {"INSERT INTO system_state (name, value) VALUES ('epoch', 'x')", nil, "INSERT INTO system_state"},
		"a long one too": {"UPDATE agents SET " + strings.Repeat("name = name, ", 20) + "nothing = 1", nil, "…"},
	} {
		err := h.store.Write(h.ctx(), func(t *store.Tx) error {
			_, err := t.Exec(tt.statement, tt.values)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.want("1", "SELECT value FROM system_state WHERE name = 'epoch'")
}

func TestWriter_tellsNobodyOfAJobThatFailed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	failed := errors.New("no")
	var told, undone bool
	err := h.store.Write(h.ctx(), func(t *store.Tx) error {
		t.OnCommit(func() { told = true })
		t.OnUndo(func() { undone = true })
		return failed
	})
	if !errors.Is(err, failed) || told || !undone {
		t.Errorf("ended with %v, told %v, undone %v", err, told, undone)
	}
	h.ok(h.store.Write(h.ctx(), func(t *store.Tx) error {
		t.OnCommit(func() { told = true })
		return nil
	}), "write")
	if !told {
		t.Error("nobody was told of a job that succeeded")
	}
}

func TestReaders_giveUpWithTheirCaller(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx, cancel := context.WithCancel(h.ctx())
	cancel()
	for range 10 { // more often than there are connections: each is given back
		if _, err := h.store.ListProspects(ctx, h.ws, store.ProspectFilter{}); err == nil {
			t.Error("read for a caller who is gone")
		}
	}
	if _, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{}); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestReaders_seeWhatWasCommitted(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for i := range 20 {
		h.find(c, business(i))
		page, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{Campaign: c})
		h.ok(err, "list")
		if len(page.Items) != i+1 {
			t.Fatalf("%d prospects after %d commits", len(page.Items), i+1)
		}
	}
}

func TestOpen_refusesToBeginWithoutWhatItNeeds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	whole := store.Options{App: h.app, Clock: h.clock, Hasher: hasher{}, OptOut: words{}}
	for name, without := range map[string]func(*store.Options){
		"app": func(o *store.Options) { o.App = nil }, "clock": func(o *store.Options) { o.Clock = nil },
		"hasher": func(o *store.Options) { o.Hasher = nil }, "opt-out words": func(o *store.Options) { o.OptOut = nil },
	} {
		o := whole
		without(&o)
		if _, err := store.Open(o); err == nil {
			t.Errorf("opened without its %s", name)
		}
	}
}

func TestClose_isHarmlessTwiceAndBeforeAnyRead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s, err := store.Open(store.Options{App: h.app, Clock: h.clock, Hasher: hasher{}, OptOut: words{}})
	h.ok(err, "open")
	for range 2 {
		h.ok(s.Close(), "close")
	}
	if _, err := s.NextSearch(h.ctx()); err == nil {
		t.Error("a closed store reads")
	}
}

func TestChanged_namesTheCampaignOnceACommit(t *testing.T) {
	t.Parallel()
	told := make(chan [2]string, 64)
	h := newHouse(t, func(o *store.Options) { o.Changed = func(ws, c string) { told <- [2]string{ws, c} } })
	a := h.account(nil)
	c := h.campaign(map[string]any{"accounts": []string{a}})
	h.find(c, business(1), business(2), business(3))
	for len(told) > 0 {
		<-told
	}
	h.enrich() // three prospects in one commit
	if len(told) != 1 {
		t.Errorf("told %d times of one commit", len(told))
	}
	if got := <-told; got != [2]string{h.ws, c} {
		t.Errorf("told of %v", got)
	}
}

func TestCounters_ofACampaignThatIsGoneHoldNobodyUp(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.sql("PRAGMA foreign_keys = OFF")
	h.sql("DELETE FROM campaigns")
	h.sql("PRAGMA foreign_keys = ON")
	h.store.Reload("campaigns", c)
	ctx, cancel := context.WithTimeout(h.ctx(), 10*time.Second)
	defer cancel()
	_, err := h.store.Next(ctx, nil)
	h.ok(err, "next")
	_ = h.store.Record(ctx, h.sent(out)) // whether it can be recorded or not, the writer goes on
	h.wrote(a, phone(50)[1:], "parar")
	h.want("1", "SELECT COUNT(*) > 0 FROM suppressions")
}
