package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// parsed runs a command line over the server's flags.
func parsed(args ...string) (*config, error) {
	c := defaultConfig()
	command := &cobra.Command{Use: "x", SilenceUsage: true, SilenceErrors: true, RunE: func(*cobra.Command, []string) error { return nil }}
	c.serveFlags(command.Flags())
	withEnvironment(command).SetArgs(args)
	err := command.Execute()
	return &c, err
}

func TestEnvironment_flagWinsOverVariableAndVariableOverDefault(t *testing.T) {
	t.Setenv("ACENO_HTTP", "127.0.0.1:1")
	t.Setenv("ACENO_DATA_DIR", "from-variable")
	t.Setenv("ACENO_ALLOW_PRIVATE_NETWORKS", "1")
	t.Setenv("ACENO_CORS_ORIGINS", "https://a.example,https://b.example")
	t.Setenv("ACENO_SEND_WORKERS", "") // says nothing
	c, err := parsed("--http", "127.0.0.1:2")
	if err != nil {
		t.Fatal(err)
	}
	if c.HTTP != "127.0.0.1:2" || c.DataDir != "from-variable" || !c.AllowPrivate || c.SendWorkers != 16 || c.StateDir != "aceno_state" {
		t.Errorf("got %+v", c)
	}
	if got := strings.Join(c.CORSOrigins, " "); got != "https://a.example https://b.example" {
		t.Errorf("origins: %s", got)
	}
}

func TestEnvironment_namesEveryVariableThatCannotBeUsed(t *testing.T) {
	t.Setenv("ACENO_SEND_WORKERS", "many")
	t.Setenv("ACENO_ALLOW_PRIVATE_NETWORKS", "perhaps")
	_, err := parsed()
	wantWords(t, err, `ACENO_SEND_WORKERS="many"`, "want a int", `ACENO_ALLOW_PRIVATE_NETWORKS="perhaps"`, "want a bool")
}

func TestServe_helpListsFlagsWithTheirVariables(t *testing.T) {
	t.Parallel()
	help, err := command(t, "serve", "--help")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"--http", "ACENO_HTTP", "ACENO_DATA_DIR", "ACENO_STATE_DIR", "ACENO_MASTER_KEY ", "ACENO_MASTER_KEY_FILE", "ACENO_PUBLIC_URL", "ACENO_CORS_ORIGINS",
		"ACENO_CLOCK_FILE", "ACENO_ALLOW_PRIVATE_NETWORKS", "ACENO_RESOLVE", "ACENO_GRAPH_URL", "ACENO_OVERPASS_URL", "ACENO_NOMINATIM_URL",
		"ACENO_ADMIN", "ACENO_SEND_WORKERS", "ACENO_LOG_LEVEL",
	} {
		if !strings.Contains(help, name) {
			t.Errorf("the help does not name %s", name)
		}
	}
	if strings.Contains(help, "ACENO_HELP") {
		t.Error("the help names a variable for --help")
	}
}

func TestConfig_refusesWhatCannotRun(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		change func(c *config)
		says   []string
	}{
		"no port":                {func(c *config) { c.HTTP = "localhost" }, []string{"--http (ACENO_HTTP)", `"localhost"`, "127.0.0.1:8090"}},
		"unknown admin":          {func(c *config) { c.Admin = "maybe" }, []string{"--admin (ACENO_ADMIN)", "local, on or off"}},
		"no workers":             {func(c *config) { c.SendWorkers = 0 }, []string{"--send-workers", "1 to 1024"}},
		"too many workers":       {func(c *config) { c.SendWorkers = 1025 }, []string{"--send-workers"}},
		"resolve alone":          {func(c *config) { c.Resolve = "*.example=127.0.0.1:9" }, []string{"--resolve", "--allow-private-networks"}},
		"state in data":          {func(c *config) { c.StateDir = filepath.Join(c.DataDir, "state") }, []string{"--state-dir", "master key"}},
		"state is data":          {func(c *config) { c.StateDir = c.DataDir }, []string{"--state-dir"}},
		"public URL":             {func(c *config) { c.PublicURL = "aceno.example" }, []string{"--public-url", "https://"}},
		"origin with a path":     {func(c *config) { c.CORSOrigins = []string{"https://app.example/"} }, []string{"--cors-origins", "scheme and host"}},
		"origin without scheme":  {func(c *config) { c.CORSOrigins = []string{"app.example"} }, []string{"--cors-origins"}},
		"graph URL":              {func(c *config) { c.GraphURL = "ftp://graph.example" }, []string{"--graph-url (ACENO_GRAPH_URL)"}},
		"overpass URL":           {func(c *config) { c.OverpassURL = "" }, []string{"--overpass-url"}},
		"nominatim URL":          {func(c *config) { c.NominatimURL = "http://" }, []string{"--nominatim-url"}},
		"two things, both named": {func(c *config) { c.Admin, c.SendWorkers = "x", -1 }, []string{"--admin", "--send-workers"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := defaultConfig()
			one.change(&c)
			wantWords(t, c.check(), one.says...)
		})
	}
}

func TestConfig_acceptsWhatItIsMadeFor(t *testing.T) {
	t.Parallel()
	c := defaultConfig()
	if err := c.check(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
	c.HTTP, c.PublicURL, c.CORSOrigins, c.Admin = ":8090", "https://aceno.example", []string{"https://app.example", "*"}, adminOff
	c.AllowPrivate, c.Resolve, c.GraphURL = true, "*=127.0.0.1:9", "http://127.0.0.1:9"
	if err := c.check(); err != nil {
		t.Errorf("everything set: %v", err)
	}
}

func TestConfig_originsAreThoseOfTheFrontEndElseItsOwn(t *testing.T) {
	t.Parallel()
	c := defaultConfig()
	for _, step := range []struct {
		change  func()
		domains []string
		want    string
	}{
		{func() {}, nil, "http://127.0.0.1:8090"},
		{func() {}, []string{"aceno.example"}, "https://aceno.example"},
		{func() { c.PublicURL = "https://public.example/" }, nil, "https://public.example"},
		{func() { c.CORSOrigins = []string{"https://app.example"} }, nil, "https://app.example"},
	} {
		step.change()
		if got := c.origins(step.domains); len(got) != 1 || got[0] != step.want {
			t.Errorf("origins %v, want %s", got, step.want)
		}
	}
}

func TestConfig_clockFileThatIsMissingNamesTheFlag(t *testing.T) {
	t.Parallel()
	c := defaultConfig()
	c.ClockFile = filepath.Join(t.TempDir(), "clock")
	_, err := c.clock()
	wantWords(t, err, "--clock-file (ACENO_CLOCK_FILE)", c.ClockFile)
}

func TestVault_keyComesFromVariableFileOrStateFolder(t *testing.T) {
	t.Setenv("ACENO_MASTER_KEY", "")
	c := defaultConfig()
	c.StateDir = filepath.Join(t.TempDir(), "state")
	hash := func() string {
		t.Helper()
		v, err := c.vault()
		if err != nil {
			t.Fatal(err)
		}
		return v.Hash("w", "email", "a@b.example")
	}
	made := hash()
	info, err := os.Stat(filepath.Join(c.StateDir, "master.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the made key: %v, %v; want mode 0600", info, err)
	}
	if hash() != made {
		t.Error("the made key is not read again")
	}
	c.MasterKeyFile = filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(c.MasterKeyFile, []byte(testKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	fromFile := hash()
	if fromFile == made {
		t.Error("the named file is not used")
	}
	t.Setenv("ACENO_MASTER_KEY", strings.Repeat("ab", 32))
	if hash() == fromFile {
		t.Error("the variable does not win over the file")
	}
	t.Setenv("ACENO_MASTER_KEY", "short")
	_, err = c.vault()
	wantWords(t, err, "ACENO_MASTER_KEY", "openssl rand")
}

func TestVault_namedKeyFileThatIsMissingIsNotMade(t *testing.T) {
	t.Setenv("ACENO_MASTER_KEY", "")
	c := defaultConfig()
	c.MasterKeyFile = filepath.Join(t.TempDir(), "key")
	_, err := c.vault()
	wantWords(t, err, "--master-key-file (ACENO_MASTER_KEY_FILE)", "openssl rand")
	if _, err := os.Stat(c.MasterKeyFile); err == nil {
		t.Error("the file was made")
	}
}
