package town

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// numbers hands out made-up numbers, each once.
type numbers struct {
	mobile map[string]int
	fixed  map[string]int
}

// The numbers of one area code that are made up: 9 0000 xxxx and 3000 0xxx.
const (
	mobilesPerArea = 10_000
	fixedPerArea   = 1_000
)

func newNumbers() *numbers { return &numbers{map[string]int{}, map[string]int{}} }

// nextMobile returns +55 DD 9 0000 xxxx as digits. Consecutive numbers lie apart, so that one wrong digit meets nobody.
func (n *numbers) nextMobile(area string) string {
	i := n.mobile[area]
	n.mobile[area]++
	return fmt.Sprintf("55%s90000%04d", area, (i*37+101)%mobilesPerArea)
}

// nextFixed returns +55 DD 3000 0xxx as digits, or a mobile number when the area has no more.
func (n *numbers) nextFixed(area string) string {
	i := n.fixed[area]
	if i >= fixedPerArea {
		return n.nextMobile(area)
	}
	n.fixed[area]++
	return fmt.Sprintf("55%s30000%03d", area, (i*7+11)%fixedPerArea)
}

// isMobile tells whether digits with country code are a Brazilian mobile with its ninth digit.
func isMobile(digits string) bool { return len(digits) == 13 && digits[4] == '9' }

// international writes a number as a careful mapper does: +55 47 90000-0101.
func international(digits string) string {
	return "+" + digits[:2] + " " + digits[2:4] + " " + local(digits)
}

// local writes a number without country and area code: 90000-0101.
func local(digits string) string {
	rest := digits[4:]
	return rest[:len(rest)-4] + "-" + rest[len(rest)-4:]
}

// scribble writes a number in one of the ways that maps hold.
func scribble(digits string, r *rand.Rand) string {
	area, rest := digits[2:4], digits[4:]
	switch roll := r.IntN(100); {
	case roll < 50:
		return international(digits)
	case roll < 60:
		return "+" + digits[:2] + " " + area + " " + rest
	case roll < 68:
		return "(" + area + ") " + local(digits)
	case roll < 74:
		return area + " " + local(digits)
	case roll < 82:
		return local(digits) // no area code
	case roll < 86:
		return "+" + digits
	case roll < 90:
		return "+55 (" + area + ") " + strings.ReplaceAll(local(digits), "-", ".")
	case roll < 94:
		return "0xx" + area + " " + local(digits)
	case roll < 97:
		return "+55 " + area + "  " + rest[:len(rest)-4] + " " + rest[len(rest)-4:]
	default:
		return "55" + area + rest
	}
}

// oldForm writes a mobile as before the ninth digit came: eight digits.
func oldForm(digits string) string {
	return "+55 " + digits[2:4] + " " + digits[5:9] + "-" + digits[9:]
}
