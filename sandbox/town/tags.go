package town

import (
	"fmt"
	"strings"
)

// elements puts a business on the map: mostly a node, now and then a way, now and then both.
func (b *builder) elements(one *Business, k kind, city int, site *Site) {
	tags := b.tags(one, k, site)
	c := b.town.Cities[city]
	lat := c.South + (c.North-c.South)*(0.1+0.8*b.r.Float64())
	lon := c.West + (c.East-c.West)*(0.1+0.8*b.r.Float64())
	node := b.chance(70)
	b.place(one, node, lat, lon, tags, city)
	if b.chance(4) && len(one.Numbers) > 0 { // drawn a second time by somebody else, who knew less
		twin := map[string]string{"name": one.Name, "phone": international(one.Numbers[0])}
		for _, t := range k.tags {
			key, value, _ := strings.Cut(t, "=")
			twin[key] = value
		}
		if node {
			twin["building"] = "yes"
		}
		b.place(one, !node, lat+0.0001, lon-0.0001, twin, city)
	}
}

func (b *builder) place(one *Business, node bool, lat, lon float64, tags map[string]string, city int) {
	e := Element{Type: "way", ID: b.way, Lat: round7(lat), Lon: round7(lon), Tags: tags, City: city}
	if node {
		e.Type, e.ID = "node", b.node
		b.node++
	} else {
		b.way++
	}
	one.Elements = append(one.Elements, fmt.Sprintf("%s/%d", e.Type, e.ID))
	b.town.Elements = append(b.town.Elements, e)
}

// round7 keeps the seven digits that a map keeps.
func round7(x float64) float64 { return float64(int64(x*1e7)) / 1e7 }

// tags writes what the map knows of a business, in the shapes that maps hold.
func (b *builder) tags(one *Business, k kind, site *Site) map[string]string {
	tags := map[string]string{"name": one.Name}
	for _, t := range k.tags {
		key, value, _ := strings.Cut(t, "=")
		if one.Closed {
			key = "disused:" + key
		}
		tags[key] = value
	}
	if street, number, ok := strings.Cut(one.Address, ", "); ok && b.chance(60) {
		tags["addr:street"], tags["addr:housenumber"] = street, number
		if b.chance(40) {
			tags["addr:suburb"] = pick(b.r, suburbs)
		}
		if b.chance(40) {
			tags["addr:city"] = one.City
		}
		if b.chance(30) {
			tags["addr:postcode"] = fmt.Sprintf("89000-%03d", b.r.IntN(1000))
		}
	}
	if b.chance(30) {
		tags["opening_hours"] = pick(b.r, []string{"Mo-Fr 08:00-18:00; Sa 08:00-12:00", "Mo-Sa 09:00-19:00", "Tu-Su 11:00-23:00", "24/7"})
	}
	b.phoneTags(one, tags, site)
	if one.Website != "" {
		tags[pick(b.r, []string{"website", "contact:website", "contact:website", "url"})] = one.Website
	}
	if one.Email != "" && b.chance(80) {
		tags[pick(b.r, []string{"email", "contact:email"})] = one.Email
	}
	if one.Instagram != "" && b.chance(75) {
		tags["contact:instagram"] = pick(b.r, []string{
			one.Instagram, "@" + one.Instagram, "https://www.instagram.com/" + one.Instagram + "/",
			"https://instagram.com/" + one.Instagram + "?igshid=ABC", "instagram.com/" + one.Instagram,
		})
	}
	return tags
}

// phoneTags writes the numbers. Some stand on the website alone, some nowhere.
func (b *builder) phoneTags(one *Business, tags map[string]string, site *Site) {
	if one.National != "" {
		tags["phone"] = "0800 000 0100"
		return
	}
	if len(one.Numbers) == 0 || b.chance(4) {
		return
	}
	shown := one.Numbers
	if site != nil && isMobile(shown[0]) && shows(site.Shape) && b.chance(30) {
		site.Hidden, shown = true, shown[1:]
	}
	var plain []string
	for _, n := range shown {
		switch {
		case isMobile(n) && b.chance(25):
			tags["contact:whatsapp"] = pick(b.r, []string{scribble(n, b.r), international(n), "https://wa.me/" + n})
		case isMobile(n) && b.chance(15):
			tags[pick(b.r, []string{"mobile", "contact:mobile"})] = scribble(n, b.r)
		default:
			plain = append(plain, scribble(n, b.r))
		}
		if isMobile(n) && b.chance(3) {
			plain = append(plain, oldForm(n))
		}
	}
	if len(plain) > 0 {
		tags[pick(b.r, []string{"phone", "contact:phone"})] = strings.Join(plain, pick(b.r, []string{";", "; ", ";"}))
	}
}

// shows tells whether a reader without a browser finds contacts on a site of this shape.
func shows(s Shape) bool {
	return s != Script && s != Parked && s != Missing && s != Disallowed
}
