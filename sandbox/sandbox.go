// Package sandbox plays the other side of the wire: Overpass, Nominatim, businesses' websites and the WhatsApp Cloud
// API on one port, with people who answer, and keeps the ledger of what each person got. It is the judge of tests and
// the world of a demonstration, and knows nothing of the program that it judges but a clock.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"aceno/internal/clock"
	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/nominatim"
	"aceno/sandbox/overpass"
	"aceno/sandbox/people"
	"aceno/sandbox/town"
	"aceno/sandbox/websites"
	"aceno/sandbox/whatsapp"
)

// Options say which world to play. The zero Options play the town of seed 0 in memory, by the machine's clock.
type Options struct {
	Seed      int64
	Size      int          // businesses of a made-up town; 0 = town.DefaultSize
	OSM       string       // file with an Overpass answer that takes the place of the made-up town
	Ledger    string       // file; "" = in memory
	Clock     clock.Clock  // nil = the clock file, else the machine's
	ClockFile string       // moved by POST /sandbox/clock; made when it is not there
	Logger    *slog.Logger // nil = nothing is logged
}

// Sandbox is the world. Its handler serves at once; people live while Run runs.
type Sandbox struct {
	clock     clock.Clock
	clockFile string
	town      *town.Town
	people    *people.Directory
	ledger    *ledger.Ledger
	faults    *fault.Book
	overpass  *overpass.Server
	nominatim *nominatim.Server
	websites  *websites.Server
	whatsapp  *whatsapp.Server
	handler   http.Handler
}

// New makes the world, and takes it up where the ledger's file left it.
func New(o Options) (*Sandbox, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Sandbox{clockFile: o.ClockFile, faults: &fault.Book{}}
	var err error
	if s.clock, err = openClock(o); err != nil {
		return nil, err
	}
	if s.town, err = makeTown(o); err != nil {
		return nil, err
	}
	s.people = people.New(s.town, o.Seed)
	if s.websites, err = websites.New(s.town, s.faults); err != nil {
		return nil, err
	}
	s.nominatim = nominatim.New(s.town, s.faults)
	s.overpass = overpass.New(s.town, s.faults, nominatim.Identified, s.clock.Now)
	if s.ledger, err = ledger.Open(o.Ledger); err != nil {
		return nil, err
	}
	if err := s.sameWorld(o); err != nil {
		return nil, errors.Join(err, s.ledger.Close())
	}
	s.whatsapp, err = whatsapp.New(whatsapp.Options{Seed: o.Seed, People: s.people, Ledger: s.ledger, Clock: s.clock, Faults: s.faults, Logger: o.Logger})
	if err != nil {
		return nil, errors.Join(err, s.ledger.Close())
	}
	s.handler = s.routes()
	return s, nil
}

func makeTown(o Options) (*town.Town, error) {
	if o.OSM != "" {
		return town.LoadOSM(o.OSM)
	}
	return town.Generate(o.Seed, o.Size)
}

// openClock returns the clock of the options; a clock file that is not there begins now, at the machine's pace.
func openClock(o Options) (clock.Clock, error) {
	if o.Clock == nil && o.ClockFile == "" {
		return clock.System{}, nil
	}
	if o.ClockFile == "" {
		return o.Clock, nil
	}
	if _, err := os.Stat(o.ClockFile); errors.Is(err, os.ErrNotExist) {
		now := time.Now().UTC()
		if err := writePace(o.ClockFile, clock.Pace{Real: now, Sim: now, Speed: 1}); err != nil {
			return nil, err
		}
	}
	if o.Clock != nil {
		return o.Clock, nil
	}
	return clock.OpenFile(o.ClockFile)
}

// sameWorld refuses a ledger of another world: its people would not be those of this town.
func (s *Sandbox) sameWorld(o Options) error {
	world := fmt.Sprintf("seed %d, %s with %d businesses", o.Seed, s.Area(), len(s.town.Businesses))
	if was := s.ledger.Note("world"); was == nil {
		return s.ledger.Keep("world", []byte(world))
	} else if string(was) != world {
		return fmt.Errorf("ledger %s belongs to another world (%s; asked for %s): give its own options, or another file", o.Ledger, was, world)
	}
	return nil
}

// Handler serves everything: a request for a website of the town by its Host, everything else by its path.
func (s *Sandbox) Handler() http.Handler { return s.handler }

// Run lets people live and delivers webhooks until ctx ends. What is under way then is finished first.
func (s *Sandbox) Run(ctx context.Context) error { return s.whatsapp.Run(ctx) }

// Close closes the ledger. Run must have returned.
func (s *Sandbox) Close() error { return s.ledger.Close() }

// Account returns the WhatsApp account that the sandbox serves.
func (s *Sandbox) Account() whatsapp.Account { return s.whatsapp.Account() }

// Area returns what to search for: the town's name and country.
func (s *Sandbox) Area() string { return s.town.Cities[0].Name + ", BR" }

// Totals returns the ledger's figures.
func (s *Sandbox) Totals() ledger.Totals { return s.ledger.Totals() }

// Clock returns the clock by which people live.
func (s *Sandbox) Clock() clock.Clock { return s.clock }
