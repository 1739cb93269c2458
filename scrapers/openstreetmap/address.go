package openstreetmap

import (
	"strings"
)

// city returns the city that an element names, without its state, else the searched place's.
func (e element) city(where place) string {
	if parts := splitArea(e.Tags["addr:city"]); len(parts) > 0 {
		return parts[0]
	}
	return where.City
}

// address writes the address as Brazil does: "Rua das Flores, 10 - Centro, Blumenau, 89010-000".
func (e element) address() string {
	if full := e.Tags["addr:full"]; full != "" {
		return full
	}
	street := first(e.Tags["addr:street"], e.Tags["addr:place"])
	number := e.Tags["addr:housenumber"]
	line := street
	if street != "" && number != "" {
		line += ", " + number
	}
	suburb := first(e.Tags["addr:suburb"], e.Tags["addr:neighbourhood"], e.Tags["addr:hamlet"])
	switch {
	case line == "":
		line = suburb
	case suburb != "":
		line += " - " + suburb
	}
	var parts []string
	for _, part := range []string{line, e.Tags["addr:city"], e.Tags["addr:postcode"]} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if line == "" && e.Tags["addr:postcode"] == "" {
		return ""
	}
	return strings.Join(parts, ", ")
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
