// Package privacy is what a person whose data is held may ask for: to see it, to have it corrected or erased, to get no more
// messages. A member of the agency asks for them by a contact; the person themselves by a link that was made for them. The room
// checks who asks and decides what is done; what is held where is the store's to know.
package privacy

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"aceno/campaign"
)

// Records are what a workspace holds of people.
type Records interface {
	// TracePerson returns all that is held of a person, and notes that it was asked for.
	TracePerson(ctx context.Context, workspace string, key campaign.PersonKey, by campaign.By) (campaign.Held, error)
	// ErasePerson leaves of a person the keyed hashes by which they are not written to again.
	ErasePerson(ctx context.Context, workspace string, key campaign.PersonKey, by campaign.By) (campaign.Erased, error)
}

// People is what one person may do, by their prospect's id, in whichever workspace they are. Who is not held is
// campaign.ErrNotFound.
type People interface {
	PrivacyPage(ctx context.Context, prospect string) (campaign.PrivacyPage, error)
	StopPerson(ctx context.Context, prospect string, by campaign.By) error
	ErasePersonOf(ctx context.Context, prospect string, by campaign.By) (campaign.Erased, error)
	// OpenPrivacyRequest keeps what a member has to answer within campaign.PrivacyDue.
	OpenPrivacyRequest(ctx context.Context, prospect, kind, details string, by campaign.By) error
}

// Desk answers requests. It is safe for concurrent use.
type Desk struct {
	records Records
	people  People
	links   *Links
}

// New returns a desk.
func New(records Records, people People, links *Links) (*Desk, error) {
	if records == nil || people == nil || links == nil {
		return nil, errors.New("privacy: records, people and links are needed")
	}
	return &Desk{records: records, people: people, links: links}, nil
}

// Export returns all that a workspace holds of a person.
func (d *Desk) Export(ctx context.Context, workspace string, key campaign.PersonKey, by campaign.By) (campaign.Held, error) {
	if _, _, err := key.Kind(); err != nil {
		return campaign.Held{}, err
	}
	return d.records.TracePerson(ctx, workspace, key, by)
}

// Erase takes away all that a workspace holds of a person, and keeps them from being written to again.
func (d *Desk) Erase(ctx context.Context, workspace string, key campaign.PersonKey, by campaign.By) (campaign.Erased, error) {
	if _, _, err := key.Kind(); err != nil {
		return campaign.Erased{}, err
	}
	return d.records.ErasePerson(ctx, workspace, key, by)
}

// The acts of a person's own page.
const (
	ActStop    = "stop"    // no more messages
	ActCorrect = "correct" // what is held is wrong: details says what
	ActCopy    = "copy"    // wants all that is held, the messages' words too
	ActErase   = "erase"   // at once, by their own hand
)

// maxDetails is how many characters a person may write of what is wrong.
const maxDetails = 2000

// Page returns what the holder of a link is shown. A link that was not made here and a person who is not held are both
// campaign.ErrNotFound.
func (d *Desk) Page(ctx context.Context, token string) (campaign.PrivacyPage, error) {
	prospect, ok := d.links.open(purposePage, token)
	if !ok {
		return campaign.PrivacyPage{}, campaign.ErrNotFound
	}
	return d.people.PrivacyPage(ctx, prospect)
}

// Act does what the holder of a page's link asks for. An act that is none is a *campaign.Error of the field act.
func (d *Desk) Act(ctx context.Context, token, act, details string, by campaign.By) error {
	prospect, ok := d.links.open(purposePage, token)
	if !ok {
		return campaign.ErrNotFound
	}
	by.Actor = campaign.ThePerson
	switch act {
	case ActStop:
		return d.people.StopPerson(ctx, prospect, by)
	case ActCorrect:
		details = strings.TrimSpace(strings.ToValidUTF8(details, ""))
		if details == "" || utf8.RuneCountInString(details) > maxDetails {
			return campaign.Invalid("details", "say in 1 to %d characters what is wrong and what is right", maxDetails)
		}
		return d.people.OpenPrivacyRequest(ctx, prospect, campaign.PrivacyCorrection, details, by)
	case ActCopy:
		return d.people.OpenPrivacyRequest(ctx, prospect, campaign.PrivacyAccess, "", by)
	case ActErase:
		_, err := d.people.ErasePersonOf(ctx, prospect, by)
		return err
	default:
		return campaign.Invalid("act", "%q is no act: write stop, correct, copy or erase", act)
	}
}

// KnowsOptOut says whether a link of the one-click page was made here. Whether the person is still held is not said.
func (d *Desk) KnowsOptOut(token string) bool {
	_, ok := d.links.open(purposeOptOut, token)
	return ok
}

// OptOut stops all messages to the holder of a one-click link (RFC 8058). Somebody who is not held any more is stopped already.
func (d *Desk) OptOut(ctx context.Context, token string, by campaign.By) error {
	prospect, ok := d.links.open(purposeOptOut, token)
	if !ok {
		return campaign.ErrNotFound
	}
	by.Actor = campaign.ThePerson
	err := d.people.StopPerson(ctx, prospect, by)
	if errors.Is(err, campaign.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("opt out: %w", err)
	}
	return nil
}
