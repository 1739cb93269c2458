package openstreetmap

import (
	"testing"

	"aceno/campaign"
)

func TestContacts_readsTheTagsThatMappersUse(t *testing.T) {
	t.Parallel()
	cases := []struct {
		key, value string
		kind, want string
	}{
		{"phone", "+55 19 90000-0001;+55 19 9 0000 0002", campaign.FactPhone, "+5519900000001 +5519900000002"},
		{"contact:phone", "(19) 90000-0001 / 90000-0003", campaign.FactPhone, "+5519900000001 +5519900000003"},
		{"mobile", "9 0000-0002", campaign.FactPhone, "+5519900000002"},
		{"contact:mobile", "19 90000-0002", campaign.FactPhone, "+5519900000002"},
		{"phone_1", "+55 19 90000-0001", campaign.FactPhone, "+5519900000001"},
		{"phone:2", "+55 19 90000-0001", campaign.FactPhone, "+5519900000001"},
		{"contact:phone:3", "+55 19 90000-0001", campaign.FactPhone, "+5519900000001"},
		{"phone:mobile", "+55 19 90000-0002", campaign.FactPhone, "+5519900000002"},
		{"phone", "https://wa.me/5519900000002", campaign.FactWhatsApp, "+5519900000002"},
		{"contact:whatsapp", "5519900000002", campaign.FactWhatsApp, "+5519900000002"},
		{"contact:whatsapp", "551900000002", campaign.FactWhatsApp, ""},
		{"whatsapp", "+55 19 90000-0002", campaign.FactWhatsApp, "+5519900000002"},
		{"contact:whatsapp", "https://api.whatsapp.com/send/?phone=5519900000002&text&app_absent=0", campaign.FactWhatsApp, "+5519900000002"},
		{"contact:whatsapp", "https://l.instagram.com/?u=https%3A%2F%2Fwa.me%2F5519900000002&e=AT", campaign.FactWhatsApp, "+5519900000002"},
		{"contact:whatsapp", "https://api.whatsapp.com/message/U75LDXIQ63DJM1", campaign.FactWhatsApp, ""},
		{"website", "https://wa.me/5519900000002", campaign.FactWhatsApp, "+5519900000002"},
		{"contact:instagram", "https://www.instagram.com/Sorriso.Bom/?igshid=1", campaign.FactInstagram, "sorriso.bom"},
		{"contact:instagram", "sorriso_bom", campaign.FactInstagram, "sorriso_bom"},
		{"contact:instagram", "sorriso_bom/", campaign.FactInstagram, "sorriso_bom"},
		{"contact:facebook", "Cl%C3%ADnica-Sorriso", campaign.FactFacebook, "Clínica-Sorriso"},
		{"contact:twitter", "_Sorriso", campaign.FactX, "_Sorriso"},
		{"instagram", "@sorriso_bom", campaign.FactInstagram, "sorriso_bom"},
		{"website", "https://instagram.com/sorriso_bom", campaign.FactInstagram, "sorriso_bom"},
		{"contact:instagram", "https://www.instagram.com/p/abc", campaign.FactInstagram, ""},
		{"contact:facebook", "sorriso.bom", campaign.FactFacebook, "sorriso.bom"},
		{"facebook", "http://pt-br.facebook.com/sorriso?ref=1#x", campaign.FactFacebook, "sorriso"},
		{"contact:facebook", "https://www.facebook.com/profile.php?id=100&ref=2", campaign.FactFacebook, "100"},
		{"url", "facebook.com/sorriso", campaign.FactFacebook, "sorriso"},
		{"contact:facebook", "Clínica Sorriso Bom", campaign.FactFacebook, ""},
		{"contact:facebook", "https://www.facebook.com/", campaign.FactFacebook, ""},
		{"contact:twitter", "@sorriso", campaign.FactX, "sorriso"},
		{"contact:linkedin", "https://br.linkedin.com/company/sorriso", campaign.FactLinkedIn, "company/sorriso"},
		{"contact:youtube", "https://www.youtube.com/watch?v=abc", campaign.FactYouTube, ""},
		{"contact:youtube", "https://www.youtube.com/channel/UCabc", campaign.FactYouTube, "channel/UCabc"},
		{"contact:youtube", "https://www.youtube.com/@sorriso/videos", campaign.FactYouTube, "sorriso"},
		{"contact:facebook", "https://www.facebook.com/pages/Hotel-Sorriso/145516", campaign.FactFacebook, "145516"},
		{"contact:facebook", "https://www.facebook.com/groups/sorriso2020/permalink/175/", campaign.FactFacebook, "groups/sorriso2020"},
		{"contact:facebook", "https://www.facebook.com/events/123", campaign.FactFacebook, ""},
		{"contact:tiktok", "sorriso", campaign.FactTikTok, "sorriso"},
		{"email", "Contato@Sorriso.example; recepcao@sorriso.example", campaign.FactEmail, "contato@sorriso.example recepcao@sorriso.example"},
		{"contact:email", "mailto:contato@sorriso.example", campaign.FactEmail, "contato@sorriso.example"},
		{"email", "sem e-mail", campaign.FactEmail, ""},
		{"website", "www.Sorriso.example/Contato#topo", campaign.FactWebsite, "https://www.sorriso.example/Contato"},
		{"contact:website", "http://sorriso.example;https://outro.example", campaign.FactWebsite, "http://sorriso.example https://outro.example"},
		{"url", "//sorriso.example", campaign.FactWebsite, "https://sorriso.example"},
		{"website", "https://linktr.ee/sorriso", campaign.FactWebsite, "https://linktr.ee/sorriso"},
		{"website", "yes", campaign.FactWebsite, ""},
		{"website", "javascript:alert(1)", campaign.FactWebsite, ""},
		{"website", "ftp://sorriso.example", campaign.FactWebsite, ""},
		{"website", "https://ana:segredo@sorriso.example", campaign.FactWebsite, ""},
		{"website", "https://l.facebook.com/l.php?u=https%3A%2F%2Fsorriso.example", campaign.FactWebsite, "https://sorriso.example"},
		{"fax", "+55 19 90000-0001", campaign.FactPhone, ""},
		{"contact:fax", "+55 19 90000-0001", campaign.FactPhone, ""},
		{"operator:phone", "+55 19 90000-0001", campaign.FactPhone, ""},
		{"phone", "", campaign.FactPhone, ""},
	}
	for _, c := range cases {
		got := made(t, map[string]string{"name": "A", "amenity": "dentist", c.key: c.value})
		if found := values(got, c.kind); found != c.want {
			t.Errorf("%s=%s: %s is %q, want %q (%+v)", c.key, c.value, c.kind, found, c.want, got.Facts)
		}
	}
}

func TestContacts_namesTheWebsiteOfItsOwnFirst(t *testing.T) {
	t.Parallel()
	c := made(t, map[string]string{"name": "A", "amenity": "dentist", "contact:website": "https://b.example", "website": "https://a.example", "url": "https://c.example"})
	if c.WebsiteURL != "https://a.example" || values(c, campaign.FactWebsite) != "https://a.example https://b.example https://c.example" {
		t.Errorf("website %q of %q", c.WebsiteURL, values(c, campaign.FactWebsite))
	}
	if c := made(t, map[string]string{"name": "A", "amenity": "dentist", "website": "https://facebook.com/a"}); c.WebsiteURL != "" {
		t.Errorf("a page on Facebook is the website %q", c.WebsiteURL)
	}
	c = made(t, map[string]string{"name": "A", "amenity": "dentist", "website": "https://linktr.ee/a;https://a.example"})
	if c.WebsiteURL != "https://a.example" {
		t.Errorf("a list of links comes before the website: %q", c.WebsiteURL)
	}
}

func TestContacts_keepsASecondTagOfTheSameNumberOnce(t *testing.T) {
	t.Parallel()
	c := made(t, map[string]string{"name": "A", "amenity": "dentist", "phone": "+55 19 90000-0001", "contact:phone": "+5519900000001", "contact:whatsapp": "+5519900000001"})
	if values(c, campaign.FactPhone) != "+5519900000001" || values(c, campaign.FactWhatsApp) != "+5519900000001" {
		t.Errorf("facts %+v", c.Facts)
	}
}
