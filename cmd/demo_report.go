package cmd

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"aceno/store"
)

// ledgerTotals is what the sandbox saw.
type ledgerTotals struct {
	Accepted    int64 `json:"accepted"`
	People      int64 `json:"people"`
	Delivered   int64 `json:"delivered"`
	Read        int64 `json:"read"`
	Failed      int64 `json:"failed"`
	Answered    int64 `json:"answered"`
	OptedOut    int64 `json:"opted_out"`
	Doubles     int64 `json:"doubles"`
	AfterOptOut int64 `json:"after_opt_out"`
	HandSent    int64 `json:"hand_sent"`
	Waiting     int64 `json:"waiting"` // events still to come
	Untold      int64 `json:"untold"`  // events that no webhook has taken yet
}

func (s *show) totals(ctx context.Context) (t ledgerTotals, err error) {
	if err := s.sandbox.do(ctx, "GET", "/sandbox/ledger/totals", nil, &t); err != nil {
		return t, fmt.Errorf("read the sandbox's ledger: %w", err)
	}
	return t, nil
}

// What the demo's campaigns must reach at the least.
const (
	leastFound     = 100
	leastContacted = 40
	leastAnswers   = 5
	leastOptOuts   = 1
)

// reportRow is one count: Aceno's beside the sandbox's, which is unknown where it sees nothing of it.
type reportRow struct {
	name         string
	ours, theirs int64
	least        int64 // what a demo must reach to prove anything
}

// unknown is the count of what the sandbox cannot see.
const unknown = -1

// funnel puts the counts of both sides beside each other. Progress is that of the WhatsApp campaign, then the other's.
func funnel(progress []store.Progress, totals ledgerTotals) []reportRow {
	written, byHand := progress[0].Counters, progress[1].Counters
	return []reportRow{
		{"found", written.Found + byHand.Found, unknown, leastFound},
		{"qualified", written.Qualified + byHand.Qualified, unknown, 0},
		{"contacted", written.Contacted, totals.People, leastContacted},
		{"sent", written.Sent, totals.Accepted, 0},
		{"delivered", written.Delivered, totals.Delivered, 0},
		{"read", written.Read, totals.Read, 0},
		{"answered", written.Replied, totals.Answered, leastAnswers},
		{"asked to stop", written.OptOut, totals.OptedOut, leastOptOuts},
		{"failed", written.Failed, totals.Failed, 0},
		{"sent by hand", byHand.Sent, totals.HandSent, 0},
		{"sent twice", 0, totals.Doubles, 0},
		{"sent after a stop", 0, totals.AfterOptOut, 0},
	}
}

// String is the row as it is printed.
func (r reportRow) String() string {
	theirs := "–"
	if r.theirs != unknown {
		theirs = strconv.FormatInt(r.theirs, 10)
	}
	return fmt.Sprintf("%-18s %8d %8s", r.name, r.ours, theirs)
}

// check says what is wrong with a row.
func (r reportRow) check() error {
	var errs []error
	if r.theirs != unknown && r.ours != r.theirs {
		errs = append(errs, fmt.Errorf("%s: Aceno counts %d, the sandbox %d", r.name, r.ours, r.theirs))
	}
	if r.ours < r.least {
		errs = append(errs, fmt.Errorf("%s: %d, want at least %d", r.name, r.ours, r.least))
	}
	return errors.Join(errs...)
}

// report prints the funnel beside the sandbox's ledger and says what does not agree.
func (s *show) report(ctx context.Context) error {
	progress, err := s.look(ctx)
	if err != nil {
		return err
	}
	totals, err := s.totals(ctx)
	if err != nil {
		return err
	}
	s.out.line("")
	s.out.line(fmt.Sprintf("%-18s %8s %8s", "", "Aceno", "sandbox"))
	var errs []error
	for _, row := range funnel(progress, totals) {
		s.out.line(row.String())
		errs = append(errs, row.check())
	}
	err = errors.Join(errs...)
	if err == nil {
		s.out.line("No difference between the two.")
	}
	return err
}
