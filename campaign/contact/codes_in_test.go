package contact

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCodesIn_readsACodeHoweverATextArrives(t *testing.T) {
	t.Parallel()
	code := seededCodes(9, 1)[0]
	shown := ShowCode(code)
	a, b, c := code[:4], code[4:8], code[8:]
	wide := strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, shown)
	var keycaps strings.Builder
	for _, r := range shown {
		keycaps.WriteRune(r)
		if r >= '0' && r <= '9' {
			keycaps.WriteString("\ufe0f\u20e3")
		}
	}
	for name, text := range map[string]string{
		"as it was given":          "Oi! Quero saber mais. (código " + shown + ")",
		"alone":                    shown,
		"lower case":               strings.ToLower(shown),
		"mixed case":               "Ac-" + strings.ToLower(a) + "-" + b + "-" + c,
		"in other words":           "bom dia, o código que vocês mandaram é " + shown + ", como funciona?",
		"without hyphens":          "codigo AC" + code,
		"with spaces":              "AC " + a + " " + b + " " + c,
		"with spaces and hyphens":  "AC - " + a + " - " + b + " - " + c,
		"letter by letter":         strings.Join(strings.Split("AC"+code, ""), " "),
		"long dashes":              "AC–" + a + "—" + b + "−" + c,
		"hyphens that do not part": "AC\u2011" + a + "\u2011" + b + "\u2011" + c,
		"soft hyphens":             "AC\u00ad-" + a[:2] + "\u00ad" + a[2:] + "-" + b + "-" + c,
		"points":                   "AC." + a + "." + b + "." + c + ".",
		"full-width letters":       wide,
		"invisible signs":          "AC-" + a[:2] + "\u200b" + a[2:] + "-\u2060" + b + "-" + c + "\u202c",
		"right to left":            "\u202e" + shown,
		"emoji around":             "👋" + shown + "👍🏽",
		"emoji between":            "AC👉" + a + "-" + b + "-" + c,
		"keycaps":                  keycaps.String(),
		"broken over lines":        "AC-" + a + "-\n" + b + "-\n" + c,
		"quoted and broken":        "> Oi! (código AC-" + a + "-\r\n> > " + b + "-" + c + ")\r\n\r\nquero",
		"bold":                     "*" + shown + "*",
		"the mark lost":            "quero saber mais " + a + "-" + b + "-" + c,
		"mark and hyphens lost":    "quero saber mais: " + code + ".",
		"mark lost, spaces":        "é o " + strings.ToLower(a+" "+b+" "+c) + " né",
		"mark lost, an accent":     "é " + code[:5] + "\u0301" + code[5:],
		"the mark misread":         "A.-" + a + "-" + b + "-" + c,
		"a space lost before":      "código" + shown,
		"a space lost behind":      shown + "obrigado",
		"zero as a letter":         strings.ReplaceAll(shown, "0", "O"),
		"in the link itself":       "https://wa.me/5547900001234?text=Oi%21%20%28c%C3%B3digo%20" + shown + "%29",
		"twice":                    shown + " " + code,
		"a number before":          "meu fone é +55 47 90000-1234 " + shown,
	} {
		if got := CodesIn(text); !slices.Equal(got.Exact, []string{code}) || len(got.Near) != 0 {
			t.Errorf("%s: %q gives %+v, want %s", name, text, got, code)
		}
	}
}

func TestCodesIn_leavesAloneWhatIsNoCode(t *testing.T) {
	t.Parallel()
	code := seededCodes(9, 1)[0]
	for name, text := range map[string]string{
		"nothing":                   "",
		"the mark alone":            "AC",
		"half a code":               "AC-" + code[:8],
		"no mark, another grouping": code[:3] + "-" + code[3:],
		"no mark, in a longer word": "X" + code,
		"no mark, one sign changed": code[:5] + "?" + code[6:],
		"two signs lost":            "AC-" + code[1:11],
		"a slip in a longer word":   "AC-" + code[1:] + "BRASIL",
		"a phone number":            "+55 (47) 90000-1234, 0800 000 0000",
		"an address in Acre":        "Rua 7, 23 - Rio Branco - AC, 69900-000",
		"an air conditioner":        "AC 12000 BTU split 220V, R$ 2.499,90",
		"bad UTF-8":                 "AC-\xff\xfe" + code[:4],
	} {
		if got := CodesIn(text); len(got.Exact)+len(got.Near) != 0 {
			t.Errorf("%s: %q gives %+v", name, text, got)
		}
	}
}

// A number may check by chance: it is none of ours all the same, nor near one.
func TestCodesIn_takesNoNumberForACodeEvenIfItsDigitsCheck(t *testing.T) {
	t.Parallel()
	found := 0
	for n := range 1_000_000 {
		var w word
		for i := range codeDrawn {
			w[i] = n % 10
			n /= 10
		}
		for j := range codeLen - codeDrawn {
			w[codeDrawn+j] = w.check(j)
		}
		if slices.Max(w[:]) >= digits {
			continue
		}
		found++
		for _, text := range []string{w.String(), codeMark + w.String()} {
			if got := CodesIn(text); len(got.Exact)+len(got.Near) > 0 {
				t.Fatalf("%s gives %+v", text, got)
			}
		}
	}
	if found == 0 {
		t.Error("no number checks: nothing was looked at")
	}
}

func TestCodesIn_findsASlipAmongManyWordsThatBeginLikeACode(t *testing.T) {
	t.Parallel()
	code := seededCodes(9, 1)[0]
	got := CodesIn(strings.Repeat("Acre, acordo, aceno, ac-split de 12 mil. ", 50) + "AC-" + code[1:])
	if !slices.Equal(got.Near, []string{code}) || len(got.Exact) > 0 {
		t.Errorf("got %+v, want %s near", got, code)
	}
}

func TestCodesIn_findsNothingInAMillionOrdinaryTokens(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(10, 10))
	draw := func(signs string, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = signs[r.IntN(len(signs))]
		}
		return string(b)
	}
	const numerals, letters, hex = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789abcdef"
	kinds := []func() string{
		func() string { return draw(letters, 1+r.IntN(14)) },
		func() string { return draw(letters+numerals, 12) },
		func() string { return "AC-" + draw(letters+numerals, 10+r.IntN(5)) },
		func() string { return "AC-" + draw(codeSigns, 4) + "-" + draw(codeSigns, 4) + "-" + draw(codeSigns, 4) },
		func() string { return draw(codeSigns, 4) + "-" + draw(codeSigns, 4) + "-" + draw(codeSigns, 4) },
		func() string { return draw(codeSigns, 12) },
		func() string { return "+55 " + draw(numerals, 2) + " 9" + draw(numerals, 4) + "-" + draw(numerals, 4) },
		func() string { return "R$ " + draw(numerals, 4) + "," + draw(numerals, 2) },
		func() string { return draw(numerals, 2) + "/" + draw(numerals, 2) + "/" + draw(numerals, 4) },
		func() string { return draw(letters, 3) + draw(numerals, 1) + draw(letters, 1) + draw(numerals, 2) },
		func() string { return draw(numerals, 5) + "-" + draw(numerals, 3) },
		func() string { return draw(letters, 2) + draw(numerals, 9) + "BR" },
		func() string { return draw(hex, 8) + "-" + draw(hex, 4) + "-" + draw(hex, 4) + "-" + draw(hex, 12) },
	}
	near := 0
	for range 10_000 {
		var text strings.Builder
		for i := range 100 {
			text.WriteString(kinds[r.IntN(len(kinds))]())
			text.WriteString([]string{" ", ", ", "\n"}[i%3])
		}
		got := CodesIn(text.String())
		if len(got.Exact) > 0 {
			t.Errorf("%v stand in %q", got.Exact, text.String())
		}
		near += len(got.Near)
	}
	t.Logf("near: %d of 1,000,000", near)
	if near > 5 {
		t.Errorf("%d codes are near ordinary tokens", near)
	}
}

func TestCodesIn_findsNothingInRealTexts(t *testing.T) {
	t.Parallel()
	phones := shared(t, filepath.Join("br_osm_auto.tsv")).Name()
	files, size := 0, 0
	for _, folder := range []string{"data", "payloads", "attacks", "contracts"} {
		root := filepath.Join(filepath.Dir(phones), "..", "..", folder)
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files, size = files+1, size+len(text)
			for i, line := range append(strings.Split(string(text), "\n"), string(text)) {
				if got := CodesIn(line); len(got.Exact)+len(got.Near) > 0 {
					t.Errorf("%s, line %d: %+v", path, i+1, got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatalf("walk %s: %v", folder, err)
		}
	}
	t.Logf("%d files, %d bytes", files, size)
}

func TestCodesIn_staysSmallAndQuickWhateverATextHolds(t *testing.T) {
	t.Parallel()
	codes := seededCodes(11, 2000)
	var list, slipped strings.Builder
	for _, code := range codes {
		fmt.Fprintln(&list, ShowCode(code))
		fmt.Fprintln(&slipped, "AC-"+code[1:])
	}
	var few strings.Builder
	for _, code := range codes[:mostTries] {
		fmt.Fprintln(&few, "AC-"+code[1:])
	}
	for name, c := range map[string]struct {
		text        string
		exact, near bool
	}{
		"a list of codes":          {list.String(), false, false},
		"a list of slipped codes":  {slipped.String(), false, false},
		"as many slips as allowed": {few.String(), false, true},
		"marks alone":              {strings.Repeat("AC-", 200_000), false, false},
		"marks in a row":           {strings.Repeat("ac", 200_000), false, false},
		"almost codes":             {strings.Repeat("AC-7KQ2-M9X4-HT3", 50_000), false, false},
		"accents upon accents":     {"AC-" + strings.Repeat("\u0301", 500_000) + codes[0], true, false},
	} {
		start := time.Now()
		got := CodesIn(c.text)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if len(got.Exact) > 0 != c.exact || len(got.Near) > 0 != c.near || len(got.Exact) > mostExact || len(got.Near) > 600 {
			t.Errorf("%s: %d exact, %d near", name, len(got.Exact), len(got.Near))
		}
	}
}

func FuzzCodesIn_readsWhatItFoundTheSameAgain(f *testing.F) {
	code := seededCodes(12, 1)[0]
	for _, seed := range []string{ShowCode(code), "ac " + code, "AC-" + code[1:], "AC-" + code[:6] + "X" + code[6:], code + "\n> " + ShowCode(code), "AC\xff", "Ａ Ｃ １２", "ﬃ½㎏"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := CodesIn(text)
		if len(got.Exact) > mostExact || len(got.Near) > 600 {
			t.Fatalf("%d exact and %d near codes", len(got.Exact), len(got.Near))
		}
		for _, code := range got.Near {
			if slices.Contains(got.Exact, code) || ShowCode(code) == "" {
				t.Fatalf("near: %s of %+v", code, got)
			}
		}
		for _, code := range got.Exact {
			for _, form := range []string{code, ShowCode(code)} {
				if again := CodesIn(form); !slices.Equal(again.Exact, []string{code}) || len(again.Near) != 0 {
					t.Fatalf("%s of %q is read again as %+v", form, text, again)
				}
			}
		}
	})
}
