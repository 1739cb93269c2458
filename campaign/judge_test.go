package campaign

import (
	"testing"
)

func whole() *Prospect {
	return &Prospect{
		Name: "Padaria São José", Category: "bakery", Phone: "+554733001234", WhatsApp: "+5547900001234", Email: "oi@aurora.example", Username: "aurora", HasWebsite: true,
		Followers: ptr(1200), Rating: ptr(4.5), Reviews: ptr(80), LastPostDate: today.AddDate(0, 0, -10), Score: 60,
		Facts: []Fact{fact(FactNote, "Entrega em domicílio", "site"), fact(FactWebsite, "https://franquia.example", "site")},
	}
}

func TestJudge_namesTheFirstReasonThatFailed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, qualification string
		change              func(*Prospect)
		want                string
	}{
		{"nothing asked", `{}`, nil, ""},
		{"all met", `{"require":["phone","whatsapp","email","instagram"],"has_website":true,"followers":{"min":1000,"max":5000},"last_post_within_days":30,"rating":{"min":4},
			"reviews":{"min":5},"keywords":{"any":["padaria"],"none":["franquia"]},"min_score":60}`, nil, ""},
		{"phone", `{"require":["phone"]}`, func(p *Prospect) { p.Phone, p.WhatsApp = "", "" }, ReasonNoPhone},
		{"a WhatsApp number is a phone", `{"require":["phone"]}`, func(p *Prospect) { p.Phone = "" }, ""},
		{"whatsapp", `{"require":["whatsapp"]}`, func(p *Prospect) { p.WhatsApp = "" }, ReasonNoWhatsApp},
		{"email", `{"require":["email"]}`, func(p *Prospect) { p.Email = "" }, ReasonNoEmail},
		{"instagram", `{"require":["instagram"]}`, func(p *Prospect) { p.Username = "" }, ReasonNoInstagram},
		{"in the order asked", `{"require":["email","phone"]}`, func(p *Prospect) { p.Email, p.Phone, p.WhatsApp = "", "", "" }, ReasonNoEmail},
		{"website unwanted", `{"has_website":false}`, nil, ReasonHasWebsite},
		{"website wanted", `{"has_website":true}`, func(p *Prospect) { p.HasWebsite = false }, ReasonNoWebsite},
		{"website either way", `{"has_website":null}`, nil, ""},
		{"contacts before the website", `{"has_website":false,"require":["email"]}`, func(p *Prospect) { p.Email = "" }, ReasonNoEmail},
		{"followers low", `{"followers":{"min":1201}}`, nil, ReasonFollowersLow},
		{"followers at the bound", `{"followers":{"min":1200,"max":1200}}`, nil, ""},
		{"followers high", `{"followers":{"max":1199}}`, nil, ReasonFollowersHigh},
		{"followers unknown", `{"followers":{"min":1}}`, func(p *Prospect) { p.Followers = nil }, ReasonFollowersUnknown},
		{"followers unknown, none needed", `{"followers":{"min":0}}`, func(p *Prospect) { p.Followers = nil }, ""},
		{"followers unknown, bounded above", `{"followers":{"max":10}}`, func(p *Prospect) { p.Followers = nil }, ""},
		{"last post old", `{"last_post_within_days":9}`, nil, ReasonLastPostOld},
		{"last post on the day", `{"last_post_within_days":10}`, nil, ""},
		{"last post unknown", `{"last_post_within_days":9}`, func(p *Prospect) { *p = Prospect{} }, ReasonLastPostUnknown},
		{"rating low", `{"rating":{"min":4.6}}`, nil, ReasonRatingLow},
		{"rating high", `{"rating":{"max":4.4}}`, nil, ReasonRatingHigh},
		{"rating unknown", `{"rating":{"min":4}}`, func(p *Prospect) { p.Rating = nil }, ReasonRatingUnknown},
		{"reviews low", `{"reviews":{"min":81}}`, nil, ReasonReviewsLow},
		{"reviews high", `{"reviews":{"max":79}}`, nil, ReasonReviewsHigh},
		{"reviews unknown", `{"reviews":{"min":5}}`, func(p *Prospect) { p.Reviews = nil }, ReasonReviewsUnknown},
		{"keyword without accent", `{"keywords":{"any":["sao jose"]}}`, nil, ""},
		{"keyword with another accent", `{"keywords":{"any":["SÃO JOSÉ"]}}`, nil, ""},
		{"keyword in a fact", `{"keywords":{"any":["domicilio"]}}`, nil, ""},
		{"keyword in the plural", `{"keywords":{"any":["entrega"]}}`, func(p *Prospect) { p.Facts[0].Value = "Entregas" }, ""},
		{"keyword in the category", `{"keywords":{"any":["bakery"]}}`, nil, ""},
		{"keyword missing", `{"keywords":{"any":["pizzaria","bar"]}}`, nil, ReasonKeywordMissing},
		{"part of a word is none", `{"keywords":{"none":["pada"]}}`, nil, ""},
		{"keyword excluded", `{"keywords":{"none":["são josé"]}}`, nil, ReasonKeywordExcluded},
		{"a contact is no place for keywords", `{"keywords":{"none":["franquia"]}}`, nil, ""},
		{"score low", `{"min_score":61}`, nil, ReasonScoreLow},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q, err := ParseQualification([]byte(tt.qualification))
			if err != nil {
				t.Fatalf("parse the qualification: %v", err)
			}
			p := whole()
			if tt.change != nil {
				tt.change(p)
			}
			if got := q.Judge(p, today); got != tt.want {
				t.Errorf("judged %q, want %q", got, tt.want)
			}
			if _, known := ReasonSentence(tt.want); tt.want != "" && !known {
				t.Errorf("%s has no sentence", tt.want)
			}
		})
	}
}

func TestScore_isTheSumOfItsReasons(t *testing.T) {
	t.Parallel()
	state := func(s string) Fact { f := fact(FactSiteState, s, "website"); return f }
	tests := []struct {
		name string
		p    Prospect
		want map[string]int
	}{
		{"nothing known", Prospect{}, map[string]int{ScoreNoWebsite: 30, ScoreNoContact: -50, ScoreNoName: -20}},
		{"no website, WhatsApp", Prospect{Name: "A", WhatsApp: "+5547900001234", Phone: "+554733001234"}, map[string]int{ScoreNoWebsite: 30, ScoreHasWhatsApp: 25}},
		{"mobile", Prospect{Name: "A", HasWebsite: true, Phone: "+5547900001234"}, map[string]int{ScoreHasMobile: 15}},
		{"landline", Prospect{Name: "A", HasWebsite: true, Phone: "+554733001234"}, map[string]int{ScoreHasLandline: 8}},
		{"parked", Prospect{Name: "A", HasWebsite: true, Email: "a@a.example", Facts: []Fact{state("parked")}}, map[string]int{ScoreSiteParked: 25, ScoreHasEmail: 10}},
		{"unreachable", Prospect{Name: "A", HasWebsite: true, Username: "a", Facts: []Fact{state("ok"), state("unreachable")}}, map[string]int{ScoreSiteUnreachable: 25, ScoreHasInstagram: 10}},
		{"needs JavaScript", Prospect{Name: "A", HasWebsite: true, Username: "a", Facts: []Fact{state("needs_javascript")}}, map[string]int{ScoreSiteJavaScript: 10, ScoreHasInstagram: 10}},
		{"well rated", Prospect{Name: "A", HasWebsite: true, Username: "a", Rating: ptr(4.0), Reviews: ptr(5)}, map[string]int{ScoreHasInstagram: 10, ScoreWellRated: 10, ScoreFewReviews: 5}},
		{"poorly rated by many", Prospect{Name: "A", HasWebsite: true, Username: "a", Rating: ptr(2.9), Reviews: ptr(50)}, map[string]int{ScoreHasInstagram: 10, ScorePoorlyRated: -10, ScoreManyReviews: 10}},
		{"rated by one", Prospect{Name: "A", HasWebsite: true, Username: "a", Rating: ptr(5.0), Reviews: ptr(1)}, map[string]int{ScoreHasInstagram: 10}},
		{"lively", Prospect{Name: "A", HasWebsite: true, Username: "a", Followers: ptr(500), LastPostDate: today.AddDate(0, 0, -29)}, map[string]int{ScoreHasInstagram: 10, ScoreActive: 10, ScoreAudience: 5}},
		{"address", Prospect{Name: "A", HasWebsite: true, Username: "a", Address: "Rua XV, 100", City: "Blumenau"}, map[string]int{ScoreHasInstagram: 10, ScoreAddress: 5}},
		{"address without number", Prospect{Name: "A", HasWebsite: true, Username: "a", Address: "Rua XV", City: "Blumenau"}, map[string]int{ScoreHasInstagram: 10}},
		{"all at once", Prospect{Name: "A", WhatsApp: "+5547900001234", Email: "a@a.example", Username: "a", Rating: ptr(5.0), Reviews: ptr(90), Followers: ptr(900), LastPostDate: today, Address: "Rua 1, 2", City: "B"},
			map[string]int{ScoreNoWebsite: 30, ScoreHasWhatsApp: 25, ScoreHasEmail: 10, ScoreHasInstagram: 10, ScoreWellRated: 10, ScoreManyReviews: 10, ScoreActive: 10, ScoreAudience: 5, ScoreAddress: 5}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			score, reasons := Score(&tt.p, today)
			sum := 0
			for _, r := range reasons {
				sum += r.Points
				if want, ok := tt.want[r.Code]; !ok || want != r.Points {
					t.Errorf("%s gives %d, want %d", r.Code, r.Points, want)
				}
			}
			if len(reasons) != len(tt.want) {
				t.Errorf("%d reasons, want %d", len(reasons), len(tt.want))
			}
			if score != min(max(sum, 0), 100) {
				t.Errorf("the score is %d, the sum %d", score, sum)
			}
		})
	}
}
