package outreachtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
)

// Request is one request as the server read it, to its last byte.
type Request struct {
	Method string
	Path   string
	Header http.Header
	Body   string
}

// Fault is how a server fails. Accept runs as soon as a connection is there, instead of reading anything; Answer runs
// after a whole request was read, with how many the server had by then. The connection is closed afterwards, unless
// Answer says to keep it.
type Fault struct {
	Accept func(net.Conn)
	Answer func(c net.Conn, n int) (keep bool)
}

// Server is a provider that fails. It reads requests strictly and remembers each.
type Server struct {
	URL string
	// Got has one value for each request that was read.
	Got chan Request

	fault    Fault
	listener net.Listener
	workers  sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	conns    map[net.Conn]bool
	requests []Request
	bad      []error
}

// mostRequests bounds Got: no test makes more.
const mostRequests = 1024

// Serve starts a server on loopback.
func Serve(f Fault) (*Server, error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on loopback: %w", err)
	}
	s := &Server{URL: "http://" + l.Addr().String(), Got: make(chan Request, mostRequests), fault: f, listener: l, conns: map[net.Conn]bool{}}
	s.workers.Go(s.accept)
	return s, nil
}

// Close ends the server and all its connections, and waits for them.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	_ = s.listener.Close() // a second Close changes nothing
	for c := range s.conns {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.workers.Wait()
}

// Requests returns what was read so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

func (s *Server) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.closed {
			_ = c.Close()
		} else {
			s.conns[c] = true
			s.workers.Go(func() { s.serve(c) })
		}
		s.mu.Unlock()
	}
}

func (s *Server) serve(c net.Conn) {
	defer func() {
		_ = c.Close()
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	}()
	if s.fault.Accept != nil {
		s.fault.Accept(c)
		return
	}
	r := bufio.NewReader(c)
	for {
		n, err := s.read(r)
		if err != nil || s.fault.Answer == nil || !s.fault.Answer(c, n) {
			return
		}
	}
}

// read reads a whole request and notes it.
func (s *Server) read(r *bufio.Reader) (int, error) {
	req, err := http.ReadRequest(r)
	if err != nil {
		return 0, err // the connection ended between two requests, or in the middle of one that nobody can act on
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return 0, err
	}
	got := Request{Method: req.Method, Path: req.URL.Path, Header: req.Header, Body: string(body)}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range req.Header {
		if strings.Contains(strings.ToLower(name), "idempotency") {
			s.bad = append(s.bad, fmt.Errorf("the header %s lets net/http repeat the request", name))
		}
	}
	s.requests = append(s.requests, got)
	s.Got <- got
	return len(s.requests), nil
}

// atMost checks how many requests came, and that none could be repeated by the HTTP client.
func (s *Server) atMost(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	errs := s.bad
	if len(s.requests) > n {
		errs = append(errs, fmt.Errorf("the server read %d requests: at most %d may go out", len(s.requests), n))
	}
	return errors.Join(errs...)
}
