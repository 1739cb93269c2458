// Package people makes the people at a town's numbers and decides what each does with a message: whether it reaches
// them, whether they read it, what they answer, and whether they ask to be left alone. A person decides by the seed, by
// who they are and by how many messages they got before, so that a run can be repeated and a restart changes nothing.
package people

import (
	"fmt"
	"slices"
	"strings"

	"aceno/sandbox/town"
)

// Person is somebody at a number. Whether a business's owner or its counter, it is one person a number.
type Person struct {
	Number   string `json:"number"` // digits with country code, a mobile with its ninth digit
	Name     string `json:"name"`   // of the profile
	Business string `json:"business"`
	WhatsApp bool   `json:"whatsapp"` // has an account
	WaID     string `json:"wa_id"`    // as the provider writes it: often without the ninth digit
	UserID   string `json:"user_id"`
	Username string `json:"username,omitempty"`
	Hidden   bool   `json:"hidden"` // webhooks name the user id alone
	NoTicks  bool   `json:"no_ticks"`
	Mood     Mood   `json:"mood"`
}

// Mood is what a person is disposed to do with a first message from a stranger.
type Mood string

// The moods.
const (
	Silent     Mood = "silent"  // reads and says nothing
	Unread     Mood = "unread"  // never looks
	Offline    Mood = "offline" // it never arrives
	Interested Mood = "interested"
	Price      Mood = "price"
	Provenance Mood = "provenance" // asks where the number comes from
	NotNow     Mood = "not_now"
	Declines   Mood = "not_interested"
	Machine    Mood = "auto_reply"
	OptsOut    Mood = "opt_out"
)

// shares are the moods of a hundred people. They are dealt out, not drawn, so that every town of some size has each.
var shares = []struct {
	mood  Mood
	count int
}{
	{OptsOut, 6}, {Interested, 6}, {Price, 5}, {Provenance, 3}, {NotNow, 4}, {Declines, 4}, {Machine, 5},
	{Offline, 4}, {Unread, 17}, {Silent, 46},
}

// Directory finds people by their numbers.
type Directory struct {
	seed  int64
	list  []*Person
	byNum map[string]*Person
	byID  map[string]*Person
}

// New makes the people of a town.
func New(t *town.Town, seed int64) *Directory {
	d := &Directory{seed: seed, byNum: map[string]*Person{}, byID: map[string]*Person{}}
	for _, b := range t.Businesses {
		for _, n := range b.Numbers {
			if d.byNum[n] == nil {
				d.byNum[n] = d.person(n, b.Name)
				d.list = append(d.list, d.byNum[n])
			}
		}
	}
	slices.SortFunc(d.list, func(a, b *Person) int { return strings.Compare(a.Number, b.Number) })
	d.deal()
	for _, p := range d.list {
		d.byID[p.UserID] = p
	}
	return d
}

// person makes one person. Nearly every mobile has WhatsApp, and a third of the landlines.
func (d *Directory) person(number, business string) *Person {
	r := town.Rand(d.seed, "person", number)
	mobile := len(number) == 13
	p := &Person{Number: number, Business: business, Name: business, WaID: number}
	p.WhatsApp = r.IntN(100) < 94
	if !mobile {
		p.WhatsApp = r.IntN(100) < 33
	}
	if r.IntN(100) < 40 {
		p.Name = firstNames[r.IntN(len(firstNames))]
	}
	if mobile && r.IntN(100) < 60 {
		p.WaID = number[:4] + number[5:]
	}
	p.UserID = fmt.Sprintf("BR.%010d%010d", 1+r.Int64N(9_999_999_999), r.Int64N(10_000_000_000))
	p.Hidden = mobile && r.IntN(100) < 8
	if p.Hidden || r.IntN(100) < 10 {
		p.Username = strings.ReplaceAll(town.Slug(business), "-", ".")
	}
	p.NoTicks = r.IntN(100) < 12
	return p
}

// deal gives each person with WhatsApp a mood.
func (d *Directory) deal() {
	var deck []Mood
	for _, s := range shares {
		for range s.count {
			deck = append(deck, s.mood)
		}
	}
	r := town.Rand(d.seed, "moods")
	var hand []Mood
	for _, p := range d.list {
		if !p.WhatsApp {
			p.Mood = Offline
			continue
		}
		if len(hand) == 0 {
			hand = stratified(deck, r.Perm(len(deck)))
		}
		p.Mood, hand = hand[0], hand[1:]
	}
}

// stratified shuffles a deck so that each tenth of it has about its part of the rare moods.
func stratified(deck []Mood, order []int) []Mood {
	byMood := map[Mood][]int{}
	for _, i := range order {
		byMood[deck[i]] = append(byMood[deck[i]], i)
	}
	type place struct {
		at   float64
		mood Mood
		tie  int
	}
	var places []place
	for mood, all := range byMood {
		for n, tie := range all {
			shift := float64(byMood[mood][0]%97) / 97
			places = append(places, place{(float64(n) + shift) / float64(len(all)), mood, tie})
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return a.tie - b.tie
	})
	out := make([]Mood, len(places))
	for i, p := range places {
		out[i] = p.mood
	}
	return out
}

// All returns everybody, in the order of their numbers.
func (d *Directory) All() []*Person { return d.list }

// Find returns who answers to a number in digits, with or without the ninth digit, or to a user id; nil is nobody.
func (d *Directory) Find(who string) *Person {
	if p := d.byID[who]; p != nil {
		return p
	}
	for _, form := range town.Forms(who) {
		if p := d.byNum[form]; p != nil {
			return p
		}
	}
	return nil
}

var firstNames = []string{
	"Ana", "Bruno", "Cida", "Denise", "Eduardo", "Fernanda", "Gilberto", "Helena", "Ivo", "Joana", "Karina", "Luís", "Márcia", "Nélson",
	"Otília", "Paulo", "Quitéria", "Rogério", "Sônia", "Tadeu", "Úrsula", "Vânia", "Wagner", "Zélia", "Zé da Oficina", "Dra. Conceição",
}
