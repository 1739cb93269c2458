package store_test

import "testing"

func TestConnect_makesEveryCommitOfTheDataSurviveAPowerCut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.want("2", "PRAGMA synchronous") // FULL
	h.want("wal", "PRAGMA journal_mode")
	h.want("1", "PRAGMA foreign_keys")
	var reading int
	h.ok(h.app.ConcurrentDB().NewQuery("PRAGMA synchronous").Row(&reading), "ask the read pool")
	if reading != 2 {
		t.Errorf("the other connections write with synchronous %d", reading)
	}
}
