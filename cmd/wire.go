package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"aceno/hooks"
	"aceno/hooks/realtime"
	"aceno/hooks/routes"
	"aceno/internal/backup"
	"aceno/internal/clock"
	"aceno/internal/fetch"
	"aceno/internal/shelf"
	"aceno/internal/vault"
	_ "aceno/migrations" // the schema
	"aceno/outreach/assisted"
	"aceno/outreach/reply"
	"aceno/outreach/writing"
	"aceno/pipeline"
	"aceno/privacy"
	"aceno/scrapers/spreadsheet"
	"aceno/scrapers/website"
	"aceno/store"
)

// program is the whole of a running Aceno. Commands and tests start the same struct.
type program struct {
	cfg      config
	pages    fs.FS
	logger   *slog.Logger
	clock    clock.Clock
	vault    *vault.Vault
	locks    []*backup.Lock
	journal  *backup.Journal
	app      *core.BaseApp
	store    *store.Store
	progress *realtime.Progress
	talks    *realtime.Talks
	pipeline *pipeline.Pipeline
	reports  *shelf.Shelf // of imports

	claimToken string                 // of the link by which the first user comes
	address    atomic.Pointer[string] // under which it serves; nil before it does

	rehearsals rehearsals
	terminated bool // PocketBase was told
}

// open takes the locks of data and state folder, brings the schema up to date and builds every room. Nothing runs yet.
func open(cfg config, pages fs.FS, logger *slog.Logger) (p *program, err error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	cfg.DataDir, cfg.StateDir = absolute(cfg.DataDir), absolute(cfg.StateDir) // SQLite's addresses of files know no other
	p = &program{cfg: cfg, pages: pages, logger: logger}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	if p.clock, err = cfg.clock(); err != nil {
		return p, err
	}
	if err := errors.Join(p.take("data-dir", cfg.DataDir), p.take("state-dir", cfg.StateDir)); err != nil {
		return p, err
	}
	if p.vault, err = cfg.vault(); err != nil {
		return p, err
	}
	if err := p.openJournal(); err != nil {
		return p, err
	}
	if err := p.openApp(); err != nil {
		return p, err
	}
	if err := p.checkKey(); err != nil {
		return p, err
	}
	return p, p.build()
}

// take makes a folder and locks it: two programs would send twice from one data folder, and take each other's control
// socket away in one state folder.
func (p *program) take(flag, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return badFlag(flag, folder, "the folder cannot be made: "+err.Error())
	}
	lock, err := backup.Acquire(folder)
	if errors.Is(err, backup.ErrLocked) {
		return badFlag(flag, folder, "another aceno works on this folder: end it first, or name another folder")
	}
	if err != nil {
		return badFlag(flag, folder, err.Error())
	}
	p.locks = append(p.locks, lock)
	return nil
}

// openJournal opens the send journal in the state folder, and says what it repaired.
func (p *program) openJournal() error {
	if p.cfg.copyOf != "" {
		return nil // what a copy did never happened
	}
	journal, err := backup.OpenJournal(p.cfg.StateDir)
	if err != nil {
		return fmt.Errorf("open the send journal: %w", err)
	}
	p.journal = journal
	if repaired := journal.Repaired(); repaired != "" {
		p.logger.Warn("the send journal was repaired", "detail", repaired)
	}
	return nil
}

// openApp opens PocketBase on the data folder and runs its migrations and ours.
func (p *program) openApp() error {
	p.app = core.NewBaseApp(core.BaseAppConfig{
		DataDir: p.cfg.DataDir, DBConnect: store.Connect, DataMaxOpenConns: 4, DataMaxIdleConns: 4, AuxMaxOpenConns: 2, AuxMaxIdleConns: 1,
	})
	if err := p.app.Bootstrap(); err != nil {
		return fmt.Errorf("open the database in %s: %w", p.cfg.DataDir, err)
	}
	if err := p.app.RunAllMigrations(); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	settings := p.app.Settings()
	settings.Meta.AppName = "Aceno"
	settings.Meta.HideControls = true
	settings.Batch.Enabled = false
	settings.Logs.MaxDays = 0
	settings.SuperuserIPs = loopback()
	if p.cfg.Admin == adminOn {
		settings.SuperuserIPs = nil
	}
	if p.cfg.PublicURL != "" {
		settings.Meta.AppURL = p.cfg.PublicURL
	}
	if err := p.app.Save(settings); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	return p.bindSettings()
}

// build binds the rooms to each other.
func (p *program) build() error {
	bell := pipeline.NewBell()
	p.progress, p.talks = realtime.NewProgress(p.app, p.logger), realtime.NewTalks(p.app, p.logger)
	writer := writing.New(writing.Options{Clock: p.clock})
	if err := p.openStore(bell); err != nil {
		return err
	}
	client, err := fetch.New(fetch.Options{
		AllowPrivate: p.cfg.AllowPrivate, Resolve: p.cfg.Resolve, CacheDir: filepath.Join(p.cfg.StateDir, "cache", "pages"),
		Clock: p.clock, UserAgent: p.cfg.userAgent(), MaxAge: 24 * time.Hour,
	})
	if err != nil {
		return fmt.Errorf("open the crawler: %w", err)
	}
	site := website.New(website.Options{Fetch: client, Clock: p.clock})
	if p.reports, err = p.cfg.reports(p.clock); err != nil {
		return err
	}
	found := sources(p.cfg, p.clock, site)
	kinds := newPlatforms(p.cfg, p.clock)
	front, err := p.cfg.front()
	if err != nil {
		return err
	}
	claim, token := routes.NewClaim(p.cfg.ClaimEmail)
	p.claimToken = token
	err = hooks.Bind(hooks.Dependencies{
		App: p.app, Store: p.store, Sources: found, Writer: writer, Channels: kinds.channels, Webhooks: kinds.webhooks,
		Templates: kinds.templates, Links: assisted.New(), Vault: p.vault, Rehearse: p.rehearse, Importer: p.importer(), Reports: p.reports, Preview: pipeline.Preview{Store: p.store, Writer: writer}, Tables: spreadsheet.Sheets{}, Sites: site, Clock: p.clock, Progress: p.progress, Talks: p.talks, PublicURL: p.cfg.PublicURL, Claim: claim, Front: front,
		Logger: p.logger, Version: Version,
	})
	if err != nil {
		return fmt.Errorf("bind the hooks: %w", err)
	}
	stage := func(workers, batch int) pipeline.Settings {
		return pipeline.Settings{Workers: workers, Batch: batch, Bell: bell, Logger: p.logger}
	}
	p.pipeline = pipeline.New(p.logger,
		pipeline.NewSearch(p.store, found, stage(2, 2)),
		pipeline.NewEnrich(p.store, site, p.clock, stage(200, 64)),
		pipeline.NewWrite(p.store, writer, nil, stage(p.writers(), 64)),
		pipeline.NewReceive(p.store, reply.NewRules(), stage(4, 64)),
		&pipeline.Sender{Ledger: p.store, Accounts: p.accounts(), Channels: kinds.byChannel(), Clock: p.clock, Bell: bell,
			Logger: p.logger, Workers: p.cfg.SendWorkers},
	)
	return nil
}

// openStore opens the store on the app.
func (p *program) openStore(bell *pipeline.Bell) (err error) {
	o := store.Options{
		App: p.app, Clock: p.clock, Hasher: p.vault, OptOut: reply.NewOptOut(writing.Footers()), Wake: bell.Ring,
		Changed: p.progress.Changed, Talked: p.talks.Talked, Erased: p.clearReports, Logger: p.logger, StopFile: p.cfg.stopFile(), PrivacyLink: privacy.NewLinks(p.vault, p.cfg.PublicURL).Page,
	}
	if p.journal != nil {
		o.Journal = p.journal
	}
	if p.cfg.Seed != 0 {
		o.Rand = rand.New(rand.NewPCG(p.cfg.Seed, p.cfg.Seed))
	}
	if p.store, err = store.Open(o); err != nil {
		return fmt.Errorf("open the store: %w", err)
	}
	return nil
}

// writers is how many messages are written at once. By a seed it is one, since their order is part of what is drawn.
func (p *program) writers() int {
	if p.cfg.Seed != 0 {
		return 1
	}
	return 4
}

// close gives everything back, in the reverse order of open.
func (p *program) close() error {
	var errs []error
	if p.store != nil {
		errs = append(errs, p.store.Close())
	}
	if p.app != nil {
		if !p.terminated { // or what PocketBase watches and runs would outlive the program
			errs = append(errs, p.app.OnTerminate().Trigger(&core.TerminateEvent{App: p.app}))
		}
		errs = append(errs, p.app.ClearBootstrap())
	}
	if p.journal != nil {
		errs = append(errs, p.journal.Close())
	}
	for _, lock := range p.locks {
		errs = append(errs, lock.Release())
	}
	return errors.Join(errs...)
}

// accounts opens integrated accounts for the sender: the store holds them sealed, the vault has the key.
func (p *program) accounts() *routes.Opened { return routes.NewOpened(p.store, p.vault, p.logger) }

// newLogger writes JSON lines at the wanted level.
func newLogger(level string, out io.Writer) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(strings.ToUpper(level))); err != nil {
		return nil, badFlag("log-level", level, "want debug, info, warn or error")
	}
	return slog.New(slog.NewJSONHandler(out, &slog.HandlerOptions{Level: l})), nil
}
