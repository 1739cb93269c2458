package store

import (
	"math"
	"strconv"
	"strings"

	"aceno/campaign"
)

// prices are what an account's provider charges for a message, in millionths of the workspace's currency, by the provider's
// category. nil = it charges nothing by the message.
type prices map[string]int64

// The categories in which WhatsApp charges for what this program sends: templates by their own, everything else as service
// (per delivered message; non-template messages since October 2026).
var whatsAppCategories = [...]string{"marketing", "service", "utility"}

// pricesOf reads an account's prices from its settings: price_marketing and so on, in the workspace's currency, "0.34".
func pricesOf(platform string, settings map[string]any) prices {
	if platform != string(campaign.ChannelWhatsApp) {
		return nil
	}
	list := prices{}
	for _, category := range whatsAppCategories {
		text, _ := settings["price_"+category].(string)
		if micros, ok := parsePrice(text); ok {
			list[category] = micros
		}
	}
	return list
}

// ValidPrice says whether a text is a price as an account's settings hold one.
func ValidPrice(text string) bool {
	_, ok := parsePrice(text)
	return ok
}

// parsePrice reads units of a currency, with a point or a comma, as millionths.
func parsePrice(text string) (micros int64, ok bool) {
	price, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	if err != nil || !(price >= 0 && price < 1e6) {
		return 0, false
	}
	return int64(math.Round(price * 1e6)), true
}

// of returns the price of a category, and whether it is one that was entered. What has none is taken to cost as much as the dearest.
func (p prices) of(category string) (micros int64, known bool) {
	if price, ok := p[strings.ToLower(category)]; ok {
		return price, true
	}
	for _, price := range p {
		micros = max(micros, price)
	}
	return micros, false
}

// dearest returns the highest price, or the first category that has none.
func (p prices) dearest() (most int64, missing string) {
	for _, category := range whatsAppCategories {
		price, known := p[category]
		if !known {
			return 0, category
		}
		most = max(most, price)
	}
	return most, ""
}

// serviceCategory is the category of free text inside the window.
const serviceCategory = "service"
