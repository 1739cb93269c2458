package clock

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// lookEvery is how often a File clock looks whether its file has changed, in real time.
const lookEvery = 250 * time.Millisecond

// settled is how old a change must be before an equal time stamp says that nothing changed: file systems stamp in steps.
const settled = time.Second

// File is a clock that a file moves: one line `REAL SIM SPEED` (RFC 3339 twice and a factor), read again when it
// changes. Business time is SIM + SPEED × (now − REAL). It serves tests and the sandbox.
type File struct {
	path string

	mu     sync.Mutex
	pace   Pace
	looked time.Time
	stamp  time.Time
	err    error
}

// Pace maps real time to business time.
type Pace struct {
	Real  time.Time
	Sim   time.Time
	Speed float64
}

// At returns the business time at the real time now.
func (p Pace) At(now time.Time) time.Time {
	return p.Sim.Add(time.Duration(float64(now.Sub(p.Real)) * p.Speed)).UTC()
}

// String writes the pace as the one line of a clock file.
func (p Pace) String() string {
	return fmt.Sprintf("%s %s %g\n", p.Real.Format(time.RFC3339Nano), p.Sim.Format(time.RFC3339Nano), p.Speed)
}

// ParsePace reads the one line of a clock file.
func ParsePace(line string) (Pace, error) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return Pace{}, fmt.Errorf("clock file: want one line `REAL SIM SPEED`, got %q", strings.TrimSpace(line))
	}
	realTime, err := time.Parse(time.RFC3339Nano, fields[0])
	if err != nil {
		return Pace{}, fmt.Errorf("clock file: REAL: %w", err)
	}
	sim, err := time.Parse(time.RFC3339Nano, fields[1])
	if err != nil {
		return Pace{}, fmt.Errorf("clock file: SIM: %w", err)
	}
	speed, err := strconv.ParseFloat(fields[2], 64)
	if err != nil || speed < 0 || speed > 1e6 {
		return Pace{}, fmt.Errorf("clock file: SPEED: want a factor from 0 to 1000000, got %q", fields[2])
	}
	return Pace{Real: realTime, Sim: sim, Speed: speed}, nil
}

// OpenFile reads the clock file at path; it must exist and be valid. A later version that is not valid is passed
// over, and the last valid one holds.
func OpenFile(path string) (*File, error) {
	c := &File{path: path}
	c.read()
	if c.err != nil {
		return nil, c.err
	}
	return c, nil
}

// Now returns business time in UTC.
func (c *File) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current().At(time.Now())
}

// Until returns the real time until business time t, at most a second.
func (c *File) Until(t time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	pace := c.current()
	left := t.Sub(pace.At(time.Now()))
	if left <= 0 {
		return 0
	}
	if pace.Speed <= 0 {
		return time.Second
	}
	return time.Duration(min(float64(time.Second), float64(left)/pace.Speed))
}

func (c *File) current() Pace {
	if time.Since(c.looked) > lookEvery {
		c.read()
	}
	return c.pace
}

func (c *File) read() {
	c.looked = time.Now()
	info, err := os.Stat(c.path)
	if err != nil {
		c.err = err
		return
	}
	if info.ModTime().Equal(c.stamp) && c.looked.Sub(c.stamp) > settled {
		return
	}
	raw, err := os.ReadFile(c.path)
	if err != nil {
		c.err = err
		return
	}
	pace, err := ParsePace(string(raw))
	if err != nil {
		c.err = err
		return
	}
	c.pace, c.stamp, c.err = pace, info.ModTime(), nil
}
