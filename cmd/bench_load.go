package cmd

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// clientTimeout is how long an answer may take.
const clientTimeout = 30 * time.Second

// load is what came of many requests.
type load struct {
	took times // each, unordered
	all  time.Duration
}

// rate is requests a second.
func (l load) rate() float64 { return float64(len(l.took)) / l.all.Seconds() }

// ask makes n requests over so many connections that stay open. It writes requests that are ready and reads no more of an answer than
// it must, for it shares the machine with the server. An answer that is not 200 ends it.
func ask(ctx context.Context, address string, connections, n int, request func(i int) []byte) (load, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	took := make([]times, connections)
	begun := time.Now()
	var workers sync.WaitGroup
	for w := range connections {
		workers.Go(func() {
			c, err := dial(ctx, address)
			if err != nil {
				cancel(err)
				return
			}
			defer c.close()
			for i := next.Add(1) - 1; i < int64(n) && ctx.Err() == nil; i = next.Add(1) - 1 {
				begun := time.Now()
				if _, err := c.ask(request(int(i)), false); err != nil {
					cancel(err)
					return
				}
				took[w] = append(took[w], time.Since(begun))
			}
		})
	}
	workers.Wait()
	l := load{all: time.Since(begun)}
	for _, some := range took {
		l.took = append(l.took, some...)
	}
	return l, context.Cause(ctx)
}

// line is one connection to a server.
type line struct {
	conn   net.Conn
	reader *bufio.Reader
	stop   func() bool
}

// dial connects to http://HOST:PORT; the connection ends with ctx.
func dial(ctx context.Context, address string) (*line, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	return &line{conn: conn, reader: bufio.NewReaderSize(conn, 64<<10), stop: stop}, nil
}

func (l *line) close() {
	l.stop()
	_ = l.conn.Close()
}

// ask makes one request and returns the answer's body, where it is wanted.
func (l *line) ask(request []byte, wanted bool) ([]byte, error) {
	if err := l.conn.SetDeadline(time.Now().Add(clientTimeout)); err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	if _, err := l.conn.Write(request); err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	response, err := http.ReadResponse(l.reader, nil)
	if err != nil {
		return nil, fmt.Errorf("read an answer: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode == http.StatusOK && !wanted {
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			return nil, fmt.Errorf("read an answer: %w", err)
		}
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, clientSize))
	if err != nil {
		return nil, fmt.Errorf("read an answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		first, _, _ := strings.Cut(string(request), "\r\n")
		return nil, &refusal{act: first, status: response.StatusCode, body: string(body)}
	}
	return body, nil
}

// getRequest is a GET with a session.
func getRequest(path, token string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + token + "\r\nAccept: application/json\r\n\r\n")
}
