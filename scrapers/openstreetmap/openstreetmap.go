// Package openstreetmap finds businesses in OpenStreetMap: Nominatim turns the name of an area into a place, Overpass
// lists what is mapped there, and the elements become candidates with their contacts. It keeps the etiquette of both
// public servers over the whole process, uses raw answers on disk again, and credits OpenStreetMap on every fact.
// It never trusts an answer that Overpass itself calls partial, and never asks either server twice at once.
package openstreetmap

import (
	"context"
	"encoding/json"
	"net/http"
	"path/filepath"
	"time"

	"golang.org/x/time/rate"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// Type is the source's name in search_config.
const Type = campaign.PlatformOpenStreetMap

// Licence is the credit that OpenStreetMap asks for wherever its data is shown.
const Licence = "© OpenStreetMap contributors, ODbL 1.0"

// Options are what a Source needs. An empty field takes its default.
type Options struct {
	OverpassURL  string       // https://overpass-api.de/api/interpreter; an empty path gets /api/interpreter, /api gets /interpreter
	NominatimURL string       // https://nominatim.openstreetmap.org; /search is appended unless it is there
	UserAgent    string       // names this installation, as both servers ask
	CacheDir     string       // for raw answers; empty keeps only the last one, in memory
	HTTP         *http.Client // redirects are never followed
	Clock        clock.Clock  // for the age of raw answers
}

// Source is the source "openstreetmap". A process has one, since the pace towards the servers lies in it.
type Source struct {
	clock     clock.Clock
	trades    *trades
	overpass  *provider
	nominatim *provider
	answers   *cache
	places    *cache
	last      lastResult
}

var _ scrapers.Source = (*Source)(nil)

// nominatimGap is the least time between two requests to Nominatim: 1 s over all users of an installation (its usage
// policy). It is a little longer, so that the server's own clock agrees.
const nominatimGap = 1050 * time.Millisecond

// New returns a source that has asked nothing yet.
func New(o Options) *Source {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.UserAgent == "" {
		o.UserAgent = "Aceno/1.0 (self-hosted business search)"
	}
	answers, places := "", ""
	if o.CacheDir != "" {
		answers, places = filepath.Join(o.CacheDir, "overpass"), filepath.Join(o.CacheDir, "nominatim")
	}
	return &Source{
		clock:     o.Clock,
		trades:    loadTrades(),
		overpass:  newProvider("Overpass", overpassEndpoint(o.OverpassURL), o, overpassLimits),
		nominatim: newProvider("Nominatim", nominatimEndpoint(o.NominatimURL), o, nominatimLimits).every(nominatimGap),
		answers:   newCache(answers, o.Clock),
		places:    newCache(places, o.Clock),
	}
}

// every sets the least time between two requests.
func (p *provider) every(gap time.Duration) *provider {
	p.pace = rate.NewLimiter(rate.Every(gap), 1)
	return p
}

// Describe says what search_config may ask of it.
func (s *Source) Describe() scrapers.Description {
	text := func(pt, en string) map[string]string { return map[string]string{"pt-BR": pt, "en": en} }
	return scrapers.Description{
		Type:  Type,
		Title: text("OpenStreetMap", "OpenStreetMap"),
		Keys: []scrapers.Key{
			{Name: "query", Required: true, Kind: "text", Help: text(
				"ramo em português ou inglês (dentista, padaria, hairdresser) ou chave=valor (shop=bakery)",
				"trade in Portuguese or English (dentista, bakery, hairdresser) or key=value (shop=bakery)")},
			{Name: "area", Required: true, Kind: "text", Help: text(
				"cidade, com estado ou país: Blumenau, SC ou Campinas, BR", "city, with state or country: Blumenau, SC or Campinas, BR")},
			{Name: "limit", Kind: "number", Help: text(
				"no máximo quantos negócios, até 10000; 500 se vazio", "at most how many businesses, up to 10000; 500 when empty")},
		},
	}
}

// Search returns the next page. It is safe to call from many goroutines: they share one request at a time to each server.
func (s *Source) Search(ctx context.Context, q scrapers.Query) (scrapers.Page, error) {
	e, err := s.parseEntry(q.Entry)
	if err != nil {
		return scrapers.Page{}, &scrapers.Failure{Reason: campaign.Reason{Code: "bad_entry", Message: err.Error()}, Err: err}
	}
	at, err := parseCursor(q.Cursor, e.key())
	if err != nil {
		return scrapers.Page{}, err
	}
	where, err := s.locate(ctx, e.Area, q.Country)
	if err != nil {
		return scrapers.Page{}, err
	}
	found, err := s.find(ctx, e, where, s.maxAge(q, at))
	if err != nil {
		return scrapers.Page{}, err
	}
	return found.page(at, e.Limit), nil
}

// cursorAge is the age up to which the next pages of a search use the raw answer that its first page came from,
// whatever the search says about fresh ones.
const cursorAge = 24 * time.Hour

// maxAge is the age up to which a raw answer may be used for q.
func (s *Source) maxAge(q scrapers.Query, at cursor) time.Duration {
	if at.Given > 0 {
		return max(q.MaxAge, cursorAge)
	}
	return q.MaxAge
}

// Check refuses an entry that Search could not use, naming each bad key and the remedy.
func (s *Source) Check(entry json.RawMessage) error {
	_, err := s.parseEntry(entry)
	return err
}
