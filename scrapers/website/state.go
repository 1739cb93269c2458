package website

import (
	"net/url"
	"regexp"
	"strings"

	"aceno/scrapers"
)

// emptyText is how little text a page shows that waits for its scripts, bareText how little one without a link does, and
// shortText how much a parked one shows at most.
const (
	emptyText = 300
	bareText  = 40
	shortText = 4000
)

var (
	// parkedText says that nobody's business is here, whatever else the page shows.
	parkedText = regexp.MustCompile(`(?i)domain (?:name )?(?:\S+ )?(?:is|may be) (?:for sale|parked|available for purchase)|` +
		`(?:buy|purchase) this domain|this domain (?:name )?(?:is|has been) (?:for sale|parked|registered|expired)|parked (?:free|domain)|` +
		`dom[ií]nio (?:\S+ )?(?:est[áa] |se encuentra )?(?:[àa] venda|estacionado|registrado|expirado|suspens[oa]|en venta)|compre este dom[ií]nio|` +
		`account (?:has been )?suspended|conta suspens[oa]|this site is (?:currently )?parked`)
	// idleText says so only where the page names nobody to reach.
	idleText = regexp.MustCompile(`(?i)site (?:est[áa] )?(?:suspens[oa]|desativado)|related searches|apache2? (?:\w+ )?default page|welcome to nginx|` +
		`(?:this is the )?default (?:web ?site|web page|server page)|index of /|iis windows server|web server'?s default page|future home of|` +
		`(?:site|dom[ií]nio) hospedado (?:na|em)`)
	parkingHosts = set(`sedo.com sedoparking.com parkingcrew.net bodis.com dan.com afternic.com hugedomains.com above.com
		undeveloped.com parklogic.com domainmarket.com buydomains.com uniregistry.com registro.br cashparking.com`)
	scriptNotice = regexp.MustCompile(`(?i)(?:enable|activate|turn on|requires?|habilite|ative|activar?|necess[áa]rio).{0,40}javascript|` +
		`javascript.{0,60}(?:enabled?|required|disabled|habilitado|necess[áa]rio|ativado|desativado)`)
)

// state says what the home page turned out to be, and why.
func (d *document) state(found bool) (scrapers.SiteState, string) {
	text := d.text()
	switch host := siteOf(d.page); {
	case parkingHosts[host]:
		return scrapers.SiteParked, "the address leads to " + host + ", where domains are sold"
	case len(text) < shortText && parkedText.MatchString(d.title+"\n"+text):
		return scrapers.SiteParked, "the page says: " + squeeze(parkedText.FindString(d.title+"\n"+text), 80)
	case found:
		return scrapers.SiteOK, ""
	case len(text) < shortText && idleText.MatchString(d.title+"\n"+text):
		return scrapers.SiteParked, "the page says: " + squeeze(idleText.FindString(d.title+"\n"+text), 80)
	case len(text) < bareText && d.scripts > d.blocks && len(d.links) == 0 && len(d.frames) == 0:
		return scrapers.SiteNeedsJavaScript, "the page is empty until its scripts have run"
	case len(text) < emptyText && d.scripts > 0 && (d.appRoot || d.wantsScript || scriptNotice.MatchString(text)):
		return scrapers.SiteNeedsJavaScript, "the page is empty until its scripts have run"
	}
	return scrapers.SiteOK, ""
}

// siteOf returns the registrable domain of an address, or its host where there is none.
func siteOf(u *url.URL) string {
	return registrable(strings.ToLower(u.Hostname()))
}
