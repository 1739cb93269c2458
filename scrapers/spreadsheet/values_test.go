package spreadsheet

import "testing"

func TestKindOf_recognisesValues(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]valueKind{
		"": isNothing, "   ": isNothing, "Padaria": isText, "não tem": isText, "4,5": isNumber, "12": isNumber, "-23.55": isNumber, "02/02/2026": isNumber,
		"a@x.example": isEmail, "contato[arroba]": isText, "@padaria": isText, "a@b@c": isText, "+55 11 9 0000-0000": isPhone, "'+55 11 2000 0000": isPhone,
		"(11) 2000-0180": isPhone, "5511900000000": isPhone, "5571900000490.0": isNumber, "https://x.example/a": isLink, "www.x.example": isLink,
		"https://www.linkedin.com/in/ana": isPersonLink, "https://linkedin.com/company/x": isFirmLink, "https://instagram.com/x": isInstagram,
		"https://pt-br.facebook.com/x": isFacebook, "https://wa.me/5511900000000": isWhatsApp, "https://api.whatsapp.com/send?phone=1": isWhatsApp,
		"https://maps.google.com/?q=x": isMap, "https://www.google.com/maps/place/x": isMap, "https://maps.example/place": isMap,
		"https://notinstagram.com/x": isLink, "http://a b": isText, "http://[": isText, "R$ 10": isText,
	} {
		if got := kindOf(value); got != want {
			t.Errorf("%q is of kind %d, want %d", value, got, want)
		}
	}
}

func TestCommonKind_needsThreeOfFive(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		values []string
		want   valueKind
	}{
		{nil, isNothing},
		{[]string{"a@x.example", "b@x.example", "c@x.example", "oi", "?"}, isEmail},
		{[]string{"a@x.example", "b@x.example", "oi", "tchau", "1"}, isNothing},
	} {
		if got := commonKind(tc.values); got != tc.want {
			t.Errorf("%q is %d, want %d", tc.values, got, tc.want)
		}
	}
}

func TestMarksAlone_tellsRatingsFromCounts(t *testing.T) {
	t.Parallel()
	for _, values := range [][]string{{"4,5", "3.8", "5"}, {"10"}} {
		if !marksAlone(values) {
			t.Errorf("%q are no marks", values)
		}
	}
	for _, values := range [][]string{nil, {"1.234"}, {"4,5", "691"}, {"ligar"}, {"-1"}} {
		if marksAlone(values) {
			t.Errorf("%q are marks", values)
		}
	}
}

func TestWebAddress_takesWebsitesAlone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"padaria.example": "https://padaria.example", "HTTP://Padaria.EXAMPLE/Menu": "http://padaria.example/Menu", "//x.example": "https://x.example",
		"x.example:8080/a": "https://x.example:8080/a", "pão.example": "https://p%C3%A3o.example",
	} {
		got, _ := webAddress(text)
		if got != want && text != "pão.example" || got == "" {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]Code{
		"javascript:alert(1)": CodeScheme, "data:text/html,x": CodeScheme, "mailto:a@x.example": CodeScheme, "file:///etc/passwd": CodeScheme, "não tem": CodeBad,
		"padaria": CodeBad, "http://": CodeBad, "http://x": CodeBad, "https://a@b.example": CodeBad, "http://192.0.2.1/": CodeBad, "http://[::1]/": CodeBad, "a\nb.example": CodeBad,
		"https://x.example/\"><script>": CodeBad, "-": CodeBad, ".": CodeBad,
	} {
		if got, code := webAddress(text); got != "" || code != want {
			t.Errorf("%q became %q with %q, want %q", text, got, code, want)
		}
	}
}
