package records

import (
	"errors"

	validation "github.com/pocketbase/ozzo-validation/v4"

	"aceno/campaign"
)

// refusal turns errors of the domain into PocketBase's shape: one entry of `data` a field. Other errors pass.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	var many campaign.Errors
	if !errors.As(err, &many) {
		var one *campaign.Error
		if !errors.As(err, &one) {
			return err
		}
		many = campaign.Errors{one}
	}
	data := validation.Errors{}
	for _, e := range many {
		if _, said := data[e.Field]; !said {
			data[e.Field] = asValidation(e)
		}
	}
	return data
}

// asValidation keeps a sentence as it is: braces in it are the author's Liquid, not placeholders.
func asValidation(e *campaign.Error) error {
	return sentence{code: e.Code, text: e.Message, params: e.Params}
}

// sentence is an error that PocketBase shows with code, message and params.
type sentence struct {
	code   string
	text   string
	params map[string]any
}

// Error returns the sentence.
func (s sentence) Error() string { return s.text }

// Code returns the stable code.
func (s sentence) Code() string { return s.code }

// Params returns the values that the sentence names.
func (s sentence) Params() map[string]any { return s.params }

// systemOnly refuses a field that no client writes.
func systemOnly(field string) *campaign.Error {
	return &campaign.Error{Code: campaign.ReasonNotWritable, Field: field,
		Message: field + " is kept by the system: leave it out of the request"}
}
