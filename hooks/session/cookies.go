package session

import (
	"net/http"
	"time"
)

// Names of the cookies. On https they bear a prefix that browsers hold to: Secure, this host alone, the whole site.
const (
	accessCookie  = "aceno_access"
	refreshCookie = "aceno_refresh"
	hostPrefix    = "__Host-"
)

// cookieName is a cookie's name on this connection.
func (o Origins) cookieName(r *http.Request, name string) string {
	if o.Secure(r) {
		return hostPrefix + name
	}
	return name
}

// cookie reads one of ours. Where several bear its name, somebody has put one beside ours: then there is none.
func (o Origins) cookie(r *http.Request, name string) string {
	found := r.CookiesNamed(o.cookieName(r, name))
	if len(found) != 1 {
		return ""
	}
	return found[0].Value
}

// setCookie gives out a cookie for as long as it is worth something; with no life it takes it away.
func (o Origins) setCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration) {
	c := &http.Cookie{
		Name: o.cookieName(r, name), Value: value, Path: "/", MaxAge: int(life.Seconds()), HttpOnly: true, Secure: o.Secure(r), SameSite: http.SameSiteLaxMode,
	}
	if life <= 0 {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// clearCookies takes both cookies away.
func (o Origins) clearCookies(w http.ResponseWriter, r *http.Request) {
	o.setCookie(w, r, accessCookie, "", 0)
	o.setCookie(w, r, refreshCookie, "", 0)
}
