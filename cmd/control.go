package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"time"
)

// Limits of the control socket: set-up work is small, and hashing a password takes a moment. A path of more bytes than
// longestSocket is no address of a Unix socket.
const (
	controlTimeout = 30 * time.Second
	longTimeout    = 10 * time.Minute // an import's
	controlEnd     = 5 * time.Second
	controlSize    = 1 << 20
	longestSocket  = 103
)

// dataHeader names the data folder that a command means, so that no work goes to the server of another one.
const dataHeader = "Aceno-Data-Dir"

// control is the socket over which commands beside a running server hand it their work. Whoever may open the file (mode
// 0600) is the operator.
type control struct {
	server *http.Server
}

// Close stops listening, waits for the work under way and removes the socket.
func (c *control) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), controlEnd)
	defer cancel()
	if err := c.server.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("close the control socket: %w", err), c.server.Close())
	}
	return nil
}

// listenControl serves set-up work on a Unix socket in the state folder.
func (p *program) listenControl(ctx context.Context) (*control, error) {
	path := p.cfg.socket()
	if len(path) > longestSocket {
		return nil, badFlag("state-dir", p.cfg.StateDir, fmt.Sprintf("the control socket's path has %d bytes, at most %d work: name a shorter folder", len(path), longestSocket))
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("take the old control socket away: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	if err != nil {
		return nil, fmt.Errorf("listen on the control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("protect the control socket: %w", err), listener.Close())
	}
	mux := http.NewServeMux()
	for name, do := range p.setupWork() {
		mux.HandleFunc("POST /"+name, p.answer(do))
	}
	c := &control{server: &http.Server{Handler: mux, ReadHeaderTimeout: headerTimeout, ReadTimeout: controlTimeout, WriteTimeout: longTimeout}}
	go func() { _ = c.server.Serve(listener) }() // ends with Close
	return c, nil
}

// work is one piece of set-up work: JSON in, JSON out.
type work func(in []byte) (out []byte, err error)

// setupWork is what commands may ask for, of a running server or of the program opened for it alone.
func (p *program) setupWork() map[string]work {
	return map[string]work{"setup": typed(p.setup), "superuser": typed(p.upsertSuperuser), "import": typed(p.importList)}
}

func typed[In, Out any](do func(In) (Out, error)) work {
	return func(raw []byte) ([]byte, error) {
		var in In
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, fmt.Errorf("read the request: %w", err)
		}
		out, err := do(in)
		if err != nil {
			return nil, err
		}
		return json.Marshal(out)
	}
}

// answer makes a handler of one piece of work; an error is answered as text.
func (p *program) answer(do work) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if other := r.Header.Get(dataHeader); other != "" && !sameFolder(other, p.cfg.DataDir) {
			http.Error(w, badFlag("data-dir", other, "the server on this state folder works on "+absolute(p.cfg.DataDir)+": name that, or another --state-dir").Error(), http.StatusConflict)
			return
		}
		in, err := io.ReadAll(http.MaxBytesReader(w, r.Body, controlSize))
		if err != nil {
			http.Error(w, "read the request: "+err.Error(), http.StatusBadRequest)
			return
		}
		out, err := do(in)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(out) // the other side is gone then
	}
}

func sameFolder(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
