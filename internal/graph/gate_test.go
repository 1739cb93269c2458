package graph

import (
	"errors"
	"io"
	"net"
	"testing"
)

// wire is a connection that remembers what was written, and may refuse.
type wire struct {
	net.Conn
	err     error
	written int
}

func (w *wire) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	w.written += len(p)
	return len(p), nil
}

func through(g *gate, w *wire) *conn {
	c := &conn{Conn: w}
	c.attach(g)
	return c
}

func TestGate_knowsWhetherAByteWentOut(t *testing.T) {
	t.Parallel()
	g, w := &gate{}, &wire{}
	if _, err := through(g, w).Write([]byte("POST")); err != nil {
		t.Fatal(err)
	}
	if out, _ := g.close(); !out {
		t.Error("a byte went out and nobody knows")
	}
}

func TestGate_letsNothingOutOnceShut(t *testing.T) {
	t.Parallel()
	g, w := &gate{}, &wire{}
	c := through(g, w)
	if out, _ := g.close(); out {
		t.Error("nothing went out")
	}
	if _, err := c.Write([]byte("POST")); !errors.Is(err, errGivenUp) || w.written != 0 {
		t.Errorf("%d bytes, %v", w.written, err)
	}
}

func TestGate_letsARequestOutOverOneConnectionAlone(t *testing.T) {
	t.Parallel()
	g, first, second := &gate{}, &wire{}, &wire{}
	if _, err := through(g, first).Write([]byte("POST")); err != nil {
		t.Fatal(err)
	}
	if _, err := through(g, second).Write([]byte("POST")); !errors.Is(err, errTwice) || second.written != 0 {
		t.Errorf("%d bytes over a second connection, %v", second.written, err)
	}
}

func TestGate_isUntouchedByAWriteThatFailedAtOnce(t *testing.T) {
	t.Parallel()
	g := &gate{}
	c := through(g, &wire{err: io.ErrClosedPipe})
	if _, err := c.Write([]byte("POST")); !errors.Is(err, io.ErrClosedPipe) {
		t.Fatal(err)
	}
	if out, why := g.close(); out || !errors.Is(why, io.ErrClosedPipe) {
		t.Errorf("out %v, %v", out, why)
	}
}

func TestGate_asksOnceAndObeys(t *testing.T) {
	t.Parallel()
	no, asked := errors.New("no"), 0
	g := &gate{allow: func() error { asked++; return no }}
	c := through(g, &wire{})
	for range 2 {
		if _, err := c.Write([]byte("POST")); !errors.Is(err, no) {
			t.Error(err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestConn_writesNothingForNobody(t *testing.T) {
	t.Parallel()
	w := &wire{}
	c := &conn{Conn: w}
	if _, err := c.Write([]byte("x")); err == nil || w.written != 0 {
		t.Error("bytes that belong to no request went out")
	}
}
