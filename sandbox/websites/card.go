package websites

import (
	"strings"

	"aceno/sandbox/town"
)

// card is what a page shows of a business. What the business does not have is empty.
type card struct {
	Name, Does, City, Address, Host, Slug string

	Mobile       string // (47) 90000-0101
	MobileLink   string // +5547900000101
	MobileDigits string // 5547900000101
	Fixed        string
	FixedLink    string
	National     string
	Email        string
	MailUser     string
	MailHostDot  string // "padaria [ponto] example"
	Instagram    string
	Branches     []string
}

// card fills in what a site shows. A chain's site shows no branch's own number.
func (s *Server) card(site *town.Site) card {
	b := s.town.Businesses[site.Businesses[0]]
	c := card{
		Name: b.Name, Does: town.Does(b.Kind), City: b.City, Address: b.Address, Host: site.Host, Slug: town.Slug(b.Name),
		Email: b.Email, Instagram: b.Instagram, National: b.National,
	}
	if len(site.Businesses) > 1 {
		for _, i := range site.Businesses {
			c.Branches = append(c.Branches, strings.TrimSpace(s.town.Businesses[i].Name+" "+s.town.Businesses[i].Address))
		}
		c.Email = ""
		return c
	}
	for _, n := range b.Numbers {
		if len(n) == 13 && c.Mobile == "" {
			c.Mobile, c.MobileLink, c.MobileDigits = national(n), "+"+n, n
		}
		if len(n) == 12 && c.Fixed == "" {
			c.Fixed, c.FixedLink = national(n), "+"+n
		}
	}
	if c.Email == "" && site.Shape == town.Obfuscated {
		c.Email = "contato@" + site.Host
	}
	user, host, _ := strings.Cut(c.Email, "@")
	c.MailUser, c.MailHostDot = user, strings.ReplaceAll(host, ".", " [ponto] ")
	return c
}

// national writes digits as a page shows a number: (47) 90000-0101.
func national(digits string) string {
	rest := digits[4:]
	return "(" + digits[2:4] + ") " + rest[:len(rest)-4] + "-" + rest[len(rest)-4:]
}
