package whatsapp

import (
	"encoding/json"
	"strings"
)

// person is one item of a change's contacts.
type person struct {
	number   string // digits; empty for people known by their id alone
	userID   string // business-scoped
	name     string
	username string // without @
}

func readPeople(raw json.RawMessage) []person {
	list, _ := readTree(json.RawMessage(`{"contacts":` + string(orNull(raw)) + `}`))
	var people []person
	for _, t := range list.list("contacts") {
		profile := t.sub("profile")
		people = append(people, person{
			number: number(t, "wa_id"), userID: t.word("user_id"), name: profile.word("name"),
			username: strings.TrimPrefix(profile.word("username"), "@"),
		})
	}
	return people
}

// sender completes what an item says of its person by the contacts beside it. A number and an id come from the same
// contact only if one of them is the item's own, or the contact is the only one and the item names nobody.
func (p part) sender(own person) person {
	for _, c := range p.contacts {
		if (own.number != "" && c.number == own.number) || (own.userID != "" && c.userID == own.userID) {
			return own.or(c)
		}
	}
	if own.number == "" && own.userID == "" && len(p.contacts) == 1 {
		return p.contacts[0]
	}
	return own
}

func (p person) or(c person) person {
	if p.number == "" {
		p.number = c.number
	}
	if p.userID == "" {
		p.userID = c.userID
	}
	p.name, p.username = c.name, c.username
	return p
}

// number returns the digits at a key; what is no number is empty.
func number(t tree, key string) string {
	digits := strings.TrimPrefix(t.word(key), "+")
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}
