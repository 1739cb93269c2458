package cmd

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// start measures how soon the server answers, what it holds in memory and what it takes on the disk.
func (b *bench) start(ctx context.Context) error {
	folder, err := b.readFolder(ctx, b.Rows)
	if err != nil {
		return err
	}
	of := fmt.Sprintf("aceno serve on %s prospects", count(b.Rows))
	cold := figure{name: "Start until /api/health answers", of: of, unit: "ms", goal: goal{most: mostStartMS, less: true}}
	first := figure{name: "First start, on an empty folder", of: "with all migrations", unit: "ms"}
	idle := figure{name: "Memory after start", of: of + ", resident", unit: "MiB", goal: goal{most: mostIdleMiB, less: true, short: shortMemory}}
	for range b.Runs {
		empty, err := b.place("empty")
		if err != nil {
			return err
		}
		took, _, err := b.startOnce(ctx, empty, 0)
		if err != nil {
			return err
		}
		first.runs = append(first.runs, took.Seconds()*1000)
		took, resident, err := b.startOnce(ctx, folder, b.settle)
		if err != nil {
			return err
		}
		cold.runs = append(cold.runs, took.Seconds()*1000)
		if resident > 0 {
			idle.runs = append(idle.runs, resident)
		}
	}
	read, err := b.memoryAfterReads(ctx, folder)
	if err != nil {
		return err
	}
	for _, f := range []figure{cold, first, idle, read} {
		b.report(f)
	}
	return b.binarySize()
}

// startOnce starts `aceno serve` on a folder, and says how long it took to answer and what it held a while later.
func (b *bench) startOnce(ctx context.Context, folder string, settle time.Duration) (took time.Duration, resident float64, err error) {
	command := exec.CommandContext(ctx, b.binary, "serve", "--http", "127.0.0.1:0", //nolint:gosec // ourselves
		"--data-dir", filepath.Join(folder, "data"), "--state-dir", filepath.Join(folder, "state"))
	command.Env = append(plainEnvironment(), "ACENO_MASTER_KEY="+b.key)
	errOut, err := command.StderrPipe()
	if err != nil {
		return 0, 0, fmt.Errorf("start the server: %w", err)
	}
	begun := time.Now()
	if err := command.Start(); err != nil {
		return 0, 0, fmt.Errorf("start the server: %w", err)
	}
	defer func() {
		_ = command.Process.Signal(os.Interrupt) // where a system knows none, the next line ends it
		if ended := waited(command); ended != nil && err == nil {
			err = fmt.Errorf("end the server: %w", ended)
		}
	}()
	address, err := saidAddress(errOut)
	if err != nil {
		return 0, 0, err
	}
	if err := healthy(ctx, address); err != nil {
		return 0, 0, err
	}
	took = time.Since(begun)
	select {
	case <-time.After(settle):
	case <-ctx.Done():
		return 0, 0, ctx.Err()
	}
	return took, residentMiB(command.Process.Pid), nil
}

// waited waits for a process that was told to end, and kills it if it does not.
func waited(command *exec.Cmd) error {
	end := time.AfterFunc(exitTimeout, func() { _ = command.Process.Kill() })
	defer end.Stop()
	return command.Wait()
}

// saidAddress reads the address from a server's log, and lets the rest of the log go.
func saidAddress(log io.Reader) (string, error) {
	lines := bufio.NewScanner(log)
	var last string
	for lines.Scan() {
		last = lines.Text()
		var said struct {
			Address string `json:"address"`
		}
		if json.Unmarshal(lines.Bytes(), &said) == nil && said.Address != "" {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return said.Address, nil
		}
	}
	return "", errors.Join(fmt.Errorf("the server said no address; its last words: %q", last), lines.Err())
}

func healthy(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/health", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	response, err := (&http.Client{Timeout: clientTimeout}).Do(request)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return &refusal{act: "GET /api/health", status: response.StatusCode}
	}
	return nil
}

// memoryAfterReads is what a server holds after many reads.
func (b *bench) memoryAfterReads(ctx context.Context, folder string) (f figure, err error) {
	f = figure{name: "Memory after reads", of: fmt.Sprintf("%s requests of each kind at %d connections, resident", count(b.Requests), benchConnection), unit: "MiB",
		goal: goal{most: mostReadMiB, less: true, short: shortMemory}}
	for range b.Runs {
		resident, err := b.readAndLook(ctx, folder)
		if err != nil {
			return f, err
		}
		if resident > 0 {
			f.runs = append(f.runs, resident)
		}
	}
	return f, nil
}

func (b *bench) readAndLook(ctx context.Context, folder string) (resident float64, err error) {
	server, err := b.startServer(ctx, folder, "memory.pprof")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	kinds, err := b.readings(ctx, server.address, b.Rows)
	if err != nil {
		return 0, err
	}
	for _, k := range kinds {
		if _, err := ask(ctx, server.address, benchConnection, k.n, func(i int) []byte { return k.requests[i%len(k.requests)] }); err != nil {
			return 0, fmt.Errorf("%s: %w", k.name, err)
		}
	}
	return residentMiB(server.command.Process.Pid), nil
}

// binarySize is what is installed: this file, with page and migrations in it.
func (b *bench) binarySize() error {
	info, err := os.Stat(b.binary)
	if err != nil {
		return fmt.Errorf("look at this program: %w", err)
	}
	b.report(figure{name: "On disk", of: "the one executable, page and migrations in it", unit: "MiB", runs: []float64{float64(info.Size()) / (1 << 20)},
		goal: goal{most: mostBinaryMiB, less: true}})
	return nil
}
