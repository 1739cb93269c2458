package contact

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// seededCodes draws n different codes, the same ones each time.
func seededCodes(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	list, taken := make([]string, 0, n), map[string]bool{}
	for len(list) < n {
		code := drawCode(func() int { return r.IntN(field) }).String()
		if !taken[code] {
			taken[code] = true
			list = append(list, code)
		}
	}
	return list
}

func TestNewCode_givesDifferentCodesThatAreReadBack(t *testing.T) {
	t.Parallel()
	taken, counts := map[string]bool{}, map[rune]int{}
	const n = 5000
	for range n {
		code := NewCode()
		if taken[code] {
			t.Fatalf("%s was drawn twice", code)
		}
		taken[code] = true
		if got := CodesIn(ShowCode(code)); !slices.Equal(got.Exact, []string{code}) || len(got.Near) != 0 {
			t.Fatalf("%s shown as %s is read as %v", code, ShowCode(code), got)
		}
		for _, r := range code[:codeDrawn] {
			counts[r]++
		}
	}
	for _, r := range codeSigns {
		if even := n * codeDrawn / field; counts[r] < even*8/10 || counts[r] > even*12/10 {
			t.Errorf("%c was drawn %d times, want about %d", r, counts[r], even)
		}
	}
}

func TestShowCode_showsNothingThatCouldNotBeReadBack(t *testing.T) {
	t.Parallel()
	code := seededCodes(1, 1)[0]
	if got := ShowCode(code); len(got) != 17 || !strings.HasPrefix(got, "AC-") || strings.ReplaceAll(got[3:], "-", "") != code {
		t.Errorf("%s is shown as %q", code, got)
	}
	changed := []byte(code)
	changed[0] = codeSigns[(strings.IndexByte(codeSigns, changed[0])+1)%field]
	for _, bad := range []string{"", "7KQ2", "7KQ2M9X", strings.Repeat("é", 6), code + "2", string(changed), strings.ToLower(code), ShowCode(code)} {
		if got := ShowCode(bad); got != "" {
			t.Errorf("%q is shown as %q", bad, got)
		}
	}
}

// A square part that could not be inverted would be two codes that differ in fewer than seven places.
func TestCodes_differInSevenPlacesSinceEverySquareOfTheMatrixCanBeInverted(t *testing.T) {
	t.Parallel()
	squares := 0
	for rows := range 1 << codeDrawn {
		for columns := range 1 << (codeLen - codeDrawn) {
			var square [][]int
			for i := range codeDrawn {
				if rows>>i&1 == 0 {
					continue
				}
				var line []int
				for j := range codeLen - codeDrawn {
					if columns>>j&1 == 1 {
						line = append(line, weights[i][j])
					}
				}
				square = append(square, line)
			}
			if len(square) == 0 || len(square) != len(square[0]) {
				continue
			}
			squares++
			if determinant(square) == 0 {
				t.Errorf("rows %06b and columns %06b cannot be inverted", rows, columns)
			}
		}
	}
	if squares != 923 {
		t.Errorf("%d squares were looked at, want all 923", squares)
	}
}

// determinant is that of a square over the field, by its first line.
func determinant(square [][]int) int {
	if len(square) == 1 {
		return square[0][0]
	}
	sum := 0
	for j, v := range square[0] {
		var minor [][]int
		for _, line := range square[1:] {
			minor = append(minor, slices.Delete(slices.Clone(line), j, j+1))
		}
		if j%2 == 1 {
			v = -v
		}
		sum += v * determinant(minor)
	}
	return modulo(sum)
}

func TestRepaired_findsTheSignAtEveryPlaceAndNoOther(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	for range 500 {
		code := drawCode(func() int { return r.IntN(field) })
		for i := range code {
			broken := code
			broken[i] = (code[i] + 1 + r.IntN(field-1)) % field
			for k := range code {
				got, ok := broken.repaired(k)
				if ok != (k == i) || ok && got != code {
					t.Fatalf("%v broken at %d, repaired at %d: %v, %v", code, i, k, got, ok)
				}
			}
		}
	}
}
