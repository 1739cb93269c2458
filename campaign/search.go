package campaign

import "encoding/json"

// SearchConfig is campaigns.search_config: where prospects come from.
type SearchConfig struct {
	Sources      []json.RawMessage `json:"sources"`                 // each an object with "type" and the source's own keys
	RefreshHours int               `json:"refresh_hours,omitempty"` // age up to which raw results are used again; 24
}

// SourceTypes are the types a source may have.
var SourceTypes = [...]string{"openstreetmap", "google_places", "web_search", "google_maps", "instagram", "websites"}
