package cmd

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
)

// checkWord is what lies sealed in the database, so that a wrong master key is noticed at start and not at the first send.
const checkWord = "aceno"

// readKeyCheck and writeKeyCheck are the sealed word, by its primary key.
const (
	readKeyCheck  = `SELECT value FROM system_state WHERE name = 'key_check'`
	writeKeyCheck = `INSERT INTO system_state (name, value) VALUES ('key_check', {:value})`
)

// checkKey refuses a master key other than the one that this data folder was begun with.
func (p *program) checkKey() error {
	var sealed string
	err := p.app.DB().NewQuery(readKeyCheck).Row(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return p.rememberKey()
	}
	if err != nil {
		return fmt.Errorf("read the key check: %w", err)
	}
	plain, err := p.vault.Unseal("", "system_state", "key_check", "value", sealed)
	if err != nil || string(plain) != checkWord {
		return fmt.Errorf("the master key is not the one that %s was begun with: give that one (--master-key-file, ACENO_MASTER_KEY, or master.key in the state folder %s)",
			firstOf(p.cfg.copyOf, p.cfg.DataDir), p.cfg.StateDir)
	}
	return nil
}

// rememberKey seals the word under the key of a new data folder.
func (p *program) rememberKey() error {
	sealed, err := p.vault.Seal("", "system_state", "key_check", "value", []byte(checkWord))
	if err != nil {
		return err
	}
	if _, err := p.app.NonconcurrentDB().NewQuery(writeKeyCheck).Bind(dbx.Params{"value": sealed}).Execute(); err != nil {
		return fmt.Errorf("write the key check: %w", err)
	}
	return nil
}
