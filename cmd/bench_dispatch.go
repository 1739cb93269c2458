package cmd

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"aceno/campaign"
	"aceno/pipeline"
)

// farLatency is how long the farther sink takes.
const farLatency = 50 * time.Millisecond

// dispatch measures sending: claim, call over HTTP, record.
func (b *bench) dispatch(ctx context.Context) error {
	seed, err := b.place("dispatch")
	if err != nil {
		return err
	}
	if err := b.with(ctx, seed, nil, func(p *program) error { return b.waiting(ctx, p, b.Messages, benchNumbers) }); err != nil {
		return fmt.Errorf("make %d messages: %w", b.Messages, err)
	}
	near := goal{reference: referenceNear, by: byGrouped, times: 1.5, short: shortDispatch}
	far := goal{reference: referenceFar, by: byGrouped, times: 1.5, short: shortFar}
	if err := b.dispatchTo(ctx, seed, "Dispatch, sink at 0 ms", 0, b.Workers, near); err != nil {
		return err
	}
	return b.dispatchTo(ctx, seed, "Dispatch, sink at 50 ms", farLatency, b.FarWorkers, far)
}

// dispatchTo sends everything to a sink, as often as there are runs, each time from a fresh copy.
func (b *bench) dispatchTo(ctx context.Context, seed, name string, latency time.Duration, workers int, wanted goal) error {
	of := fmt.Sprintf("%s messages, %d calls at once", count(b.Messages), workers)
	rate := figure{name: name, of: of, unit: "messages/s", goal: wanted}
	cpu := figure{name: name + ", CPU", of: of + "; without the sink's", unit: "s for 1,000",
		goal: goal{reference: referenceCPU, by: byLoopback, times: 0.5, less: true, short: wanted.short}}
	mid := figure{name: name + ", claim p50", of: "record of the last and claim of the next, until durable", unit: "ms"}
	slow := figure{name: name + ", claim p99", of: mid.of, unit: "ms"}
	for run := range b.Runs {
		folder, err := b.copyOf(seed)
		if err != nil {
			return err
		}
		got, err := b.sendAll(ctx, folder, fmt.Sprintf("dispatch-%d-%d.pprof", latency.Milliseconds(), run), latency, workers)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		rate.runs = append(rate.runs, float64(b.Messages)/got.took.Seconds())
		cpu.runs = append(cpu.runs, got.cpu.Seconds()*1000/float64(b.Messages))
		mid.runs, slow.runs = append(mid.runs, got.claims.at(half)), append(slow.runs, got.claims.at(nearlyAll))
	}
	for _, f := range []figure{rate, cpu, mid, slow} {
		b.report(f)
	}
	return nil
}

// dispatched is what one run of sending took.
type dispatched struct {
	took, cpu time.Duration
	claims    times
}

// sendLimit is how long one run may take.
const sendLimit = 5 * time.Minute

// sendAll sends all messages of a folder by the program's own sender, channel and store.
func (b *bench) sendAll(ctx context.Context, folder, profile string, latency time.Duration, workers int) (got dispatched, err error) {
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	far, err := b.startChild(ctx, "sink", "--latency", latency.String())
	if err != nil {
		return got, err
	}
	defer func() { _ = far.stop() }()
	err = b.with(ctx, folder, func(c *config) { c.GraphURL = far.address }, func(p *program) error {
		ledger := &timedLedger{Ledger: p.store, want: b.Messages, done: make(chan struct{})}
		sender := &pipeline.Sender{
			Ledger: ledger, Accounts: p.accounts(), Channels: newPlatforms(p.cfg, p.clock).byChannel(), Clock: p.clock,
			Bell: pipeline.NewBell(), Logger: p.logger, Workers: workers,
		}
		runtime.GC()
		stop, err := b.profile(profile)
		if err != nil {
			return err
		}
		defer stop()
		begun, computed := time.Now(), cpuTime()
		sending := newTask(sender.Run)
		sending.start(ctx)
		select {
		case <-ledger.done:
		case <-ctx.Done():
		}
		got = dispatched{took: time.Since(begun), cpu: cpuTime() - computed, claims: ledger.took}
		sending.stop()
		if err := sending.wait(0); err != nil {
			return err
		}
		return wantMessages(ctx, p, countSent, b.Messages)
	})
	return got, err
}

// profile writes a CPU profile of this process, where one is wanted.
func (b *bench) profile(name string) (stop func(), err error) {
	if b.Profile == "" {
		return profiled("")
	}
	return profiled(filepath.Join(b.Profile, name))
}

// timedLedger notes how long each claim takes, and when all answers are recorded.
type timedLedger struct {
	pipeline.Ledger
	want int
	done chan struct{}

	mu       sync.Mutex
	took     times
	recorded int
}

// Next records, claims and notes.
func (l *timedLedger) Next(ctx context.Context, last *campaign.Outcome) (*campaign.Outgoing, error) {
	begun := time.Now()
	out, err := l.Ledger.Next(ctx, last)
	took := time.Since(begun)
	l.mu.Lock()
	defer l.mu.Unlock()
	if out != nil {
		l.took = append(l.took, took)
	}
	if last != nil && err == nil {
		if l.recorded++; l.recorded == l.want {
			close(l.done)
		}
	}
	return out, err
}
