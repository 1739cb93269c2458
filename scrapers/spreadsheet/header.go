package spreadsheet

import (
	"strconv"
	"strings"
	"sync"
)

// words is the vocabulary of all files; it never changes.
var words = sync.OnceValue(loadVocabulary)

// headerOf finds the header among the first records: the one with the most cells that are understood. Above it may stand a
// preamble, titles over groups of columns, or nothing. score is how many of its cells are understood; the index is -1 when the
// file has no header.
func headerOf(head []record) (index, score int) {
	index = -1
	for i, rec := range head {
		if i >= 30 {
			break
		}
		if words := headerScore(rec.cells); words > score {
			index, score = i, words
		}
	}
	if index >= 0 {
		return index, score
	}
	if len(head) > 1 && looksLikeHeader(head[0], head[1:]) {
		return 0, 0
	}
	return -1, 0
}

// headerScore counts the cells that are understood as headers, less those that are plainly values.
func headerScore(cells []string) int {
	v := words()
	score := 0
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if len(cell) > 60 {
			score--
			continue
		}
		switch kindOf(cell) {
		case isText:
			if _, known := v.means(cell); known {
				score++
			}
		case isNumber:
		default:
			score -= 2
		}
	}
	return score
}

// looksLikeHeader judges a first row of unknown words: short texts alone, each once, over rows that hold something else.
func looksLikeHeader(first record, below []record) bool {
	seen := map[string]bool{}
	for i, cell := range first.cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if cell == strconv.Itoa(i) || cell == strconv.Itoa(i+1) { // columns that are only counted
			seen[cell] = true
			continue
		}
		if kindOf(cell) != isText || len(cell) > 40 || seen[cell] {
			return false
		}
		seen[cell] = true
	}
	for _, rec := range below {
		for _, cell := range rec.cells {
			switch kindOf(strings.TrimSpace(cell)) {
			case isText, isNothing:
			default:
				return len(seen) > 0
			}
		}
	}
	return false
}
