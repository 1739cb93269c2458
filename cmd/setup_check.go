package cmd

import (
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"
)

// Lengths of a password: at least so many characters, at most so many bytes (PocketBase's own rules; bcrypt reads no more).
const (
	minPassword = 8
	maxPassword = 71
)

// check refuses what could not be saved, before anything is, with all that is wrong.
func (r setupRequest) check() error {
	var errs []error
	if r.Workspace == "" {
		errs = append(errs, errors.New("--workspace: give a name"))
	}
	if _, err := time.LoadLocation(r.Timezone); err != nil || r.Timezone == "" {
		errs = append(errs, fmt.Errorf("--timezone %q: want an IANA name such as America/Sao_Paulo", r.Timezone))
	}
	if !isCode(r.Country, 2) {
		errs = append(errs, fmt.Errorf("--country %q: want two capital letters such as BR", r.Country))
	}
	if !isCode(r.Currency, 3) {
		errs = append(errs, fmt.Errorf("--currency %q: want three capital letters such as BRL", r.Currency))
	}
	errs = append(errs, checkChoice("--locale", r.Locale, "pt-BR", "en"), checkChoice("--plan-tier", r.Tier, "free", "pro", "enterprise"))
	for _, m := range r.Members {
		name := "--member " + m.Email
		errs = append(errs, checkEmail("--member", m.Email), checkChoice(name+": role", m.Role, "admin", "user", "viewer"), checkPassword(name+": password", m.Password))
	}
	return errors.Join(errs...)
}

func isCode(text string, letters int) bool {
	return len(text) == letters && regexp.MustCompile(`^[A-Z]+$`).MatchString(text)
}

func checkChoice(name, value string, choices ...string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return fmt.Errorf("%s %q: want one of %v", name, value, choices)
}

func checkEmail(name, value string) error {
	if address, err := mail.ParseAddress(value); err != nil || address.Address != value {
		return fmt.Errorf("%s %q: want an e-mail address such as me@agency.example", name, value)
	}
	return nil
}

// checkPassword never prints the password.
func checkPassword(name, value string) error {
	if utf8.RuneCountInString(value) < minPassword || len(value) > maxPassword {
		return fmt.Errorf("%s: want at least %d characters and at most %d bytes", name, minPassword, maxPassword)
	}
	return nil
}
