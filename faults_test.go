package main

import (
	"path/filepath"
	"testing"
	"time"
)

// manyFaults is what goes wrong in a campaign of some hundred messages: every provider, again and again.
func manyFaults() (list []map[string]any) {
	list = append(list, map[string]any{"on": "overpass", "kind": "busy", "after": 2}) // costs a pause of half a minute
	for range 3 {
		list = append(list,
			map[string]any{"on": "websites", "kind": "drop", "after": 9, "calls": 3}, map[string]any{"on": "websites", "kind": "status", "status": 503, "after": 9, "calls": 3},
			map[string]any{"on": "websites", "kind": "truncated", "after": 9, "calls": 3})
	}
	for range 8 {
		for _, fault := range []map[string]any{
			{"kind": "lost"}, {"kind": "drop"}, {"kind": "late", "delay_ms": 400}, {"kind": "slow", "delay_ms": 400}, {"kind": "status", "status": 500},
			{"kind": "status", "status": 503, "html": true}, {"kind": "status", "status": 307}, {"kind": "truncated"}, {"kind": "shape"},
			{"kind": "limited", "retry_after": "2"}, {"kind": "code", "code": 131000}, {"kind": "outcome", "code": 131049},
		} {
			fault["on"], fault["after"] = "whatsapp", 3
			list = append(list, fault)
		}
		for _, kind := range []string{"twice", "forged", "slow"} {
			list = append(list, map[string]any{"on": "webhook", "kind": kind, "after": 5, "delay_ms": 200})
		}
	}
	return list
}

// TestFaults_aCampaignOf500BusinessesIsWholeThoughMuchGoesWrongAndTheServerIsKilledTwice runs the demo's campaign on a town of
// more than 500 businesses, with every provider failing in every way, and kills the server in the search and while it sends.
func TestFaults_aCampaignOf500BusinessesIsWholeThoughMuchGoesWrongAndTheServerIsKilledTwice(t *testing.T) {
	t.Parallel()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	folder := tempFolder(t)
	box := run(t, binary, "sandbox", "--size", "520", "--speed", "200", "--sandbox-http", "127.0.0.1:0", "--sandbox-dir", filepath.Join(folder, "box"), "--log-level", "warn")
	base := box.waitLine(t, boxReady, time.Minute)[1]
	for _, fault := range manyFaults() {
		if err := (client{base: base}).do(t.Context(), "POST", "/sandbox/faults", fault, nil); err != nil {
			t.Fatal(err)
		}
	}
	demo := []string{"demo", "--headless", "--http", "127.0.0.1:0", "--data", filepath.Join(folder, "demo"), "--sandbox", base, "--limit", "6m"}
	server := run(t, binary, demo...)
	for _, accepted := range []int{10, 120} {
		waitAccepted(t, server, base, accepted, 2*time.Minute)
		server.kill()
		server = run(t, binary, append(demo, "--resume")...)
	}
	if err := server.waitEnd(t, 7*time.Minute); err != nil {
		t.Fatalf("the resumed demo: %v\n%s", err, server.text())
	}
	l, err := readLedger(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", l)
	judgeFolder(t, filepath.Join(folder, "demo", "pb_data"), base)
	if l.People < 250 || l.AfterOptOut != 0 {
		t.Errorf("%d people were written to, want most of 500; %d messages came after an opt-out", l.People, l.AfterOptOut)
	}
}

// judgeFolder compares what the database of an ended server says with what the sandbox accepted by its API.
func judgeFolder(t *testing.T, data, base string) {
	t.Helper()
	all, err := readDeliveries(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := database(t, data).QueryContext(t.Context(),
		"SELECT id, prospect, step, status, claim_id, provider_id, recipient FROM messages WHERE direction = 'outbound' AND account != ''")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var kept []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.ID, &r.Prospect, &r.Step, &r.Status, &r.Claim, &r.Provider, &r.To); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	var sent []delivery
	for _, d := range all {
		if d.Claim != "" { // not by hand
			sent = append(sent, d)
		}
	}
	t.Logf("%v; %d accepted by the API", byStatus(kept), len(sent))
	compareAll(t, kept, sent)
}
