package graph

import (
	"errors"
	"net"
	"sync"
)

var (
	errGivenUp = errors.New("the call was given up before its first byte")
	errTwice   = errors.New("the request has gone out once already")
)

// gate stands between one request and the wire. It lets the request out over one connection, asks a last time before
// the first byte, and can be shut for good: whoever shuts it knows whether anything went out.
type gate struct {
	allow func() error // asked before the first byte; may be nil

	mu      sync.Mutex
	over    *conn // the connection that the request goes out over; nil = no byte was let through
	written int
	shut    error // no byte passes any more, and why
}

// pass lets a write out over c, or says why not.
func (g *gate) pass(c *conn) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.shut != nil:
		return g.shut
	case g.over == c:
		return nil
	case g.over != nil:
		return errTwice
	}
	if g.allow != nil {
		if err := g.allow(); err != nil {
			g.shut = err
			return err
		}
	}
	g.over = c
	return nil
}

// count notes how far a write came. One that failed before its first byte shuts the gate: nothing went out.
func (g *gate) count(n int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.written += n
	if err != nil && g.written == 0 && g.shut == nil {
		g.over, g.shut = nil, err
	}
}

// close shuts the gate and says whether a byte may have gone out, and the reason why none did.
func (g *gate) close() (out bool, why error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut == nil {
		g.shut = errGivenUp
		return g.over != nil, nil
	}
	return g.over != nil, g.shut
}

// conn is a connection whose writes pass the gate of the request that holds it. HTTP/1.1 has one request at a time.
type conn struct {
	net.Conn

	mu   sync.Mutex
	gate *gate
}

func (c *conn) attach(g *gate) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gate = g
}

// Write writes through the gate.
func (c *conn) Write(p []byte) (int, error) {
	c.mu.Lock()
	g := c.gate
	c.mu.Unlock()
	if g == nil {
		return 0, errGivenUp
	}
	if err := g.pass(c); err != nil {
		return 0, err
	}
	n, err := c.Conn.Write(p)
	g.count(n, err)
	return n, err
}
