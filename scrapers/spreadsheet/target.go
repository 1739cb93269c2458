package spreadsheet

// Target is the field that a column fills.
type Target string

// The targets. Those that Several names may be filled by more than one column.
const (
	ToName             Target = "name"
	ToLegalName        Target = "legal_name"
	ToContactName      Target = "contact_name"
	ToContactFirstName Target = "contact_first_name"
	ToContactLastName  Target = "contact_last_name"
	ToContactTitle     Target = "contact_title"
	ToContactLinkedIn  Target = "contact_linkedin"
	ToContactCity      Target = "contact_city"
	ToContactState     Target = "contact_state"
	ToContactCountry   Target = "contact_country"
	ToPhone            Target = "phone"
	ToMobile           Target = "mobile"
	ToWhatsApp         Target = "whatsapp"
	ToAreaCode         Target = "area_code"
	ToEmail            Target = "email"
	ToEmailStatus      Target = "email_status"
	ToEmailConsent     Target = "email_consent"
	ToDoNotCall        Target = "do_not_call"
	ToWebsite          Target = "website"
	ToInstagram        Target = "instagram"
	ToFacebook         Target = "facebook"
	ToLinkedIn         Target = "linkedin"
	ToSourceURL        Target = "source_url"
	ToExternalID       Target = "external_id"
	ToAddress          Target = "address"
	ToStreet           Target = "street"
	ToStreetNumber     Target = "street_number"
	ToDistrict         Target = "district"
	ToCity             Target = "city"
	ToState            Target = "state"
	ToZip              Target = "zip"
	ToCountry          Target = "country"
	ToLat              Target = "lat"
	ToLng              Target = "lng"
	ToCategory         Target = "category"
	ToRating           Target = "rating"
	ToReviews          Target = "reviews"
	ToFollowers        Target = "followers"
	ToOpeningHours     Target = "opening_hours"
	ToStatus           Target = "status"
	ToOwner            Target = "owner"
	ToTags             Target = "tags"
	ToNotes            Target = "notes"
)

var targets = [...]Target{
	ToName, ToLegalName, ToContactName, ToContactFirstName, ToContactLastName, ToContactTitle, ToContactLinkedIn, ToContactCity,
	ToContactState, ToContactCountry, ToPhone, ToMobile, ToWhatsApp, ToAreaCode, ToEmail, ToEmailStatus, ToEmailConsent, ToDoNotCall,
	ToWebsite, ToInstagram, ToFacebook, ToLinkedIn, ToSourceURL, ToExternalID, ToAddress, ToStreet, ToStreetNumber, ToDistrict,
	ToCity, ToState, ToZip, ToCountry, ToLat, ToLng, ToCategory, ToRating, ToReviews, ToFollowers, ToOpeningHours, ToStatus, ToOwner,
	ToTags, ToNotes,
}

// Several says that more than one column may fill the target.
func (t Target) Several() bool {
	switch t {
	case ToPhone, ToMobile, ToWhatsApp, ToAreaCode, ToEmail, ToInstagram, ToTags, ToNotes:
		return true
	}
	return false
}

// soft says that a header alone is no reason to import a column: it must hold something.
func (t Target) soft() bool {
	switch t {
	case ToStatus, ToOwner, ToTags, ToNotes, ToAreaCode, ToStreetNumber:
		return true
	}
	return false
}
