// Package contact knows the forms of one person: a phone with and without the ninth digit, a mail address and its
// base, a handle and its profile link. Forms are derived forwards from a stored value; an incoming id is looked up
// among them and never repaired.
package contact

// Kind is the kind of a contact, as in suppressions.kind.
type Kind string

// The kinds of contacts.
const (
	KindPhone          Kind = "phone"
	KindEmail          Kind = "email"
	KindUsername       Kind = "username"
	KindDomain         Kind = "domain"
	KindWhatsAppUserID Kind = "whatsapp_user_id"
	KindInstagramID    Kind = "instagram_id"
)

// Form is one way to write one contact.
type Form struct {
	Kind  Kind
	Value string
}
