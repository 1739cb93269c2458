package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
)

// readConnections is how many reads run at once; each keeps its statements prepared.
const readConnections = 3

// readers is this room's own read pool: connections that cannot write, each with prepared statements. It opens at the
// first read, since the app may not have made the database yet when the store is opened.
type readers struct {
	path string

	mu     sync.Mutex
	db     *sql.DB
	free   chan *reader
	closed bool
}

// reader is one connection of the pool.
type reader struct {
	conn    *sql.Conn
	session session
}

// read runs a function on a free connection, in one snapshot of the database.
func (s *Store) read(ctx context.Context, fn func(ses *session) error) error {
	pool, err := s.readers.open(ctx)
	if err != nil {
		return err
	}
	var r *reader
	select {
	case r = <-pool:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { pool <- r }()
	return r.conn.Raw(func(raw any) (err error) {
		if err := r.session.on(raw); err != nil {
			return err
		}
		r.session.ctx = ctx
		if _, err := r.session.exec("BEGIN", nil); err != nil {
			return err
		}
		defer func() {
			r.session.ctx = context.WithoutCancel(ctx) // the snapshot is given back whatever became of the caller
			_, end := r.session.exec("ROLLBACK", nil)
			err = errors.Join(err, end)
		}()
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("a read panicked: %v", r)
			}
		}()
		return fn(&r.session)
	})
}

// open opens the pool once.
func (p *readers) open(ctx context.Context) (chan *reader, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errors.New("the store is closed")
	}
	if p.free != nil {
		return p.free, nil
	}
	db, err := sql.Open("sqlite", readDSN(p.path))
	if err != nil {
		return nil, fmt.Errorf("open the read pool: %w", err)
	}
	db.SetMaxOpenConns(readConnections)
	free := make(chan *reader, readConnections)
	for range readConnections {
		conn, err := db.Conn(context.WithoutCancel(ctx))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open the read pool: %w", err), db.Close())
		}
		free <- &reader{conn: conn}
	}
	p.db, p.free = db, free
	return free, nil
}

// readDSN names the database as a URI, since mode=ro is understood only there.
func readDSN(path string) string {
	if whole, err := filepath.Abs(path); err == nil { // a URI knows no folder to be relative to
		path = whole
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows drive
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?mode=ro&_pragma=busy_timeout(10000)&_pragma=query_only(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-4000)"
}

// close waits for the reads under way and closes the pool: an open reader would keep the write-ahead log from being
// folded in at exit.
func (p *readers) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	if p.free == nil {
		return nil
	}
	var errs []error
	for range readConnections {
		r := <-p.free
		errs = append(errs, r.session.close(), r.conn.Close())
	}
	return errors.Join(append(errs, p.db.Close())...)
}
