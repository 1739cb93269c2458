package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// accepted are the codings that we ask for and can bound.
const accepted = "gzip, deflate"

// readBody reads an answer within the limits: at most wire bytes as sent, at most decoded bytes after decoding. What
// goes beyond is left, and cut tells so.
func readBody(resp *http.Response, wire, decoded int64) (body []byte, cut bool, err error) {
	limited := &io.LimitedReader{R: resp.Body, N: wire}
	plain, err := decoder(strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))), limited)
	if err != nil {
		return nil, false, err
	}
	body, err = io.ReadAll(io.LimitReader(plain, decoded))
	cut = limited.N <= 0 || int64(len(body)) >= decoded
	if err != nil && len(body) > 0 && (cut || brokenStream(err)) {
		return body, true, nil // the beginning of a page is still a page
	}
	return body, cut, err
}

func decoder(coding string, r io.Reader) (io.Reader, error) {
	switch coding {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if errors.Is(err, io.EOF) {
			return strings.NewReader(""), nil
		}
		return z, err
	case "deflate": // zlib by the standard, raw deflate by habit
		buffered := bufio.NewReader(r)
		head, _ := buffered.Peek(2)
		if len(head) < 2 {
			return strings.NewReader(""), nil
		}
		if head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(buffered)
		}
		return flate.NewReader(buffered), nil
	}
	return nil, fmt.Errorf("coding %q was not asked for", coding)
}

// brokenStream tells whether only the compressed stream is damaged or ends early.
func brokenStream(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) ||
		errors.Is(err, zlib.ErrChecksum) || errors.As(err, &corrupt)
}
