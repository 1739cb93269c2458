package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
)

// rehearseConfig is what a rehearsal is asked for: a campaign of an installation, which may be running meanwhile.
type rehearseConfig struct {
	config   // the installation's; nothing of it is written
	Campaign string
	Seed     uint64 // 0 = any
	Answers  bool
	JSON     bool
	Limit    time.Duration
}

// rehearsalLimit is how long a rehearsal may take in real time where nobody says so.
const rehearsalLimit = 2 * time.Minute

// run rehearses and prints the answer.
func (r *rehearseConfig) run(ctx context.Context, pages fs.FS, out io.Writer) error {
	if r.Limit <= 0 {
		return badFlag("limit", r.Limit, "want a time such as 2m")
	}
	answer, reader, err := r.rehearse(ctx, pages)
	if err != nil {
		return fmt.Errorf("rehearse campaign %s: %w", r.Campaign, err)
	}
	if r.JSON {
		return json.NewEncoder(out).Encode(answer)
	}
	return printRehearsal(out, answer, reader)
}

// rehearse makes a copy of the data in a private folder, plays the campaign there and takes the folder away again.
func (r *rehearseConfig) rehearse(ctx context.Context, pages fs.FS) (answer campaign.Rehearsal, reader reader, err error) {
	deadline := time.Now().Add(r.Limit)
	now, err := r.clock()
	if err != nil {
		return answer, reader, err
	}
	folder, err := os.MkdirTemp("", "aceno-rehearsal-*") // mode 0700
	if err != nil {
		return answer, reader, fmt.Errorf("make a folder for the copy: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	stand, err := openStand(ctx)
	if err != nil {
		return answer, reader, err
	}
	defer func() { err = errors.Join(err, stand.close()) }()
	c, err := r.copied(ctx, folder, stand.address, clock.NewManual(now.Now()))
	if err != nil {
		return answer, reader, err
	}
	p, err := open(c, pages, discard())
	if err != nil {
		return answer, reader, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	play, err := newRehearsal(p, r)
	if err != nil {
		return answer, reader, err
	}
	play.stand, play.deadline = stand, deadline
	stop := p.startStore(ctx)
	defer func() { err = errors.Join(err, stop()) }()
	answer, err = play.run(ctx)
	return answer, play.reader, err
}

// copied makes the copy and returns the configuration of a program that works on it: by a clock that stands until it is
// moved, and with the sandbox in the place of every provider.
func (r *rehearseConfig) copied(ctx context.Context, folder, sandbox string, now *clock.Manual) (config, error) {
	c := defaultConfig()
	c.DataDir, c.StateDir, c.copyOf = filepath.Join(folder, "data"), filepath.Join(folder, "state"), absolute(r.DataDir)
	c.MasterKey, c.MasterKeyFile, c.time, c.Seed = r.MasterKey, r.MasterKeyFile, now, r.Seed
	if c.Seed == 0 {
		c.Seed = rand.Uint64()>>32 + 1 // short enough to be typed again
	}
	c.GraphURL, c.OverpassURL, c.NominatimURL = sandbox, sandbox, sandbox
	if c.MasterKey == "" && c.MasterKeyFile == "" && os.Getenv("ACENO_MASTER_KEY") == "" {
		c.MasterKeyFile = filepath.Join(r.StateDir, "master.key") // a new key would open nothing
	}
	if err := os.Mkdir(c.DataDir, 0o700); err != nil {
		return c, fmt.Errorf("make a folder for the copy: %w", err)
	}
	return c, copyDatabase(ctx, filepath.Join(c.copyOf, dataFile), filepath.Join(c.DataDir, dataFile))
}
