package contact

import (
	"crypto/rand"
	"strings"
)

// A code stands for one prospect in the text with which that person writes first. It is twelve signs: six drawn, and six
// that check them, over the 29 digits and consonants that are not taken for each other and spell no word. The checks come
// from a Cauchy matrix over the field of 29 elements, so that any two codes differ in at least seven of the twelve places
// (no code of this size does better): up to six changed signs never make another code. A code holds at least two letters and
// two digits, so that no word, phone number or date is one.
//
// There are 29⁶ = 594,823,321 of them less the 7 % that are nearly all of a kind. Twelve signs that somebody else made up are a code
// once in 595 million times, and one of 100,000 codes that were given out once in 3.5·10¹² times.

// codeMark stands before a code in a text. Its vowel is in no code.
const codeMark = "AC"

const (
	codeSigns = "023456789BCDFGHJKMNPQRSTVWXYZ" // their places are the elements of the field
	codeDrawn = 6
	codeLen   = 12
	codeGroup = 4 // signs between two hyphens
	field     = len(codeSigns)
	digits    = 9 // of codeSigns, the first
)

// The points of the Cauchy matrix, all different, and what is added to each check. They follow no pattern: with points in a
// row, a code that loses its first sign and gets one behind could be another code.
var (
	drawnPoints = [codeDrawn]int{3, 17, 8, 26, 11, 20}
	checkPoints = [codeLen - codeDrawn]int{5, 23, 14, 1, 28, 9}
	checkShifts = [codeLen - codeDrawn]int{7, 19, 2, 25, 13, 22}
	weights     = cauchy()
)

// word is twelve signs by their places in codeSigns, a code or not.
type word [codeLen]int

// NewCode draws a code. Two draws give the same once in 550 million times: whoever stores it draws again when it is taken.
func NewCode() string { return drawCode(drawSign).String() }

func drawCode(sign func() int) word {
	for {
		var w word
		for i := range codeDrawn {
			w[i] = sign()
		}
		for j := codeDrawn; j < codeLen; j++ {
			w[j] = w.check(j - codeDrawn)
		}
		if w.mixed() {
			return w
		}
	}
}

// ShowCode returns a code as it goes into a text, AC-7KQ2-M9X4-HT3V; "" for what is no code, since nobody could read it back.
func ShowCode(code string) string {
	var w word
	if len(code) != codeLen {
		return ""
	}
	for i := range w {
		if w[i] = strings.IndexByte(codeSigns, code[i]); w[i] < 0 {
			return ""
		}
	}
	if !w.isCode() {
		return ""
	}
	return codeMark + "-" + code[:codeGroup] + "-" + code[codeGroup:2*codeGroup] + "-" + code[2*codeGroup:]
}

// String writes the signs.
func (w word) String() string {
	var out [codeLen]byte
	for i, v := range w {
		out[i] = codeSigns[v]
	}
	return string(out[:])
}

// isCode says whether the last six signs check the first, and the signs are not all of a kind.
func (w word) isCode() bool {
	for j := range codeLen - codeDrawn {
		if w[codeDrawn+j] != w.check(j) {
			return false
		}
	}
	return w.mixed()
}

// check is what the j-th check has to be.
func (w word) check(j int) int {
	sum := checkShifts[j]
	for i := range codeDrawn {
		sum += w[i] * weights[i][j]
	}
	return sum % field
}

// mixed says whether two letters and two digits are among the signs.
func (w word) mixed() bool {
	n := 0
	for _, v := range w {
		if v < digits {
			n++
		}
	}
	return n >= 2 && n <= codeLen-2
}

// repaired returns the one code, if any, that differs from a word in the i-th sign alone.
func (w word) repaired(i int) (word, bool) {
	if i >= codeDrawn {
		w[i] = w.check(i - codeDrawn)
	} else {
		w[i] = 0
		rest := w[codeDrawn] - w.check(0)
		w[i] = modulo(rest * (drawnPoints[i] - checkPoints[0])) // to divide by a weight is to multiply by its points' difference
	}
	return w, w.isCode()
}

func cauchy() (m [codeDrawn][codeLen - codeDrawn]int) {
	for i, x := range drawnPoints {
		for j, y := range checkPoints {
			m[i][j] = inverse(modulo(x - y))
		}
	}
	return m
}

// inverse returns 1/v in the field: v to the power of 27 (Fermat).
func inverse(v int) int {
	power := 1
	for range field - 2 {
		power = power * v % field
	}
	return power
}

func modulo(v int) int { return (v%field + field) % field }

// drawSign draws evenly: bytes beyond the last full round of the field are drawn again.
func drawSign() int {
	var b [1]byte
	for {
		_, _ = rand.Read(b[:]) // never fails: the program stops instead
		if int(b[0]) < 256/field*field {
			return int(b[0]) % field
		}
	}
}
