package middleware

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// NoncePlaceholder stands in the page's file where the nonce of each answer belongs.
const NoncePlaceholder = "{{nonce}}"

// maxPage bounds what is held back of a page to write the nonce into it; a larger file goes out as it is.
const maxPage = 1 << 20

// givePage lets the page be answered and writes the nonce into it. The page is answered whole and kept by nobody: its
// nonce holds for this answer alone.
func givePage(e *core.RequestEvent, nonce string) error {
	for _, name := range []string{"If-None-Match", "If-Modified-Since", "If-Range", "Range"} {
		e.Request.Header.Del(name)
	}
	before := e.Response
	page := &pageWriter{ResponseWriter: before, nonce: nonce}
	e.Response = page
	err := e.Next()
	e.Response = before
	if err != nil {
		return err
	}
	return page.finish()
}

// pageWriter holds an HTML answer back until it is whole. Everything else goes through as it comes.
type pageWriter struct {
	http.ResponseWriter
	nonce  string
	status int
	held   *bytes.Buffer
}

// Unwrap leads to what really writes.
func (p *pageWriter) Unwrap() http.ResponseWriter { return p.ResponseWriter }

// Written says whether the answer has begun, be it held back.
func (p *pageWriter) Written() bool { return p.status != 0 }

// Status returns the answer's status, 0 before it has begun.
func (p *pageWriter) Status() int { return p.status }

// WriteHeader begins the answer.
func (p *pageWriter) WriteHeader(status int) {
	if p.status != 0 {
		return
	}
	p.status = status
	head := p.Header()
	if status == http.StatusOK && strings.HasPrefix(head.Get("Content-Type"), "text/html") && head.Get("Content-Encoding") == "" {
		if size, err := strconv.Atoi(head.Get("Content-Length")); err != nil || size <= maxPage {
			p.held = &bytes.Buffer{}
			head.Del("ETag")
			head.Del("Last-Modified")
			head.Del("Accept-Ranges")
			head.Set("Cache-Control", "no-store")
			return
		}
	}
	p.ResponseWriter.WriteHeader(status)
}

// Write writes, or holds back.
func (p *pageWriter) Write(part []byte) (int, error) {
	p.WriteHeader(http.StatusOK)
	if p.held == nil {
		return p.ResponseWriter.Write(part)
	}
	if p.held.Len()+len(part) > maxPage {
		if err := p.release(); err != nil {
			return 0, err
		}
		return p.ResponseWriter.Write(part)
	}
	return p.held.Write(part)
}

// release gives up holding back: what is too large for a page goes out as it is.
func (p *pageWriter) release() error {
	held := p.held
	p.held = nil
	p.Header().Del("Content-Length")
	p.ResponseWriter.WriteHeader(p.status)
	_, err := p.ResponseWriter.Write(held.Bytes())
	return err
}

// finish writes a page that was held back, with its nonce.
func (p *pageWriter) finish() error {
	if p.held == nil {
		return nil
	}
	page := bytes.ReplaceAll(p.held.Bytes(), []byte(NoncePlaceholder), []byte(p.nonce))
	p.Header().Del("Content-Length") // a HEAD holds nothing to measure
	if len(page) > 0 {
		p.Header().Set("Content-Length", strconv.Itoa(len(page)))
	}
	p.ResponseWriter.WriteHeader(p.status)
	_, err := p.ResponseWriter.Write(page)
	return err
}
