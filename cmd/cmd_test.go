package cmd

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// each calls do for every command that runs, with its line.
func each(command *cobra.Command, do func(c *cobra.Command)) {
	if command.Runnable() {
		do(command)
	}
	for _, child := range command.Commands() {
		each(child, do)
	}
}

func TestCommands_eachFlagNamesItsVariableAndNoneHoldsAKey(t *testing.T) {
	t.Parallel()
	var names []string
	each(newRoot(site()), func(c *cobra.Command) {
		names = append(names, c.CommandPath())
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.HasSuffix(f.Usage, "["+envName(f.Name)+"]") {
				t.Errorf("%s --%s does not name %s: %s", c.CommandPath(), f.Name, envName(f.Name), f.Usage)
			}
			if f.Name == "master-key" {
				t.Errorf("%s takes the master key as a flag: lists of processes show it", c.CommandPath())
			}
		})
		if c.Short == "" || !strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s does not say in a sentence what it does: %q", c.CommandPath(), c.Short)
		}
	})
	for _, want := range []string{"serve", "demo", "sandbox", "setup", "superuser upsert", "migrate", "stop"} {
		if !slices.Contains(names, "aceno "+want) {
			t.Errorf("there is no aceno %s among %v", want, names)
		}
	}
}

func TestCommands_refuseWhatTheyDoNotKnow(t *testing.T) {
	t.Parallel()
	for line, word := range map[string]string{
		"fly":                        `unknown command "fly"`,
		"serve a.example b.example":  "accepts at most 1 arg",
		"serve --data":               "unknown flag: --data",
		"setup Agência":              "unknown command",
		"stop now":                   "unknown command",
		"superuser upsert a@b.c":     "accepts 2 arg(s)",
		"sandbox --speed fast":       "--speed",
		"demo --limit soon":          "--limit",
		"serve --send-workers=0.5":   "--send-workers",
		"stop --master-key-file key": "unknown flag: --master-key-file",
	} {
		_, err := command(t, strings.Fields(line)...)
		wantWords(t, err, word)
	}
}

func TestEnvName_isTheContracts(t *testing.T) {
	t.Parallel()
	for flag, want := range map[string]string{"http": "ACENO_HTTP", "data-dir": "ACENO_DATA_DIR", "master-key-file": "ACENO_MASTER_KEY_FILE", "allow-private-networks": "ACENO_ALLOW_PRIVATE_NETWORKS"} {
		if got := envName(flag); got != want {
			t.Errorf("envName(%q) = %s, want %s", flag, got, want)
		}
	}
}

func TestControl_refusesWhatIsNoRequestAndStaysUp(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	serving(t, c)
	client := c.controlClient()
	for name, one := range map[string]struct {
		method, path, body string
		status             int
		says               string
	}{
		"no JSON":         {http.MethodPost, "/setup", "workspace", 400, "read the request"},
		"another type":    {http.MethodPost, "/setup", `{"workspace": 7}`, 400, "read the request"},
		"too much":        {http.MethodPost, "/setup", strings.Repeat(" ", controlSize+1), 400, "too large"},
		"only to look at": {http.MethodGet, "/setup", "", 405, ""},
		"unknown work":    {http.MethodPost, "/erase", "{}", 404, ""},
		"a short one":     {http.MethodPost, "/superuser", `{"email":"op@b.example","password":"short"}`, 400, "at least 8 characters"},
		"a right one":     {http.MethodPost, "/superuser", `{"email":"op@b.example","password":"uma-senha-longa"}`, 200, `"email":"op@b.example"`},
	} {
		request, err := http.NewRequestWithContext(t.Context(), one.method, "http://control"+one.path, strings.NewReader(one.body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.StatusCode != one.status || !strings.Contains(string(body), one.says) {
			t.Errorf("%s: %d %s, want %d with %q", name, response.StatusCode, body, one.status, one.says)
		}
	}
}

func TestInside_knowsAFolderAndWhatLiesInIt(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		outer, inner string
		want         bool
	}{
		{"pb_data", "pb_data", true},
		{"pb_data", "./pb_data/state", true},
		{"pb_data", "aceno_state", false},
		{"pb_data", "pb_data_state", false},
		{"pb_data", ".", false},
		{"/data", "/data/..data", true},
		{"/data", "/state", false},
		{"/", "/state", true},
	} {
		if got := inside(one.outer, one.inner); got != one.want {
			t.Errorf("inside(%q, %q) = %t", one.outer, one.inner, got)
		}
	}
}
