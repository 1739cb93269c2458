package cmd

import (
	"errors"
	"fmt"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// smtpName is the variable of the mail server. It has no flag, since it holds a password and flags show in lists of processes.
const smtpName = "ACENO_SMTP_URL"

// errSMTP never names the value: it holds a password.
var errSMTP = errors.New(smtpName + ": want smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://USER:PASSWORD@HOST:465, with what is special in them written as in a URL")

// outbox is by whom and how the program sends its own mails. Zero fields leave what the admin panel says.
type outbox struct {
	smtp core.SMTPConfig
	from mail.Address
}

// outbox reads mail server and sender.
func (c *config) outbox() (o outbox, err error) {
	if c.MailFrom != "" {
		from, err := mail.ParseAddress(c.MailFrom)
		if err != nil {
			return o, badFlag("mail-from", c.MailFrom, "want an address such as aceno@agency.example or \"Agency <aceno@agency.example>\"")
		}
		o.from = *from
	}
	text := firstOf(c.SMTPURL, os.Getenv(smtpName))
	if text == "" || c.copyOf != "" { // what a copy does nobody hears of
		return o, nil
	}
	if o.smtp, err = parseSMTP(text); err != nil {
		return o, err
	}
	if o.from.Address == "" {
		if checkEmail("", o.smtp.Username) != nil {
			return o, badFlag("mail-from", c.MailFrom, "want the address that mails come from, since "+smtpName+" names no user that is one")
		}
		o.from.Address = o.smtp.Username
	}
	return o, nil
}

// parseSMTP reads a mail server's address.
func parseSMTP(text string) (core.SMTPConfig, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return core.SMTPConfig{}, errSMTP
	}
	s := core.SMTPConfig{Enabled: true, Host: u.Hostname(), Port: 587, TLS: u.Scheme == "smtps"}
	if s.TLS {
		s.Port = 465
	}
	if port := u.Port(); port != "" {
		if s.Port, err = strconv.Atoi(port); err != nil || s.Port < 1 || s.Port > 65535 {
			return core.SMTPConfig{}, errSMTP
		}
	}
	if u.User != nil {
		s.Username = u.User.Username()
		s.Password, _ = u.User.Password()
	}
	return s, nil
}

// bindSettings keeps in memory what the command line says of mail and address, whatever the admin panel saves: the database
// and its backups do not learn the mail server's password.
func (p *program) bindSettings() error {
	box, err := p.cfg.outbox()
	if err != nil {
		return err
	}
	apply := func() {
		settings := p.app.Settings()
		if box.smtp.Enabled {
			settings.SMTP = box.smtp
		}
		if box.from.Address != "" {
			settings.Meta.SenderAddress = box.from.Address
			settings.Meta.SenderName = firstOf(box.from.Name, settings.Meta.AppName)
		}
		if address := p.address.Load(); address != nil && isOwnMachine(settings.Meta.AppURL) {
			settings.Meta.AppURL = *address
		}
	}
	p.app.OnModelUpdate("_params").BindFunc(func(e *core.ModelEvent) error {
		settings, ok := e.Model.(*core.Settings)
		if !ok || !box.smtp.Enabled {
			return e.Next()
		}
		settings.SMTP = core.SMTPConfig{Port: box.smtp.Port}
		defer apply()
		return e.Next()
	})
	p.app.OnSettingsReload().BindFunc(func(e *core.SettingsReloadEvent) error {
		defer apply()
		return e.Next()
	})
	apply()
	return nil
}

// servedAt notes where the server is reached, for the links of its mails: a configured address stands.
func (p *program) servedAt(address string) error {
	p.address.Store(&address)
	if err := p.app.ReloadSettings(); err != nil {
		return fmt.Errorf("note the server's address: %w", err)
	}
	return nil
}

// isOwnMachine says whether an address is of use on this machine alone.
func isOwnMachine(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Hostname() == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && ip.IsLoopback()
}
