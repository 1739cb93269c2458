package store

import (
	"path/filepath"

	"github.com/pocketbase/dbx"
)

// Connect opens one of PocketBase's databases. data.db runs with synchronous=FULL, since a lost claim could greet somebody
// twice; auxiliary.db holds logs alone. busy_timeout comes first: journal_mode would otherwise fail while another
// connection sets it. Of its connections only the one that writes needs many pages in memory: see writerPages.
// secure_delete: what was erased leaves no bytes in the file.
func Connect(path string) (*dbx.DB, error) {
	mode := "NORMAL"
	if filepath.Base(path) == "data.db" {
		mode = "FULL"
	}
	return dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous("+mode+
		")&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-2000)&_pragma=wal_autocheckpoint(4000)&_pragma=journal_size_limit(200000000)&_pragma=secure_delete(ON)&_defensive=1")
}
