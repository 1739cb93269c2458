package store

import (
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"

	"aceno/campaign"
)

// The sizes of a page.
const (
	defaultPage = 50
	maxPage     = 500
)

// position is the last record of a page: the next one begins after it. A cursor holds for the order it was made in.
type position struct {
	order string // SortNewest or SortScore
	key   string // created or score of the record
	score int    // key as a number, with SortScore
	id    string
}

// start lies before every record of an order.
func start(order string) position {
	if order == sortSnoozed {
		return position{order: order} // what comes back first stands first
	}
	return position{order: order, key: "9999", score: math.MaxInt, id: ""}
}

// cursorMarks say in which order a cursor was made.
var cursorMarks = map[string]string{SortNewest: "1", SortScore: "2", sortSpoken: "3", sortSnoozed: "4"}

// encode writes a position as an opaque word.
func (p position) encode() string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMarks[p.order] + "|" + p.key + "|" + p.id))
}

// parseCursor reads what encode wrote; an empty cursor is the first page.
func parseCursor(order, cursor string) (position, error) {
	if cursor == "" {
		return start(order), nil
	}
	bad := campaign.Invalid("cursor", "%q is no cursor of this order: use `next` of the page before, or leave it out", clip(cursor, 80))
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return position{}, bad
	}
	parts := strings.Split(string(raw), "|")
	if len(parts) != 3 || parts[0] != cursorMarks[order] || parts[2] == "" {
		return position{}, bad
	}
	p := position{order: order, key: parts[1], id: parts[2]}
	if order == SortScore {
		if p.score, err = strconv.Atoi(p.key); err != nil {
			return position{}, bad
		}
	} else if parseStamp(p.key).IsZero() {
		return position{}, bad
	}
	return p, nil
}

// pageSize checks a limit.
func pageSize(limit int) (int, error) {
	switch {
	case limit == 0:
		return defaultPage, nil
	case limit < 0 || limit > maxPage:
		return 0, campaign.Invalid("limit", "%d is no page size: write 1 to %d", limit, maxPage)
	default:
		return limit, nil
	}
}

// likeWords turns a person's words into a pattern that finds them anywhere, taken literally.
func likeWords(q string) string {
	q = strings.TrimSpace(q)
	if q == "" {
		return ""
	}
	return fmt.Sprintf("%%%s%%", strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(q))
}
