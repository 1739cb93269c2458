package website

import (
	"strings"
	"testing"
)

func TestDecode_readsPagesWhateverTheyDeclare(t *testing.T) {
	t.Parallel()
	const text = "Pão de açúcar – Irmãos"
	latin := strings.NewReplacer("ã", "\xe3", "ç", "\xe7", "ú", "\xfa", "–", "\x96").Replace(text)
	for name, c := range map[string]struct{ body, contentType, want string }{
		"UTF-8 by header":                {text, "text/html; charset=utf-8", text},
		"UTF-8 by meta":                  {`<meta charset="utf-8">` + text, "text/html", `<meta charset="utf-8">` + text},
		"UTF-8 undeclared":               {text, "", text},
		"byte order mark":                {"\xef\xbb\xbf" + text, "text/html; charset=iso-8859-1", text},
		"windows-1252 by header":         {latin, "text/html; charset=windows-1252", text},
		"latin-1 by meta":                {`<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">` + latin, "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">` + text},
		"windows-1252 undeclared":        {latin, "text/html", text},
		"declares UTF-8, is latin-1":     {latin, "text/html; charset=utf-8", text},
		"declares latin-1, is UTF-8":     {text, "text/html; charset=iso-8859-1", text},
		"UTF-8 with one broken byte":     {strings.Repeat(text, 10) + "\xff", "text/html; charset=utf-8", strings.Repeat(text, 10) + "\ufffd"},
		"Japanese":                       {"\x93\xfa\x96\x7b", "text/html; charset=shift_jis", "日本"},
		"Russian":                        {"\xd0\xee\xf1\xf1\xe8\xff", "text/html; charset=windows-1251", "Россия"},
		"UTF-16 with its mark":           {"\xff\xfeP\x00\xe3\x00o\x00", "text/html", "Pão"},
		"declares UTF-16, is UTF-8":      {text, "text/html; charset=utf-16", text},
		"declares nonsense":              {text, "text/html; charset=x-nonsense", text},
		"nothing":                        {"", "", ""},
		"plain ASCII that declares much": {"Padaria", "text/html; charset=big5", "Padaria"},
	} {
		if got := strings.TrimPrefix(decode([]byte(c.body), c.contentType), "\ufeff"); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
