package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/hooks/routes"
)

// dataFile is PocketBase's database in a data folder.
const dataFile = "data.db"

// How a database is opened to be copied. mode=ro beside its log, which a running server keeps; immutable where there is none,
// since the other would leave an empty log behind.
const (
	besideServer = "?mode=ro&_pragma=busy_timeout(10000)"
	atRest       = "?mode=ro&immutable=1"
)

// copyDatabase makes a whole copy of a database, of one instant, without writing to it or to its folder. A server may be
// running on it; one that starts in between makes the copy begin anew.
func copyDatabase(ctx context.Context, from, to string) error {
	before, err := os.Stat(from)
	if err != nil {
		return badFlag("data-dir", filepath.Dir(from), "no database is there: name the folder that the server works on")
	}
	if _, err := os.Stat(from + "-wal"); err == nil {
		return vacuumInto(ctx, from+besideServer, to)
	}
	err = vacuumInto(ctx, from+atRest, to)
	after, gone := os.Stat(from)
	_, noLog := os.Stat(from + "-wal")
	if gone == nil && noLog != nil && after.ModTime().Equal(before.ModTime()) && after.Size() == before.Size() {
		return err
	}
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("take a torn copy away: %w", err)
	}
	return vacuumInto(ctx, from+besideServer, to)
}

func vacuumInto(ctx context.Context, from, to string) (err error) {
	path, options, _ := strings.Cut(from, "?")
	db, err := dbx.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?"+options)
	if err != nil {
		return fmt.Errorf("open %s to copy it: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.NewQuery("VACUUM INTO {:to}").Bind(dbx.Params{"to": to}).WithContext(ctx).Execute(); err != nil {
		return fmt.Errorf("copy %s: %w", path, err)
	}
	return os.Chmod(to, 0o600)
}

// What is changed in the copy: nothing but the campaign moves, nobody's credentials are there, and what is written need not
// outlive a power cut.
const (
	pauseOthers    = `UPDATE campaigns SET status = 'paused' WHERE id != {:id} AND status != 'completed'`
	dropSecrets    = `UPDATE integrated_accounts SET credentials = ''`
	writeLoosely   = `PRAGMA synchronous = OFF`
	pointToSandbox = `
UPDATE integrated_accounts SET credentials = {:credentials},
	settings = json_set(COALESCE(NULLIF(settings, ''), '{}'), '$.phone_number_id', {:number}, '$.waba_id', {:waba}, '$.api_version', {:version})
WHERE id = {:id}`
)

// isolate makes the copy one that can reach nobody. The campaign's WhatsApp accounts get a number of the sandbox each; one that
// could not send for real keeps what it lacks, so that the rehearsal says so too.
func (r *rehearsal) isolate(ctx context.Context) error {
	sealed, err := r.p.store.WebhookAccounts(ctx, "whatsapp")
	if err != nil {
		return fmt.Errorf("read the accounts of the copy: %w", err)
	}
	for _, statement := range []string{writeLoosely, pauseOthers, dropSecrets} {
		if err := r.exec(ctx, statement, dbx.Params{"id": r.campaign}); err != nil {
			return err
		}
	}
	for _, one := range sealed {
		account, err := routes.Unseal(r.p.vault, one)
		if err != nil || !slices.Contains(r.accounts, one.ID) || account.Credentials["access_token"] == "" || account.Settings["phone_number_id"] == "" {
			continue
		}
		if err := r.giveNumber(ctx, one.Workspace, one.ID); err != nil {
			return fmt.Errorf("give account %s a number of the sandbox: %w", one.ID, err)
		}
	}
	return nil
}

// giveNumber opens a number of the sandbox for an account and seals its credentials in the copy.
func (r *rehearsal) giveNumber(ctx context.Context, workspace, id string) error {
	templates, err := r.templatesOf(id)
	if err != nil {
		return err
	}
	number, err := r.stand.add(r, id, templates)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(map[string]string{"access_token": number.AccessToken, "app_secret": number.AppSecret, "verify_token": number.VerifyToken})
	if err != nil {
		return err
	}
	credentials, err := r.p.vault.Seal(workspace, "integrated_accounts", id, "credentials", plain)
	if err != nil {
		return err
	}
	return r.exec(ctx, pointToSandbox, dbx.Params{"id": id, "credentials": credentials, "number": number.PhoneNumberID, "waba": number.WABAID, "version": number.APIVersion})
}

// exec changes the copy.
func (r *rehearsal) exec(ctx context.Context, statement string, values dbx.Params) error {
	query := r.p.app.NonconcurrentDB().NewQuery(statement)
	if strings.Contains(statement, "{:") {
		query = query.Bind(values)
	}
	if _, err := query.WithContext(ctx).Execute(); err != nil {
		return fmt.Errorf("prepare the copy: %w", err)
	}
	return nil
}

// stamp writes a business time as the tables have it.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05.000Z") }
