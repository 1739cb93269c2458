package routes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/mails"
	"github.com/pocketbase/pocketbase/tools/security"

	"aceno/campaign"
)

// FactorWanted says that the password was right and a code is wanted too.
type FactorWanted struct {
	Status  int            `json:"status" example:"401"`
	Message string         `json:"message"`
	Data    map[string]any `json:"data"`
	MFA     string         `json:"mfa_id" doc:"Goes back with the code."`
	OTP     string         `json:"otp_id" doc:"Of the code that was mailed; empty = it could not be mailed."`
}

// errNoMail says that nobody has told the server yet how to send mail.
var errNoMail = errors.New("mail is not set up: give ACENO_SMTP_URL, or enter SMTP in the admin panel")

// firstFactor reads the id that PocketBase gave a first factor.
func firstFactor(said *keptAnswer) (string, error) {
	var first struct {
		MFA string `json:"mfaId"`
	}
	if err := json.Unmarshal(said.body.Bytes(), &first); err != nil {
		return "", fmt.Errorf("read PocketBase's answer: %w", err)
	}
	if first.MFA == "" {
		return "", fmt.Errorf("PocketBase answers %d and names no factor", said.status)
	}
	return first.MFA, nil
}

// secondFactor mails a code to somebody whose password was right, and answers what to send back with it.
func (a *api) secondFactor(e *core.RequestEvent, said *keptAnswer, email string) error {
	id, err := firstFactor(said)
	if err != nil {
		return a.failed(e, err)
	}
	answer := FactorWanted{Status: http.StatusUnauthorized, Message: "A code was sent to your e-mail: write it to go on.", Data: map[string]any{}, MFA: id}
	users, err := a.App.FindCachedCollectionByNameOrId("users")
	if err != nil {
		return a.failed(e, err)
	}
	person := a.personOf(users, email)
	if person == nil {
		return a.failed(e, fmt.Errorf("find who signs in: %w", campaign.ErrNotFound))
	}
	if answer.OTP, err = a.mailCode(e.Request.Context(), person); err != nil {
		a.Logger.WarnContext(e.Request.Context(), "code not mailed", "user", person.Id, "error", err)
		answer.Message = "The code could not be sent by e-mail: try again, or ask whoever runs the server."
	}
	return e.JSON(http.StatusUnauthorized, answer)
}

// passwordWanted answers somebody whose code was right and who signs in with both.
func (a *api) passwordWanted(e *core.RequestEvent, said *keptAnswer) error {
	id, err := firstFactor(said)
	if err != nil {
		return a.failed(e, err)
	}
	return e.JSON(http.StatusUnauthorized, FactorWanted{Status: http.StatusUnauthorized, Message: "Write your password too.", Data: map[string]any{}, MFA: id})
}

// mailCode makes a code and mails it; it returns the code's id once a mail server took it.
func (a *api) mailCode(ctx context.Context, person *core.Record) (string, error) {
	if !a.App.Settings().SMTP.Enabled {
		return "", errNoMail
	}
	code := security.RandomStringWithAlphabet(person.Collection().OTP.Length, "1234567890")
	otp := core.NewOTP(a.App)
	otp.SetCollectionRef(person.Collection().Id)
	otp.SetRecordRef(person.Id)
	otp.SetPassword(code)
	if err := a.App.Save(otp); err != nil {
		return "", fmt.Errorf("keep a code: %w", err)
	}
	sent := make(chan error, 1)
	go func() { sent <- mails.SendRecordOTP(a.App, person, otp.Id, code) }()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mailTimeout)
	defer cancel()
	select {
	case err := <-sent:
		if err != nil {
			return "", fmt.Errorf("mail a code: %w", err)
		}
		return otp.Id, nil
	case <-ctx.Done():
		return "", fmt.Errorf("mail a code: the mail server did not answer within %s", mailTimeout)
	}
}

// codeIn is PocketBase's own sign-in by code. With the id of a first factor the code is the second.
func (a *api) codeIn(e *core.RequestEvent, in Login) (*keptAnswer, error) {
	refused := e.BadRequestError("Failed to authenticate.", errors.New("the code is not right, or has expired"))
	users, err := a.App.FindCachedCollectionByNameOrId("users")
	if err != nil {
		return nil, err
	}
	otp, err := a.App.FindOTPById(in.OTPID)
	if err != nil || otp.CollectionRef() != users.Id || otp.HasExpired(users.OTP.DurationTime()) {
		return nil, refused
	}
	person, err := a.App.FindRecordById(users, otp.RecordRef())
	if err != nil {
		return nil, refused
	}
	withFactor(e, in.MFA)
	e.Set(core.RequestEventKeyInfoContext, core.RequestInfoContextOTP)
	event := &core.RecordAuthWithOTPRequestEvent{OTP: otp}
	event.RequestEvent, event.Collection, event.Record = e, users, person
	var kept *keptAnswer
	err = a.App.OnRecordAuthWithOTPRequest().Trigger(event, func(event *core.RecordAuthWithOTPRequestEvent) (err error) {
		if !event.OTP.ValidatePassword(in.OTP) {
			return refused
		}
		if err := event.App.Delete(event.OTP); err != nil { // a code works once, whatever becomes of the rest
			return fmt.Errorf("use a code up: %w", err)
		}
		kept, err = keeping(event.RequestEvent, func() error {
			return apis.RecordAuthResponse(event.RequestEvent, event.Record, core.MFAMethodOTP, nil)
		})
		return err
	})
	if errors.Is(err, apis.ErrMFA) {
		err = nil
	}
	return kept, err
}

// withFactor puts the id of a first factor where PocketBase reads it.
func withFactor(e *core.RequestEvent, id string) {
	if id == "" {
		return
	}
	address := *e.Request.URL
	query := address.Query()
	query.Set("mfaId", id)
	address.RawQuery = query.Encode()
	e.Request.URL = &address
}
