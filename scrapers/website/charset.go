package website

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// lookAhead is how much of a page is judged for its charset.
const lookAhead = 256 << 10

// decode turns a page into UTF-8. Bytes that read as UTF-8 beyond ASCII are UTF-8 whatever is declared; a page that
// declares UTF-8 and is not gets windows-1252, the usual lie. Otherwise byte order mark, header, meta element count.
func decode(body []byte, contentType string) string {
	if rest, ok := bytes.CutPrefix(body, []byte("\xef\xbb\xbf")); ok {
		return strings.ToValidUTF8(string(rest), "\ufffd")
	}
	encoding, name, _ := charset.DetermineEncoding(body, contentType)
	good, bad := utf8Share(body)
	wide := name == "utf-16le" || name == "utf-16be"
	switch {
	case wide && bytes.IndexByte(body[:min(len(body), lookAhead)], 0) >= 0: // half of a Western page's bytes
	case good > 0 && bad*20 <= good, good == 0 && bad == 0 && name == "utf-8":
		return strings.ToValidUTF8(string(body), "\ufffd")
	case name == "utf-8", name == "replacement", wide:
		encoding = charmap.Windows1252
	}
	out, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\ufffd")
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

// utf8Share counts the sequences beyond ASCII that are UTF-8 and the bytes that are not.
func utf8Share(body []byte) (good, bad int) {
	body = body[:min(len(body), lookAhead)]
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && size == 1:
			if !utf8.FullRune(body) { // cut in the middle by the look-ahead
				return good, bad
			}
			bad++
		case size > 1:
			good++
		}
		body = body[size:]
	}
	return good, bad
}
