package website

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"time"

	"aceno/scrapers"
)

var _ scrapers.CardReader = (*Site)(nil)

// maxCardPages is how many pages a card reads beyond those of Read: what the agency offers, and its privacy policy.
const maxCardPages = 3

// cardWords are links worth following for a card.
var cardWords = regexp.MustCompile(`(?i)servi[çc]o|solu[çc][õo]|o[ _-]?que[ _-]?fazemos|services|solutions|what[ _-]?we[ _-]?do|privaci|privacidade|lgpd|sobre|about|quem[ _-]?somos`)

// Card reads an agency's own site into what it says of itself. See scrapers.CardReader.
func (s *Site) Card(ctx context.Context, v scrapers.Visit) (scrapers.Card, error) {
	address := withScheme(v.URL)
	c := &crawl{site: s, visit: v, home: home{region: regionOf(v, address)}}
	state, detail, err := c.run(ctx, address)
	if err != nil {
		return scrapers.Card{}, err
	}
	if len(c.pages) == 0 {
		return scrapers.Card{State: state, Detail: detail, URL: address}, nil
	}
	if state != scrapers.SiteParked {
		c.followCard(ctx)
	}
	first := c.pages[0]
	card := scrapers.Card{State: state, Detail: detail, URL: first.address, Language: first.languageOf(), Pages: len(c.pages)}
	if state == scrapers.SiteParked {
		return card, nil
	}
	c.fillCard(&card)
	return card, nil
}

// followCard reads pages of the site that a search for contacts had no need of.
func (c *crawl) followCard(ctx context.Context) {
	start := time.Now()
	seen := map[string]bool{}
	for _, p := range c.pages {
		seen[pageKey(p.page.String())] = true
	}
	asked, first := 0, c.pages[0]
	for _, l := range first.links {
		if asked == maxCardPages || ctx.Err() != nil || time.Since(start) > followFor {
			return
		}
		u, err := url.Parse(l.to)
		if err != nil || l.to == "" || !sameSite(u, first.page) || seen[pageKey(l.to)] || !cardWords.MatchString(l.text+" "+u.Path) {
			continue
		}
		seen[pageKey(l.to)] = true
		asked++
		got, err := c.site.fetch.Get(ctx, l.to)
		if err == nil && got.Status < 400 && readable(got.ContentType) {
			if at, err := url.Parse(got.FinalURL); err == nil && sameSite(at, first.page) {
				c.keep(got)
			}
		}
	}
}

// fillCard takes each piece from the first page that says it.
func (c *crawl) fillCard(card *scrapers.Card) {
	for _, p := range c.pages {
		for _, piece := range []struct {
			into *(*scrapers.Quoted)
			read func() (value, quote string)
		}{
			{&card.Offer, p.offer}, {&card.ForWhom, p.forWhom}, {&card.Proof, p.proof}, {&card.NeverSay, p.neverSay},
			{&card.LegalName, p.legalName}, {&card.Address, p.addressLine},
		} {
			if *piece.into == nil {
				*piece.into = p.quoted(piece.read())
			}
		}
	}
	first := c.pages[0]
	if name := c.name(); name != "" && !strings.EqualFold(name, hostPrefix.ReplaceAllString(strings.ToLower(first.page.Hostname()), "")) {
		card.Name = first.quoted(name, firstOf(first.siteName, first.title, name))
	}
	card.Tone = c.tone()
	c.fillMails(card)
}

// fillMails chooses the address that people write to, and the one that answers for privacy.
func (c *crawl) fillMails(card *scrapers.Card) {
	for _, p := range c.pages {
		for _, m := range p.addresses() {
			if m.stranger || !plausibleEmail(m.address, siteOf(c.pages[0].page), c.visit, p.title) {
				continue
			}
			local, _, _ := strings.Cut(m.address, "@")
			switch {
			case privacyMail.MatchString(local):
				if card.PrivacyContact == nil {
					card.PrivacyContact = p.quoted(m.address, m.raw)
				}
			case card.Email == nil:
				card.Email = p.quoted(m.address, m.raw)
			}
		}
	}
}

// quoted makes a piece of a card, nil when there is none.
func (p *page) quoted(value, quote string) *scrapers.Quoted {
	value = squeeze(value, maxPiece)
	if value == "" {
		return nil
	}
	return &scrapers.Quoted{Value: value, URL: p.address, Quote: squeeze(firstOf(quote, value), maxPiece)}
}
