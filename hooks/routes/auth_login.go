package routes

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/hooks/session"
)

// Login is who signs in. A bearer token in the header stands for both.
type Login struct {
	Email    string `json:"email,omitempty" format:"email" maxLength:"255" doc:"The person's e-mail."`
	Password string `json:"password,omitempty" maxLength:"255"`
	MFA      string `json:"mfa_id,omitempty" maxLength:"64" doc:"Of the first factor, with the second."`
	OTPID    string `json:"otp_id,omitempty" maxLength:"64" doc:"Of the code that was mailed; with it e-mail and password are left out."`
	OTP      string `json:"otp,omitempty" maxLength:"64" doc:"The code."`
}

// check refuses what cannot be who signs in.
func (l Login) check() error {
	var wrong campaign.Errors
	needed := map[string]string{"email": l.Email, "password": l.Password}
	if l.OTPID != "" {
		needed = map[string]string{"otp_id": l.OTPID, "otp": l.OTP}
	}
	for field, value := range needed {
		if value == "" || len(value) > 255 {
			wrong = append(wrong, campaign.Invalid(field, "write 1 to 255 characters"))
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// login begins a session of cookies: by e-mail and password, or from the bearer token of another way to sign in.
func (a *api) login(e *core.RequestEvent) error {
	if err := a.Sessions.CheckOrigin(e); err != nil {
		return err
	}
	if current, ok := session.Of(e.Request.Context()); ok && !current.Cookie {
		return a.exchange(e)
	}
	var in Login
	if err := e.BindBody(&in); err != nil {
		return e.BadRequestError("The request cannot be used.", err)
	}
	if err := in.check(); err != nil {
		return a.failed(e, err)
	}
	if in.OTPID != "" {
		said, err := a.codeIn(e, in)
		switch {
		case err != nil:
			return err
		case said.status != http.StatusOK: // the password is wanted too
			return a.passwordWanted(e, said)
		}
		return a.promoteKept(e, said)
	}
	said, err := a.signIn(e, in)
	if err != nil {
		return err
	}
	if said.status != http.StatusOK {
		return a.secondFactor(e, said, in.Email)
	}
	return a.promoteKept(e, said)
}

// enter begins a session of cookies for a person who has proved by a link who they are.
func (a *api) enter(e *core.RequestEvent, id string) error {
	user, err := a.App.FindRecordById("users", id)
	if err != nil {
		return a.failed(e, fmt.Errorf("find user %s: %w", id, err))
	}
	said, err := keeping(e, func() error { return apis.RecordAuthResponse(e, user, "", nil) })
	if err != nil {
		return err
	}
	return a.promoteKept(e, said)
}

// keeping runs one of PocketBase's sign-ins and keeps its answer back, since it holds a token that no script may read.
func keeping(e *core.RequestEvent, run func() error) (*keptAnswer, error) {
	before, kept := e.Response, &keptAnswer{header: e.Response.Header()}
	e.Response = kept
	defer func() { e.Response = before }()
	return kept, run()
}

// promoteKept makes cookies of the token that PocketBase has just given out.
func (a *api) promoteKept(e *core.RequestEvent, said *keptAnswer) error {
	answer, err := said.signedIn()
	if err != nil {
		return a.failed(e, err)
	}
	return a.promote(e, answer.Token, answer.Record)
}

// exchange makes the session of the request's bearer token one of cookies.
func (a *api) exchange(e *core.RequestEvent) error {
	token := e.Request.Header.Get("Authorization")
	if len(token) > 7 && strings.EqualFold(token[:7], "Bearer ") {
		token = token[7:]
	}
	record, err := a.recordOf(e.Auth.Id)
	if err != nil {
		return a.failed(e, err)
	}
	return a.promote(e, token, record)
}

// recordOf is a person as they see themselves.
func (a *api) recordOf(id string) (json.RawMessage, error) {
	user, err := a.App.FindRecordById("users", id)
	if err != nil {
		return nil, fmt.Errorf("find user %s: %w", id, err)
	}
	user.IgnoreEmailVisibility(true)
	record, err := json.Marshal(user)
	if err != nil {
		return nil, fmt.Errorf("write user %s: %w", id, err)
	}
	return record, nil
}

func (a *api) promote(e *core.RequestEvent, token string, record json.RawMessage) error {
	csrf, err := a.Sessions.Promote(e, token)
	if errors.Is(err, session.ErrEnded) {
		return e.UnauthorizedError("Your session has ended: sign in again.", nil)
	}
	if err != nil {
		return a.failed(e, err)
	}
	var person struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(record, &person); err != nil {
		return a.failed(e, fmt.Errorf("read the person: %w", err))
	}
	return a.signedIn(e, person.ID, record, csrf)
}

// signIn is PocketBase's own sign-in by password, with all that hangs on it: second factors, rules, alerts, the limit on
// attempts.
func (a *api) signIn(e *core.RequestEvent, in Login) (*keptAnswer, error) {
	users, err := a.App.FindCachedCollectionByNameOrId("users")
	if err != nil || !users.PasswordAuth.Enabled {
		return nil, e.ForbiddenError("Signing in by password is off.", err)
	}
	user := a.personOf(users, in.Email)
	withFactor(e, in.MFA)
	e.Set(core.RequestEventKeyInfoContext, core.RequestInfoContextPasswordAuth)
	event := &core.RecordAuthWithPasswordRequestEvent{Identity: in.Email, IdentityField: "email", Password: in.Password}
	event.RequestEvent, event.Collection, event.Record = e, users, user
	var kept *keptAnswer
	err = a.App.OnRecordAuthWithPasswordRequest().Trigger(event, func(event *core.RecordAuthWithPasswordRequestEvent) (err error) {
		if event.Record == nil || !event.Record.ValidatePassword(event.Password) {
			if event.Record == nil {
				a.spendTime(users)
			}
			return event.BadRequestError("Failed to authenticate.", errors.New("e-mail or password are not right"))
		}
		kept, err = keeping(event.RequestEvent, func() error {
			return apis.RecordAuthResponse(event.RequestEvent, event.Record, core.MFAMethodPassword, nil)
		})
		return err
	})
	if errors.Is(err, apis.ErrMFA) {
		err = nil
	}
	return kept, err
}

// personOf finds somebody by the address that they typed, or nobody.
func (a *api) personOf(users *core.Collection, email string) *core.Record {
	for _, form := range []string{strings.TrimSpace(email), normalEmail(email)} {
		if user, err := a.App.FindAuthRecordByEmail(users, form); err == nil {
			return user
		}
	}
	return nil
}

// spendTime checks a password that is nobody's, so that the time of an answer does not tell whether somebody has an
// address.
func (a *api) spendTime(users *core.Collection) {
	somebody := &core.Record{}
	if err := a.App.RecordQuery(users).Limit(1).One(somebody); err == nil {
		somebody.ValidatePassword("")
	}
}
