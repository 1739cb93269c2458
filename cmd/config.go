package cmd

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"aceno/hooks"
	"aceno/hooks/middleware"
	"aceno/internal/clock"
	"aceno/internal/vault"
)

// config is what the commands that touch the data share. Every flag has an ACENO_ variable; the flag wins.
type config struct {
	HTTP          string
	DataDir       string
	StateDir      string
	MasterKey     string // the key itself: from ACENO_MASTER_KEY alone, since flags show in lists of processes
	MasterKeyFile string
	Admin         string
	PublicURL     string
	SMTPURL       string // of the mail server: from ACENO_SMTP_URL alone, as the key
	MailFrom      string
	ClaimEmail    string // of the first user; "" = they type it
	CORSOrigins   []string
	ClockFile     string
	AllowPrivate  bool
	Resolve       string
	GraphURL      string
	OverpassURL   string
	NominatimURL  string
	SendWorkers   int
	Proxies       []string
	LimitIP       string
	LimitUser     string
	Seed          uint64 // 0 = gaps are drawn anew each time
	LogLevel      string

	time   clock.Clock // of a copy; nil = as ClockFile says
	copyOf string      // the data folder that this one is a copy of: no journal is kept of it
}

// Addresses of the real providers.
const (
	defaultGraphURL     = "https://graph.facebook.com"
	defaultOverpassURL  = "https://overpass-api.de/api/interpreter"
	defaultNominatimURL = "https://nominatim.openstreetmap.org"
)

// Who reaches the admin panel and the superusers' API.
const (
	adminLocal = "local" // this machine
	adminOn    = "on"    // everybody who has a superuser's password
	adminOff   = "off"   // nobody reaches the panel; this machine the API
)

// defaultConfig is what a bare `aceno serve` runs with.
func defaultConfig() config {
	return config{
		HTTP: "127.0.0.1:8090", DataDir: "pb_data", StateDir: "aceno_state", Admin: adminLocal, SendWorkers: 16, LogLevel: "info",
		GraphURL: defaultGraphURL, OverpassURL: defaultOverpassURL, NominatimURL: defaultNominatimURL,
	}
}

// stateFlag binds the flag that says where the program's own things lie.
func (c *config) stateFlag(fs *pflag.FlagSet) {
	fs.StringVar(&c.StateDir, "state-dir", c.StateDir, "folder of the generated master key, send journal, control socket, stop file and reports of imports; never in backups of the data")
}

// dataFlags binds the flags that say where the data lies and what opens it.
func (c *config) dataFlags(fs *pflag.FlagSet) {
	c.stateFlag(fs)
	fs.StringVar(&c.DataDir, "data-dir", c.DataDir, "folder of the database")
	fs.StringVar(&c.MasterKeyFile, "master-key-file", c.MasterKeyFile,
		"file with the master key, 32 bytes in base64 or hexadecimal; ACENO_MASTER_KEY holds the key itself; without both a key is made in the state folder")
}

// serveFlags binds the flags of the server.
func (c *config) serveFlags(fs *pflag.FlagSet) {
	c.dataFlags(fs)
	fs.StringVar(&c.HTTP, "http", c.HTTP, "address to listen on; a domain name as argument serves HTTPS instead")
	fs.StringVar(&c.PublicURL, "public-url", c.PublicURL, "address under which others reach this server")
	fs.StringVar(&c.MailFrom, "mail-from", c.MailFrom, "whom invitations, codes and new passwords come from; ACENO_SMTP_URL holds the mail server, smtp://USER:PASSWORD@HOST:587")
	fs.StringVar(&c.ClaimEmail, "claim-email", c.ClaimEmail, "e-mail of the first user, who follows the claim link that a server without users prints; without it they type it")
	fs.StringVar(&c.Admin, "admin", c.Admin, "who reaches the admin panel: local (this machine only), on, off")
	fs.StringSliceVar(&c.CORSOrigins, "cors-origins", c.CORSOrigins, "origins of a custom front end, by comma")
	fs.StringSliceVar(&c.Proxies, "trusted-proxies", c.Proxies, "addresses or networks of proxies in front, by comma: their word on a client's address is believed")
	fs.StringVar(&c.LimitIP, "limit-ip", c.LimitIP, "requests of an address without a session: 100/1m, or off")
	fs.StringVar(&c.LimitUser, "limit-user", c.LimitUser, "requests of a person: 1000/1h, or off")
	fs.StringVar(&c.ClockFile, "clock-file", c.ClockFile, "tests and sandbox only: file with REAL SIM SPEED that moves business time")
	fs.BoolVar(&c.AllowPrivate, "allow-private-networks", c.AllowPrivate, "tests and sandbox only: the crawler may reach loopback and private addresses")
	fs.StringVar(&c.Resolve, "resolve", c.Resolve, `tests and sandbox only: hosts to dial elsewhere, "*.example=127.0.0.1:9000"`)
	fs.StringVar(&c.GraphURL, "graph-url", c.GraphURL, "base URL of Meta's Graph API")
	fs.StringVar(&c.OverpassURL, "overpass-url", c.OverpassURL, "Overpass API")
	fs.StringVar(&c.NominatimURL, "nominatim-url", c.NominatimURL, "Nominatim")
	fs.IntVar(&c.SendWorkers, "send-workers", c.SendWorkers, "calls to providers at once")
	fs.Uint64Var(&c.Seed, "seed", c.Seed, "tests and rehearsals only: what gaps are drawn from, so that a run draws what its rehearsal drew; 0 = chance")
	fs.StringVar(&c.LogLevel, "log-level", c.LogLevel, "debug, info, warn or error")
}

// check refuses a configuration that cannot run, with all that is wrong with it.
func (c *config) check() error {
	var errs []error
	refuse := func(wrong bool, flag string, value any, remedy string) {
		if wrong {
			errs = append(errs, badFlag(flag, value, remedy))
		}
	}
	_, _, err := net.SplitHostPort(c.HTTP)
	refuse(err != nil, "http", c.HTTP, "want an address and a port such as 127.0.0.1:8090")
	refuse(c.Admin != adminLocal && c.Admin != adminOn && c.Admin != adminOff, "admin", c.Admin, "want local, on or off")
	refuse(c.SendWorkers < 1 || c.SendWorkers > 1024, "send-workers", c.SendWorkers, "want 1 to 1024")
	refuse(c.Resolve != "" && !c.AllowPrivate, "resolve", c.Resolve, "needs --allow-private-networks: both are for tests and the sandbox only")
	refuse(inside(c.DataDir, c.StateDir), "state-dir", c.StateDir, "must not lie in the data folder "+c.DataDir+": its backups would hold the master key")
	refuse(c.PublicURL != "" && !isWebURL(c.PublicURL), "public-url", c.PublicURL, "want an address such as https://aceno.example")
	refuse(c.ClaimEmail != "" && checkEmail("", c.ClaimEmail) != nil, "claim-email", c.ClaimEmail, "want an e-mail address such as me@agency.example")
	for _, origin := range c.CORSOrigins {
		refuse(origin != "*" && (!isWebURL(origin) || strings.Count(origin, "/") != 2), "cors-origins", origin, "want scheme and host such as https://app.example")
	}
	for _, base := range [][2]string{{"graph-url", c.GraphURL}, {"overpass-url", c.OverpassURL}, {"nominatim-url", c.NominatimURL}} {
		refuse(!isWebURL(base[1]), base[0], base[1], "want an address that begins with http:// or https://")
	}
	_, err = c.front()
	_, noMail := c.outbox()
	return errors.Join(append(errs, err, noMail)...)
}

// front is what stands in front of requests.
func (c *config) front() (hooks.Front, error) {
	f := hooks.Front{CORSOrigins: c.CORSOrigins}
	var errs []error
	take := func(flag string, value any, err error) {
		if err != nil {
			errs = append(errs, badFlag(flag, value, err.Error()))
		}
	}
	var err error
	f.Proxies, err = middleware.ParseProxies(c.Proxies)
	take("trusted-proxies", strings.Join(c.Proxies, ","), err)
	f.PerIP, err = middleware.ParseLimit(c.LimitIP)
	take("limit-ip", c.LimitIP, err)
	f.PerUser, err = middleware.ParseLimit(c.LimitUser)
	take("limit-user", c.LimitUser, err)
	return f, errors.Join(errs...)
}

// badFlag names flag, variable, value and remedy.
func badFlag(flag string, value any, remedy string) error {
	return fmt.Errorf("--%s (%s) %q: %s", flag, envName(flag), fmt.Sprint(value), remedy)
}

func isWebURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// inside says that a folder is another or lies in it.
func inside(outer, inner string) bool {
	relative, err := filepath.Rel(resolved(outer), resolved(inner))
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// resolved follows the links of a path as far as it exists.
func resolved(path string) string {
	full := absolute(path)
	if target, err := filepath.EvalSymlinks(full); err == nil {
		return target
	}
	if parent := filepath.Dir(full); parent != full {
		return filepath.Join(resolved(parent), filepath.Base(full))
	}
	return full
}

func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

// clock returns business time: the machine's, or the clock file's.
func (c *config) clock() (clock.Clock, error) {
	if c.time != nil {
		return c.time, nil
	}
	if c.ClockFile == "" {
		return clock.System{}, nil
	}
	file, err := clock.OpenFile(c.ClockFile)
	if err != nil {
		return nil, badFlag("clock-file", c.ClockFile, err.Error())
	}
	return file, nil
}

// vault opens the vault under the master key of variable, file or state folder, in this order.
func (c *config) vault() (*vault.Vault, error) {
	if text := firstOf(c.MasterKey, os.Getenv("ACENO_MASTER_KEY")); text != "" {
		key, err := vault.ParseKey(text)
		if err != nil {
			return nil, fmt.Errorf("ACENO_MASTER_KEY: %w", err)
		}
		return vault.New(key)
	}
	if c.MasterKeyFile != "" { // a key made where a secret was not mounted would open nothing
		if _, err := os.Stat(c.MasterKeyFile); err != nil {
			return nil, badFlag("master-key-file", c.MasterKeyFile, "cannot be read: write a key into it with `openssl rand -base64 32`")
		}
	}
	key, err := vault.LoadOrCreateKey(firstOf(c.MasterKeyFile, filepath.Join(c.StateDir, "master.key")))
	if err != nil {
		return nil, err
	}
	return vault.New(key)
}

// firstOf returns the first text that says something.
func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// stopFile is the global switch: while it exists, nothing is sent.
func (c *config) stopFile() string { return filepath.Join(c.StateDir, "stop") }

// socket is where a running server takes set-up work.
func (c *config) socket() string { return filepath.Join(c.StateDir, "control.sock") }
