package website

import (
	"slices"
	"testing"
)

func TestProfiles_areProfilesAndNoShareButtons(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://www.instagram.com/padaria.doce/":                        "instagram padaria.doce",
		"http://instagram.com/Padaria_Doce?igshid=abc":                   "instagram padaria_doce",
		"https://instagram.com/_u/padaria":                               "instagram padaria",
		"https://www.instagram.com/p/CabcDEF/":                           "",
		"https://www.instagram.com/reel/CabcDEF/":                        "",
		"https://www.instagram.com/explore/tags/pao/":                    "",
		"https://www.instagram.com/":                                     "",
		"https://www.facebook.com/padariadoce":                           "facebook padariadoce",
		"https://pt-br.facebook.com/padariadoce/?ref=x":                  "facebook padariadoce",
		"https://m.facebook.com/pages/Padaria-Doce/123456789":            "facebook 123456789",
		"https://www.facebook.com/profile.php?id=100012345":              "facebook 100012345",
		"https://www.facebook.com/people/Padaria/100012345/":             "facebook 100012345",
		"https://www.facebook.com/sharer/sharer.php?u=https://x.example": "",
		"https://www.facebook.com/sharer.php?u=https://x.example":        "",
		"https://www.facebook.com/share/19yiV3q6pN/":                     "",
		"https://www.facebook.com/dialog/share?app_id=1":                 "",
		"https://www.facebook.com/plugins/like.php?href=x":               "",
		"https://www.facebook.com/tr?id=1":                               "",
		"https://www.facebook.com/":                                      "",
		"https://www.facebook.com/watch/?v=1":                            "",
		"https://x.com/padaria":                                          "x padaria",
		"https://twitter.com/@padaria":                                   "x padaria",
		"https://twitter.com/#!/padaria":                                 "x padaria",
		"https://twitter.com/intent/tweet?url=x":                         "",
		"https://twitter.com/share?url=x":                                "",
		"https://twitter.com/padaria/status/12345":                       "",
		"https://www.linkedin.com/company/padaria-doce/":                 "linkedin company/padaria-doce",
		"https://br.linkedin.com/in/maria":                               "linkedin in/maria",
		"https://www.linkedin.com/shareArticle?mini=true&url=x":          "",
		"https://www.linkedin.com/sharing/share-offsite/?url=x":          "",
		"https://www.youtube.com/@padaria":                               "youtube padaria",
		"https://www.youtube.com/channel/UCabc":                          "youtube channel/UCabc",
		"https://www.youtube.com/watch?v=abc":                            "",
		"https://www.youtube.com/embed/abc":                              "",
		"https://youtu.be/abc":                                           "",
		"https://www.tiktok.com/@padaria.doce":                           "tiktok padaria.doce",
		"https://www.tiktok.com/@padaria.doce/video/123":                 "",
		"https://br.pinterest.com/padaria/":                              "pinterest padaria",
		"https://pinterest.com/pin/create/button/?url=x":                 "",
		"https://instagram.com.evil.example/padaria":                     "",
		"https://notfacebook.com/padaria":                                "",
		"https://www.instagram.com/wix":                                  "",
		"https://padaria.example/instagram.com/outra":                    "",
		"javascript:void(0)":                                             "",
	} {
		p, ok := readProfile(address)
		if got := p.kind + " " + p.handle; ok != (want != "") || (ok && got != want) {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

func TestProfiles_comeFromLinksLabelsAndStructuredData(t *testing.T) {
	t.Parallel()
	page := `<a href="//instagram.com/padaria.doce">x</a>
		<p>Siga no Instagram: @outra_padaria</p>
		<p>Hoje cedo o pessoal da <a href="https://x.com/cliente">@cliente</a> veio tomar um café com a gente aqui.</p>
		<p>Mais tarde @<a href="https://x.com/cliente2">cliente2</a> veio tomar um café com a gente aqui.</p>
		<script type="application/ld+json">{"@type":"Bakery","sameAs":["https://www.facebook.com/padariadoce"]}</script>`
	var got []string
	for _, p := range doc(t, page).allProfiles() {
		got = append(got, p.kind+" "+p.handle)
	}
	if want := []string{"facebook padariadoce", "instagram padaria.doce", "instagram outra_padaria"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
