package campaign

// Sequence is campaigns.sequence: what is said, step by step.
type Sequence []Step

// Step is one message of a sequence.
type Step struct {
	WaitHours        float64   `json:"wait_hours"` // after the step before was sent
	StopIf           []string  `json:"stop_if,omitempty"`
	Variants         []Variant `json:"variants,omitempty"`
	UseAgent         bool      `json:"use_agent,omitempty"`
	WhatsAppTemplate string    `json:"whatsapp_template,omitempty"` // name/lang
	WhatsAppParams   []string  `json:"whatsapp_params,omitempty"`   // Liquid, one a variable
}

// Variant is one wording of a step; variants are drawn by weight, by a stable hash of the prospect.
type Variant struct {
	Template string `json:"template"`
	Weight   int    `json:"weight,omitempty"` // 1 when absent
}
