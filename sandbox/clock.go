package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"aceno/internal/clock"
)

// maxSpeed bounds how fast the sandbox's time may run.
const maxSpeed = 1000

// getClock answers {real, sim, speed}: what is now, and how fast time runs.
func (s *Sandbox) getClock(w http.ResponseWriter, _ *http.Request) {
	speed := 1.0
	if pace, err := s.pace(); err == nil {
		speed = pace.Speed
	}
	answer(w, map[string]any{"real": time.Now().UTC(), "sim": s.clock.Now(), "speed": speed})
}

// pace reads the clock file.
func (s *Sandbox) pace() (clock.Pace, error) {
	if s.clockFile == "" {
		return clock.Pace{}, errors.New("this sandbox has no clock file: start it with one to move its time")
	}
	raw, err := os.ReadFile(s.clockFile)
	if err != nil {
		return clock.Pace{}, fmt.Errorf("read clock file: %w", err)
	}
	return clock.ParsePace(string(raw))
}

// postClock moves time: {sim, speed, advance}. Sim is an instant, advance a duration such as "36h"; what is left out
// stays as it is.
func (s *Sandbox) postClock(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Sim     *time.Time `json:"sim"`
		Speed   *float64   `json:"speed"`
		Advance string     `json:"advance"`
	}
	if !read(w, r, &body) {
		return
	}
	pace, err := s.pace()
	if err != nil {
		problem(w, http.StatusConflict, err)
		return
	}
	now := time.Now().UTC()
	next := clock.Pace{Real: now, Sim: pace.At(now), Speed: pace.Speed}
	if body.Sim != nil {
		next.Sim = body.Sim.UTC()
	}
	if body.Advance != "" {
		d, err := time.ParseDuration(body.Advance)
		if err != nil {
			problem(w, http.StatusBadRequest, fmt.Errorf("advance: %q is no duration: write one such as 36h or 90s", body.Advance))
			return
		}
		next.Sim = next.Sim.Add(d)
	}
	if body.Speed != nil {
		if *body.Speed < 0 || *body.Speed > maxSpeed {
			problem(w, http.StatusBadRequest, fmt.Errorf("speed: %g is out of range: write a factor from 0 to %d", *body.Speed, maxSpeed))
			return
		}
		next.Speed = *body.Speed
	}
	if err := writePace(s.clockFile, next); err != nil {
		problem(w, http.StatusInternalServerError, err)
		return
	}
	answer(w, map[string]any{"real": next.Real, "sim": next.Sim, "speed": next.Speed})
}

// writePace puts a pace into a clock file in one step, so that a reader never finds half a line.
func writePace(path string, p clock.Pace) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".clock-*")
	if err != nil {
		return fmt.Errorf("write clock file: %w", err)
	}
	_, err = tmp.WriteString(p.String())
	err = errors.Join(err, tmp.Close())
	if err == nil {
		// Readers know a new version by its time, and the kernel's own stamps are some milliseconds apart.
		now := time.Now()
		err = os.Chtimes(tmp.Name(), now, now)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write clock file: %w", err), os.Remove(tmp.Name()))
	}
	return nil
}
