package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aceno/internal/backup"
)

func TestOpen_refusesASecondProgramOnTheSameFolders(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	opened(t, c)
	_, err := open(c, site(), discard())
	wantWords(t, err, "--data-dir (ACENO_DATA_DIR)", c.DataDir, "another aceno works on this folder")

	otherState := c
	otherState.StateDir = filepath.Join(folder(t), "state")
	var answer setupAnswer
	wantWords(t, otherState.hand(t.Context(), site(), "setup", agency(), &answer), "--data-dir", "end it first")

	otherData := newConfig(t)
	otherData.StateDir = c.StateDir
	_, err = open(otherData, site(), discard())
	wantWords(t, err, "--state-dir (ACENO_STATE_DIR)", c.StateDir)
}

func TestOpen_givesTheLocksBackWhenItFails(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	bad := c
	bad.MasterKey = "short"
	_, err := open(bad, site(), discard())
	wantWords(t, err, "ACENO_MASTER_KEY", "openssl rand")
	opened(t, c)
}

func TestOpen_checksTheConfigurationBeforeItMakesAnything(t *testing.T) {
	t.Parallel()
	c := defaultConfig()
	c.DataDir, c.StateDir, c.Admin = filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "state"), "maybe"
	_, err := open(c, site(), discard())
	wantWords(t, err, "--admin")
	if _, err := os.Stat(c.DataDir); err == nil {
		t.Error("the data folder was made")
	}
}

func TestOpen_refusesAFolderThatIsAFile(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	c.StateDir = filepath.Join(folder(t), "file")
	if err := os.WriteFile(c.StateDir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := open(c, site(), discard())
	wantWords(t, err, "--state-dir (ACENO_STATE_DIR)", "cannot be made")
}

func TestOpen_noticesAWrongMasterKeyAtStart(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	wrong := c
	wrong.MasterKey = strings.Repeat("ab", 32)
	_, err := open(wrong, site(), discard())
	wantWords(t, err, "the master key is not the one that "+c.DataDir, "--master-key-file", "ACENO_MASTER_KEY")
	if strings.Contains(err.Error(), wrong.MasterKey) {
		t.Error("the error prints the key")
	}
	opened(t, c) // the right key still opens it
}

func TestOpen_noticesAStateFolderThatLostItsKey(t *testing.T) {
	t.Setenv("ACENO_MASTER_KEY", "")
	c := newConfig(t)
	c.MasterKey = ""
	_, err := open(c, site(), discard())
	wantWords(t, err, "the master key is not the one", c.StateDir)
}

func TestOpen_noticesACheckWordOfAnotherPlace(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := p.vault.Seal("", "system_state", "key_check", "value", []byte("another word"))
	if err == nil {
		_, err = p.app.DB().NewQuery("UPDATE system_state SET value = {:value} WHERE name = 'key_check'").Bind(map[string]any{"value": sealed}).Execute()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	_, err = open(c, site(), discard())
	wantWords(t, err, "the master key is not the one")
}

func TestOpen_letsOnlyThisMachineBeSuperuserUnlessTheAdminIsOn(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	for admin, want := range map[string]int{adminLocal: 2, adminOff: 2, adminOn: 0} {
		c.Admin = admin
		p, err := open(c, site(), discard())
		if err != nil {
			t.Fatal(err)
		}
		if got := p.app.Settings().SuperuserIPs; len(got) != want {
			t.Errorf("--admin %s: superusers from %v", admin, got)
		}
		if err := p.close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClose_freesBothFolders(t *testing.T) {
	t.Parallel()
	c := newConfig(t)
	p, err := open(c, site(), discard())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{c.DataDir, c.StateDir} {
		lock, err := backup.Acquire(path)
		if err != nil {
			t.Errorf("%s is not free: %v", path, err)
			continue
		}
		_ = lock.Release()
	}
}

func TestAccounts_unknownAccountIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	p := opened(t, newConfig(t))
	_, err := p.accounts().Open(t.Context(), "nobody000000000")
	wantWords(t, err, "account nobody000000000")
}

func TestNewLogger_writesJSONFromItsLevelOn(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logger, err := newLogger("warn", &out)
	if err != nil {
		t.Fatal(err)
	}
	logger.Info("quiet")
	logger.Warn("loud")
	if text := out.String(); strings.Contains(text, "quiet") || !strings.Contains(text, `"msg":"loud"`) {
		t.Errorf("wrote %s", text)
	}
	_, err = newLogger("chatty", &out)
	wantWords(t, err, "--log-level (ACENO_LOG_LEVEL)", "debug, info, warn or error")
}

func TestUserAgent_saysWhoRunsItWhenThatIsKnown(t *testing.T) {
	t.Parallel()
	c := defaultConfig()
	if got := c.userAgent(); got != "Aceno/"+Version {
		t.Errorf("got %q", got)
	}
	c.PublicURL = "https://aceno.example"
	if got := c.userAgent(); got != "Aceno/"+Version+" (+https://aceno.example)" {
		t.Errorf("got %q", got)
	}
}

func TestMigrate_upIsDoneAndOtherWordsAreRefused(t *testing.T) {
	c := newConfig(t)
	t.Setenv("ACENO_MASTER_KEY", testKey)
	if _, err := command(t, "migrate", "up", "--data-dir", c.DataDir, "--state-dir", c.StateDir); err != nil {
		t.Error(err)
	}
	for _, args := range [][]string{{}, {"sideways"}, {"down"}, {"down", "all"}, {"down", "0"}, {"up", "3"}} {
		_, err := command(t, append([]string{"migrate", "--data-dir", c.DataDir, "--state-dir", c.StateDir}, args...)...)
		wantWords(t, err, "want up, down N")
	}
}

func TestOpen_worksOnARelativeFolderAsTheDefaultsAre(t *testing.T) {
	c := newConfig(t)
	t.Chdir(filepath.Dir(c.DataDir))
	c.DataDir, c.StateDir = "data", "state"
	s := serving(t, c)
	var answer setupAnswer
	if err := c.hand(t.Context(), site(), "setup", agency(), &answer); err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.WebhookAccounts(t.Context(), "whatsapp"); err != nil {
		t.Errorf("a read of the store: %v", err)
	}
	if s.cfg.DataDir == "data" || s.cfg.StateDir == "state" {
		t.Errorf("the folders stay %s and %s", s.cfg.DataDir, s.cfg.StateDir)
	}
}
