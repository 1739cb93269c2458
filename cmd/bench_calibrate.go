package cmd

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"aceno/store"
)

// Sizes of the calibrators.
const (
	batchRows       = 1_000 // of one transaction
	batches         = 60
	rowBytes        = 500
	groupUpdates    = 25 // of one commit
	groups          = 800
	singles         = 4_000
	posts           = 40_000
	benchConnection = 32 // connections of everything that is asked over HTTP
)

// calibrate measures what this machine can do at most, by kind of work.
func (b *bench) calibrate(ctx context.Context) error {
	kinds := []struct {
		name, of string
		run      func(ctx context.Context, b *bench) (float64, error)
	}{
		{byBatched, "rows of 500 bytes, 1,000 a transaction", batchedInserts},
		{byGrouped, "updates, 25 a commit, synchronous=FULL", func(ctx context.Context, b *bench) (float64, error) { return fullUpdates(ctx, b, groups, groupUpdates) }},
		{bySingle, "updates, one a commit, synchronous=FULL", func(ctx context.Context, b *bench) (float64, error) { return fullUpdates(ctx, b, singles, 1) }},
		{byLoopback, "net/http on both ends, 32 connections", loopbackPosts},
	}
	for _, kind := range kinds {
		f := figure{name: kind.name, of: kind.of, unit: "/s"}
		for range b.Runs {
			rate, err := kind.run(ctx, b)
			if err != nil {
				return fmt.Errorf("%s: %w", kind.name, err)
			}
			f.runs = append(f.runs, rate)
		}
		b.factors[kind.name] = middle(f.runs) / referenceCalibrators()[kind.name]
		b.report(f)
	}
	return nil
}

// scaled makes a calibrator as small as a test's other sizes.
func (b *bench) scaled(n int) int {
	return max(1, min(n, n*b.Messages/defaultBench().Messages))
}

// table opens a new database with a table of rows, one connection, as the program opens its own.
func (b *bench) table(ctx context.Context, rows int) (db *sql.DB, err error) {
	folder, err := b.place("calibrate")
	if err != nil {
		return nil, err
	}
	opened, err := store.Connect(filepath.Join(folder, "data.db"))
	if err != nil {
		return nil, fmt.Errorf("open a database: %w", err)
	}
	db = opened.DB()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "CREATE TABLE rows (id INTEGER PRIMARY KEY, n INTEGER, body TEXT)"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if rows == 0 {
		return db, nil
	}
	if err := insertBatch(ctx, db, rows); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func insertBatch(ctx context.Context, db *sql.DB, rows int) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // of a commit that was, nothing
	insert, err := tx.PrepareContext(ctx, "INSERT INTO rows (n, body) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	body := strings.Repeat("x", rowBytes)
	for i := range rows {
		if _, err := insert.ExecContext(ctx, i, body); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func batchedInserts(ctx context.Context, b *bench) (rate float64, err error) {
	db, err := b.table(ctx, 0)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	n := b.scaled(batches)
	begun := time.Now()
	for range n {
		if err := insertBatch(ctx, db, batchRows); err != nil {
			return 0, err
		}
	}
	return float64(n*batchRows) / time.Since(begun).Seconds(), nil
}

// fullUpdates changes single rows by their primary key, so many a commit.
func fullUpdates(ctx context.Context, b *bench, commits, updates int) (rate float64, err error) {
	const rows = 10_000
	db, err := b.table(ctx, rows)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	update, err := conn.PrepareContext(ctx, "UPDATE rows SET n = n + 1 WHERE id = ?")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, update.Close()) }()
	n, row := b.scaled(commits), 0
	begun := time.Now()
	for range n {
		if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
			return 0, err
		}
		for range updates {
			row = (row + 7919) % rows // all over the table
			if _, err := update.ExecContext(ctx, row+1); err != nil {
				return 0, err
			}
		}
		if _, err := conn.ExecContext(ctx, "COMMIT"); err != nil {
			return 0, err
		}
	}
	return float64(n*updates) / time.Since(begun).Seconds(), nil
}

// loopbackPosts asks a server of the standard library that answers at once.
func loopbackPosts(ctx context.Context, b *bench) (rate float64, err error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("listen: %w", err)
	}
	server := &http.Server{ReadHeaderTimeout: headerTimeout, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, `{"ok":true}`)
	})}
	go func() { _ = server.Serve(listener) }()
	defer func() { err = errors.Join(err, server.Close()) }()
	transport := &http.Transport{MaxIdleConnsPerHost: benchConnection}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: clientTimeout}
	n := b.scaled(posts)
	var left atomic.Int64
	left.Store(int64(n))
	var failed atomic.Pointer[error]
	begun := time.Now()
	var workers sync.WaitGroup
	for range benchConnection {
		workers.Go(func() {
			for left.Add(-1) >= 0 && failed.Load() == nil {
				if err := post(ctx, client, "http://"+listener.Addr().String()); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	workers.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(n) / time.Since(begun).Seconds(), nil
}

func post(ctx context.Context, client *http.Client, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(`{"messaging_product":"whatsapp","to":"5547900000000","type":"template"}`))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return errors.Join(err, response.Body.Close())
}
