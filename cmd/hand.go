package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
)

// errNoServer says that nobody listens on the control socket.
var errNoServer = errors.New("no server runs on this state folder")

// hand gives work to the running server, or does it here when none runs: it takes the data folder's lock and opens the
// database itself.
func (c *config) hand(ctx context.Context, pages fs.FS, name string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("write the request: %w", err)
	}
	raw, err := c.ask(ctx, name, body)
	if errors.Is(err, errNoServer) {
		raw, err = c.doAlone(pages, name, body)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return nil
}

// ask posts to the running server.
func (c *config) ask(ctx context.Context, name string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, longTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control/"+name, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ask the running server: %w", err)
	}
	request.Header.Set(dataHeader, absolute(c.DataDir))
	response, err := c.controlClient().Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask the running server: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, controlSize))
	if err != nil {
		return nil, fmt.Errorf("read the running server's answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, errors.New(string(bytes.TrimSpace(raw)))
	}
	return raw, nil
}

// controlClient speaks HTTP to the control socket.
func (c *config) controlClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, "unix", c.socket())
			if err != nil {
				return nil, errors.Join(errNoServer, err)
			}
			return conn, nil
		},
	}}
}

// doAlone opens the program, does the work and closes it.
func (c *config) doAlone(pages fs.FS, name string, body []byte) (raw []byte, err error) {
	p, err := open(*c, pages, discard())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	stop := p.startStore(context.Background())
	defer func() { err = errors.Join(err, stop()) }()
	do, ok := p.setupWork()[name]
	if !ok {
		return nil, fmt.Errorf("no such work: %s", name)
	}
	return do(body)
}
