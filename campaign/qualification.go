package campaign

// Qualification is campaigns.qualification: who is worth writing to. Every key is optional.
type Qualification struct {
	Require            []string  `json:"require,omitempty"` // phone, whatsapp, email, instagram
	HasWebsite         *bool     `json:"has_website,omitempty"`
	Followers          *IntRange `json:"followers,omitempty"`
	LastPostWithinDays *int      `json:"last_post_within_days,omitempty"`
	Rating             *Range    `json:"rating,omitempty"`
	Reviews            *IntRange `json:"reviews,omitempty"`
	Keywords           *Keywords `json:"keywords,omitempty"`
	MinScore           *int      `json:"min_score,omitempty"`
}

// Range is a closed interval; nil bounds are open.
type Range struct {
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
}

// IntRange is a closed interval of whole numbers; nil bounds are open.
type IntRange struct {
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
}

// Keywords are words looked for in name, category and facts, without case and accents.
type Keywords struct {
	Any  []string `json:"any,omitempty"`
	None []string `json:"none,omitempty"`
}
