package cmd

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tiny is a measurement of a few of everything, in a folder of its own.
func tiny(t *testing.T) (*bench, *bytes.Buffer) {
	t.Helper()
	c := defaultBench()
	c.Dir, c.Runs, c.Rows, c.Messages, c.Webhooks, c.Import, c.Requests, c.Workers, c.FarWorkers = folder(t), 1, 600, 30, 40, 450, 40, 4, 16
	var out bytes.Buffer
	b, err := c.begin(site(), &out)
	if err != nil {
		t.Fatal(err)
	}
	b.settle = 0
	return b, &out
}

// measured runs one measure and returns its figures by name.
func measured(t *testing.T, b *bench, name string) map[string]figure {
	t.Helper()
	for _, m := range measures() {
		if m.name != name {
			continue
		}
		if err := m.run(b, t.Context()); err != nil {
			t.Fatalf("measure %s: %v", name, err)
		}
	}
	figures := map[string]figure{}
	for _, f := range b.figures {
		figures[f.name] = f
		for _, run := range f.runs {
			if run <= 0 {
				t.Errorf("%s: a run of %v", f.name, run)
			}
		}
	}
	return figures
}

func TestBench_measuresEachPathOnAFewOfEverything(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"calibrators": {byBatched, byGrouped, bySingle, byLoopback},
		"dispatch":    {"Dispatch, sink at 0 ms", "Dispatch, sink at 0 ms, CPU", "Dispatch, sink at 0 ms, claim p99", "Dispatch, sink at 50 ms"},
		"webhooks":    {"Webhooks until processed", "Webhooks, p50", "Webhooks, p99"},
		"import":      {"Import", "Import, peak heap"},
		"csv":         {"Import of a CSV file", "Import of a CSV file, peak heap"},
		"reads":       {"List of 50 prospects", "Single prospect", "Dashboard", "List of 50 by the collections API", "Dashboard, p99"},
		"start":       {"Start until /api/health answers", "First start, on an empty folder", "Memory after start", "Memory after reads", "On disk"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, _ := tiny(t)
			figures := measured(t, b, name)
			for _, figure := range want {
				if f, ok := figures[figure]; !ok || len(f.runs) != b.Runs && !strings.HasPrefix(figure, "Memory") {
					t.Errorf("%s: %d runs, want %d", figure, len(f.runs), b.Runs)
				}
			}
		})
	}
}

func TestBench_printsWritesAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	file := filepath.Join(dir, "benchmarks.md")
	args := []string{"bench", "--dir", dir, "--out", file, "--profile", filepath.Join(dir, "profiles"), "--runs", "2", "--rows", "300", "--messages", "12", "--webhooks", "20",
		"--import", "250", "--requests", "10", "--workers", "2", "--far-workers", "4"}
	root := newRoot(site())
	var out bytes.Buffer
	root.SetArgs(args)
	root.SetOut(&out)
	if err := root.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"# Benchmarks", "## Machine", "cores", "## Calibrators", "| Grouped FULL updates |", "## Figures", "| Dispatch, sink at 50 ms, CPU |", "## Where a figure is short",
		"| Webhooks, p99 |", "median of 2 runs"} {
		if !strings.Contains(string(written), words) {
			t.Errorf("the file does not say %q:\n%s", words, written)
		}
	}
	for _, words := range []string{"disk sync", "messages/s", "rows/s", "written to " + file} {
		if !strings.Contains(out.String(), words) {
			t.Errorf("the screen does not say %q:\n%s", words, &out)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "aceno_bench_*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if profiles, _ := os.ReadDir(filepath.Join(dir, "profiles")); len(profiles) == 0 {
		t.Error("no profile was written")
	}
}

func TestBench_writesNothingWhenOnlyOneIsMeasured(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	file := filepath.Join(dir, "benchmarks.md")
	out, err := command(t, "bench", "--only", "import", "--dir", dir, "--out", file, "--runs", "1", "--import", "200", "--messages", "10")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "rows/s") || strings.Contains(out, "Dispatch") {
		t.Errorf("measured:\n%s", out)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file was written: %v", err)
	}
}

func TestBench_refusesSizesThatCannotBeMeasured(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"no run":            {"--runs", "0"},
		"too many messages": {"--messages", "30001"},
		"no worker":         {"--workers", "0"},
		"unknown":           {"--only", "everything"},
	} {
		_, err := command(t, append([]string{"bench", "--dir", "nowhere"}, args...)...)
		if err == nil {
			t.Fatalf("%s: no refusal", name)
		}
		wantWords(t, err, args[0], "want")
		if _, err := os.Stat("nowhere"); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the folder was made", name)
		}
	}
}

func TestBench_endsWithItsContextAndRemovesWhatItMade(t *testing.T) {
	t.Parallel()
	c := defaultBench()
	c.Dir, c.Only, c.Messages = folder(t), "calibrators", 30
	ctx, cancel := context.WithCancel(t.Context())
	out := &endsAt{words: byBatched, end: cancel}
	begun := time.Now()
	if err := c.run(ctx, site(), out); !errors.Is(err, context.Canceled) {
		t.Fatalf("ended with %v", err)
	}
	if took := time.Since(begun); took > patience {
		t.Errorf("it took %v to end", took)
	}
	if left, _ := os.ReadDir(c.Dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// endsAt is a screen on which somebody presses Ctrl C when they read some words.
type endsAt struct {
	words string
	end   func()
}

func (e *endsAt) Write(text []byte) (int, error) {
	if strings.Contains(string(text), e.words) {
		e.end()
	}
	return len(text), nil
}
