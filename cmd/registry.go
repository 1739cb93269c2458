package cmd

import (
	"path/filepath"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/outreach/whatsapp"
	"aceno/scrapers"
	"aceno/scrapers/openstreetmap"
	"aceno/scrapers/website"
)

// userAgent is how the program introduces itself to the sites and services it reads; with a public URL they can see who runs it.
func (c *config) userAgent() string {
	if c.PublicURL == "" {
		return "Aceno/" + Version
	}
	return "Aceno/" + Version + " (+" + c.PublicURL + ")"
}

// sources are the types of search_config: a line a source.
func sources(c config, time clock.Clock, site *website.Site) map[string]scrapers.Source {
	return map[string]scrapers.Source{
		"openstreetmap": openstreetmap.New(openstreetmap.Options{
			OverpassURL: c.OverpassURL, NominatimURL: c.NominatimURL, UserAgent: c.userAgent(),
			CacheDir: filepath.Join(c.StateDir, "cache", "openstreetmap"), Clock: time,
		}),
		"websites": website.NewSource(site),
	}
}

// platforms are the kinds of integrated accounts that send: a line a channel.
type platforms struct {
	channels  map[string]outreach.Channel // by platform
	webhooks  map[string]outreach.Webhook
	templates outreach.Templates
}

func newPlatforms(c config, time clock.Clock) platforms {
	wa := whatsapp.New(whatsapp.Options{GraphURL: c.GraphURL, Clock: time})
	return platforms{
		channels:  map[string]outreach.Channel{"whatsapp": wa},
		webhooks:  map[string]outreach.Webhook{"whatsapp": wa},
		templates: wa,
	}
}

// byChannel gives the sender the channel of a message.
func (p platforms) byChannel() map[campaign.Channel]outreach.Channel {
	return map[campaign.Channel]outreach.Channel{campaign.ChannelWhatsApp: p.channels["whatsapp"]}
}
