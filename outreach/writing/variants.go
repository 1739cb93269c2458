package writing

import (
	"hash/fnv"
	"strconv"

	"aceno/campaign"
)

// maxWeight keeps the sum of weights far from overflow.
const maxWeight = 1_000_000

// dice draw by a stable hash: the same prospect and step always give the same draw.
type dice struct{ seed string }

func newDice(t campaign.WriteTask) dice {
	who := t.Prospect.ID
	if who == "" {
		who = t.Prospect.Platform + "/" + t.Prospect.ExternalID + "/" + t.Prospect.Name
	}
	return dice{seed: who + "\x00" + strconv.Itoa(t.Step)}
}

// pick draws a number below n for the i-th thing of a kind.
func (d dice) pick(kind string, i, n int) int {
	h := fnv.New64a()
	h.Write([]byte(d.seed + "\x00" + kind + "\x00" + strconv.Itoa(i)))
	return int(mix(h.Sum64()) % uint64(max(n, 1)))
}

// mix spreads the bits of a weak hash (the finaliser of splitmix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// drawVariant draws a wording by weight; −1 when there is none. A weight that is absent counts as 1.
func drawVariant(variants []campaign.Variant, d dice) int {
	total := 0
	for _, v := range variants {
		total += weight(v)
	}
	if total == 0 {
		return -1
	}
	at := d.pick("variant", 0, total)
	for i, v := range variants {
		if at -= weight(v); at < 0 {
			return i
		}
	}
	return len(variants) - 1
}

func weight(v campaign.Variant) int {
	if v.Weight <= 0 {
		return 1
	}
	return min(v.Weight, maxWeight)
}
