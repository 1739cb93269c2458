package cmd

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// machine is what the figures were taken on.
type machine struct {
	cpu    string
	cores  int
	memory float64 // MiB; 0 = not known
	system string
	runs   string        // version of Go
	sync   time.Duration // of 4 KiB, the median
}

// syncs is how often the disk is asked to keep something.
const syncs = 200

// lookAtMachine says what this machine is and how long its disk takes to keep 4 KiB for good.
func lookAtMachine(ctx context.Context, folder string) (machine, error) {
	m := machine{
		cpu: firstOf(lineOf("/proc/cpuinfo", "model name"), "not known"), cores: runtime.GOMAXPROCS(0),
		memory: kilobytes(lineOf("/proc/meminfo", "MemTotal")) / 1024, system: runtime.GOOS + "/" + runtime.GOARCH, runs: runtime.Version(),
	}
	file, err := os.Create(filepath.Join(folder, "sync"))
	if err != nil {
		return m, fmt.Errorf("measure the disk: %w", err)
	}
	defer func() { _ = file.Close() }()
	var took times
	block := make([]byte, 4096)
	for range syncs {
		if ctx.Err() != nil {
			return m, ctx.Err()
		}
		begun := time.Now()
		if _, err := file.Write(block); err != nil {
			return m, fmt.Errorf("measure the disk: %w", err)
		}
		if err := file.Sync(); err != nil {
			return m, fmt.Errorf("measure the disk: %w", err)
		}
		took = append(took, time.Since(begun))
	}
	m.sync = time.Duration(took.at(half) * float64(time.Millisecond))
	return m, nil
}

func (m machine) print(out io.Writer) {
	_, _ = fmt.Fprintf(out, "%s, %d cores, %s MiB, %s, %s, disk sync %.2f ms\n", // to be watched; the file is what counts
		m.cpu, m.cores, number(m.memory), m.system, m.runs, m.sync.Seconds()*1000)
}

// lineOf returns what stands behind a name in a file of "name: value" lines, or "" where there is no such file.
func lineOf(path, name string) string {
	file, err := os.Open(path) //nolint:gosec // a path of this file's own
	if err != nil {
		return "" // not this system
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		key, value, ok := strings.Cut(lines.Text(), ":")
		if ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// kilobytes reads "123 kB".
func kilobytes(text string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "kB")), 64)
	if err != nil {
		return 0
	}
	return n
}

// residentMiB is the memory that a process holds; 0 = this system does not say.
func residentMiB(pid int) float64 {
	return kilobytes(lineOf(filepath.Join("/proc", strconv.Itoa(pid), "status"), "VmRSS")) / 1024
}
