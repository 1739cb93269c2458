package contact

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// typed is what a slip puts into a text: anything of a keyboard.
const typed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ac- ?"

// slip makes one slip in a shown code: a sign changed, missing or added, or two neighbours swapped.
func slip(r *rand.Rand, shown string) string {
	s, i := []byte(shown), r.IntN(len(shown))
	switch c := typed[r.IntN(len(typed))]; r.IntN(4) {
	case 0:
		s[i] = c
	case 1:
		s = slices.Delete(s, i, i+1)
	case 2:
		s = slices.Insert(s, i, c)
	default:
		i = min(i, len(s)-2)
		s[i], s[i+1] = s[i+1], s[i]
	}
	return string(s)
}

// allSlips are all texts one slip away from a shown code.
func allSlips(shown string) []string {
	var list []string
	for i := range len(shown) + 1 {
		for _, c := range typed {
			list = append(list, shown[:i]+string(c)+shown[i:])
			if i < len(shown) {
				list = append(list, shown[:i]+string(c)+shown[i+1:])
			}
		}
		if i < len(shown) {
			list = append(list, shown[:i]+shown[i+1:])
		}
		if i+1 < len(shown) {
			list = append(list, shown[:i]+shown[i+1:i+2]+shown[i:i+1]+shown[i+2:])
		}
	}
	return list
}

// resolve is the rule by which a text is tied to a prospect: exactly one of all its codes was given out.
func resolve(c Codes, given map[string]bool) string {
	var found []string
	for _, code := range slices.Concat(c.Exact, c.Near) {
		if given[code] {
			found = append(found, code)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

func setOfCodes(codes []string) map[string]bool {
	given := make(map[string]bool, len(codes))
	for _, code := range codes {
		given[code] = true
	}
	return given
}

func TestCodesIn_findsTheRightCodeAfterEverySlip(t *testing.T) {
	t.Parallel()
	codes := seededCodes(3, 100_000)
	given := setOfCodes(codes)
	trials, exact, none, wrong := 0, 0, 0, 0
	for i, code := range codes[:2000] {
		texts := allSlips(ShowCode(code))
		if i >= 300 { // all slips of three hundred codes, a sample of the others': every code is built alike
			r := rand.New(rand.NewPCG(uint64(i), 4))
			r.Shuffle(len(texts), func(a, b int) { texts[a], texts[b] = texts[b], texts[a] })
			texts = texts[:200]
		}
		for _, text := range texts {
			text = "Oi! (código " + text + ") obrigado"
			got := CodesIn(text)
			trials++
			switch resolve(got, given) {
			case code:
			case "":
				none++
				t.Errorf("%s: %q gives %v", code, text, got)
			default:
				wrong++
				t.Errorf("%s: %q is taken for another: %v", code, text, got)
			}
			exact += len(got.Exact)
		}
		if t.Failed() {
			break
		}
	}
	t.Logf("%d slips: %d read as they stand, %d not found, %d wrong", trials, exact, none, wrong)
}

func TestCodesIn_takesNoCodeForAnotherAfterTwoSlips(t *testing.T) {
	t.Parallel()
	codes := seededCodes(5, 100_000)
	given := setOfCodes(codes)
	r := rand.New(rand.NewPCG(6, 6))
	trials := 1_000_000
	if testing.Short() {
		trials = 50_000
	}
	right, wrong, others := 0, 0, 0
	for i := range trials {
		code := codes[i%len(codes)]
		text := slip(r, slip(r, ShowCode(code)))
		got := CodesIn(text)
		switch resolve(got, given) {
		case "":
		case code:
			right++
		default:
			wrong++
			t.Errorf("%s: %q is taken for another: %v", code, text, got)
		}
		for _, other := range slices.Concat(got.Exact, got.Near) {
			if other != code {
				others++
			}
		}
	}
	t.Logf("%d texts with two slips: %.1f %% still read, %d wrong; %d came near a code that was given to nobody", trials, 100*float64(right)/float64(trials), wrong, others)
	if others > 5 { // by chance 708 in 29⁶, about one in a million: more would be a pattern in the codes
		t.Errorf("%d texts came near another code", others)
	}
}

func TestCodesIn_takesNoCodeForAnotherWhateverIsChangedInFourPlaces(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	for range 100_000 {
		code := drawCode(func() int { return r.IntN(field) })
		broken := []byte(code.String())
		for range 4 {
			broken[r.IntN(codeLen)] = codeSigns[r.IntN(field)]
		}
		got := CodesIn(codeMark + string(broken))
		for _, other := range slices.Concat(got.Exact, got.Near) {
			if other != code.String() {
				t.Fatalf("%s written as %s comes near %s", code, broken, other)
			}
		}
	}
}

func TestCodesIn_tiesATextWithTwoCodesToNobody(t *testing.T) {
	t.Parallel()
	codes := seededCodes(8, 2)
	given := setOfCodes(codes)
	slipped := strings.Replace(ShowCode(codes[1]), codes[1][4:5], "", 1)
	for _, text := range []string{
		ShowCode(codes[0]) + " ou " + ShowCode(codes[1]),
		ShowCode(codes[0]) + "\n> " + codes[1],
		ShowCode(codes[0]) + " e " + slipped,
	} {
		if got := resolve(CodesIn(text), given); got != "" {
			t.Errorf("%q is tied to %s", text, got)
		}
	}
}
