package spreadsheet

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The encodings of CSV files.
const (
	utf8Name    = "utf-8"
	utf16LE     = "utf-16le"
	utf16BE     = "utf-16be"
	windows1252 = "windows-1252"
)

// charset is the encoding of a CSV file and where its text begins.
type charset struct {
	name string
	bom  int64 // bytes of the byte order mark
}

// sniffCharset finds the encoding by the mark, by where zeros stand, or by what the whole file holds: bytes that are not UTF-8
// are damage where characters that are UTF-8 prevail, and another encoding where they do not.
func sniffCharset(r io.ReaderAt, size int64) (charset, error) {
	head := make([]byte, min(size, 4<<10))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return charset{}, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return charset{utf8Name, 3}, nil
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return charset{utf16LE, 2}, nil
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return charset{utf16BE, 2}, nil
	}
	if name := zeros(head); name != "" {
		return charset{name, 0}, nil
	}
	valid, invalid, err := countRunes(io.NewSectionReader(r, 0, size))
	if err != nil {
		return charset{}, err
	}
	if invalid > valid {
		return charset{windows1252, 0}, nil
	}
	return charset{utf8Name, 0}, nil
}

// zeros recognises UTF-16 without a mark: in Western text every second byte is zero.
func zeros(head []byte) string {
	var at [2]int
	for i, b := range head {
		if b == 0 {
			at[i%2]++
		}
	}
	few, many := len(head)/32, len(head)/4
	switch {
	case at[1] > many && at[0] <= few:
		return utf16LE
	case at[0] > many && at[1] <= few:
		return utf16BE
	}
	return ""
}

// countRunes counts the characters of more than one byte and the bytes that are part of none.
func countRunes(r io.Reader) (valid, invalid int, err error) {
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return 0, 0, err
		}
		chunk := buf[:kept+n]
		for len(chunk) > 0 && (last || utf8.FullRune(chunk)) {
			if chunk[0] < utf8.RuneSelf {
				chunk = chunk[1:]
				continue
			}
			c, width := utf8.DecodeRune(chunk)
			if c == utf8.RuneError && width == 1 {
				invalid++
			} else {
				valid++
			}
			chunk = chunk[width:]
		}
		if last {
			return valid, invalid, nil
		}
		kept = copy(buf, chunk)
	}
}

// text returns a reader of the file's text in bytes that are ASCII where the text is: UTF-16 becomes UTF-8, the others stay.
func (c charset) text(r io.ReaderAt, size int64) io.Reader {
	body := io.NewSectionReader(r, c.bom, size-c.bom)
	switch c.name {
	case utf16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Reader(body)
	case utf16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Reader(body)
	}
	return body
}

// cell decodes the bytes of one cell. broken says that some were not of the file's encoding and were read as Windows-1252;
// control, that NUL or other control characters were taken out.
func (c charset) cell(raw []byte) (text string, broken, control bool) {
	switch {
	case c.name == windows1252:
		text = decode1252(raw)
	case utf8.Valid(raw):
		text = string(raw)
	default:
		text, broken = repair(raw), true
	}
	if strings.IndexFunc(text, isControl) < 0 {
		return text, broken, false
	}
	clean := strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, text)
	return clean, broken, true
}

// isControl names the characters that no cell has a use for. Tabs and line breaks have one.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7F || r == 0xFEFF
}

func decode1252(raw []byte) string {
	if isASCII(raw) {
		return string(raw)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(text)
}

func isASCII(raw []byte) bool {
	for _, b := range raw {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// repair keeps the characters that are UTF-8 and reads every other byte as Windows-1252.
func repair(raw []byte) string {
	var b strings.Builder
	for len(raw) > 0 {
		r, width := utf8.DecodeRune(raw)
		if r == utf8.RuneError && width == 1 {
			b.WriteString(decode1252(raw[:1]))
		} else {
			b.Write(raw[:width])
		}
		raw = raw[width:]
	}
	return b.String()
}
