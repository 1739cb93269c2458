package contact

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// sharedHosts are the registrable domains on which everybody has a page: such a page is nobody's own website, and
// two businesses that link to them are not the same.
var sharedHosts = setOf(
	"facebook.com", "fb.com", "fb.me", "fb.watch", "messenger.com", "m.me", "instagram.com", "instagr.am", "ig.me", "threads.net", "threads.com",
	"whatsapp.com", "wa.me", "wa.link", "whats.link", "wame.pro", "walink.co", "contate.me", "telegram.me", "telegram.org", "t.me",
	"twitter.com", "x.com", "linkedin.com", "lnkd.in", "youtube.com", "youtu.be", "tiktok.com", "pinterest.com", "kwai.com",
	"linktr.ee", "linktree.com", "lnk.bio", "linkr.bio", "linkbio.co", "bio.link", "beacons.ai", "bio.site", "msha.ke", "campsite.bio", "taplink.cc",
	"taplink.at", "solo.to", "linkme.bio", "lnkfire.co", "many.link", "flow.page", "carrd.co", "allmylinks.com", "contactin.bio", "znap.link",
	"google.com", "google.com.br", "goo.gl", "g.page", "g.co", "share.google", "page.link", "waze.com", "apple.com", "openstreetmap.org",
	"bit.ly", "bitly.com", "tinyurl.com", "cutt.ly", "encurtador.com.br", "abre.ai", "rebrand.ly", "ow.ly", "shorturl.at", "is.gd", "encr.pw",
	"tripadvisor.com", "tripadvisor.com.br", "booking.com", "airbnb.com", "airbnb.com.br", "expedia.com", "hoteis.com", "decolar.com", "trivago.com.br",
	"ifood.com.br", "rappi.com.br", "aiqfome.com", "doctoralia.com.br", "guiamais.com.br", "telelistas.net", "apontador.com.br", "yelp.com", "foursquare.com",
	"mercadolivre.com.br", "shopee.com.br", "olx.com.br", "elo7.com.br", "hotmart.com", "gympass.com", "wellhub.com", "booksy.com", "wikipedia.org",
)

// hostingSuffixes are builders of websites whose customers live on a subdomain and which the public suffix list does not know.
var hostingSuffixes = []string{"negocio.site", "business.site", "ueniweb.com", "webnode.com", "webnode.com.br", "lojaintegrada.com.br",
	"lojavirtualnuvem.com.br", "minhalojanouol.com.br", "wordpress.com", "blogspot.com", "blogspot.com.br", "wixsite.com", "weebly.com", "site123.me",
	"godaddysites.com", "square.site", "jimdosite.com", "my.canva.site", "canva.site", "goodbarber.app", "superbiz.site", "sitew.com", "tumblr.com", "yolasite.com"}

// DomainOf returns the domain that a website's owner rents, in ASCII: what a link to it, to its www and to its shop have in
// common. It is "" for an address without a name and for hosts that many share (facebook.com, linktr.ee, wa.me, …).
func DomainOf(rawURL string) string {
	text := strings.TrimSpace(rawURL)
	if text == "" {
		return ""
	}
	if strings.HasPrefix(text, "//") {
		text = "https:" + text
	} else if !strings.Contains(text, "://") {
		if strings.Contains(text, "@") { // a mail address
			return ""
		}
		text = "https://" + text
	}
	link, err := url.Parse(text)
	if err != nil || link.Scheme != "http" && link.Scheme != "https" {
		return ""
	}
	if _, err := netip.ParseAddr(link.Hostname()); err == nil {
		return ""
	}
	host, err := asciiHost(strings.TrimPrefix(strings.ToLower(link.Hostname()), "www."))
	if err != nil {
		return ""
	}
	return ownDomain(host)
}

func ownDomain(host string) string {
	for _, suffix := range hostingSuffixes {
		if name, found := strings.CutSuffix(host, "."+suffix); found {
			return name[strings.LastIndexByte(name, '.')+1:] + "." + suffix
		}
		if host == suffix {
			return ""
		}
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil || sharedHosts[domain] {
		return ""
	}
	return domain
}

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
