package website

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDecodeLenient_readsWhatTemplatesBreak(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]string{
		"whole":                 `{"@type":"Bakery","telephone":"+55 47 3322-4455"}`,
		"final comma":           `{"@type":"Bakery","telephone":"+55 47 3322-4455",}`,
		"final commas in lists": `[{"@type":"Bakery","telephone":["+55 47 3322-4455",],},]`,
		"comment":               "{ // who\n\"@type\":\"Bakery\", /* how */ \"telephone\":\"+55 47 3322-4455\" }",
		"comma before comment":  "{\"@type\":\"Bakery\",\"telephone\":\"+55 47 3322-4455\", // end\n}",
		"entities":              `{&quot;@type&quot;:&quot;Bakery&quot;,&quot;telephone&quot;:&quot;+55 47 3322-4455&quot;}`,
		"entity in a text":      `{"@type":"Bakery","name":"P&amp;B","telephone":"+55&nbsp;47 3322-4455"}`,
		"line break in a text":  "{\"@type\":\"Bakery\",\"description\":\"a\nb\tc\",\"telephone\":\"+55 47 3322-4455\"}",
		"escape unknown":        `{"@type":"Bakery","name":"Pão d\'Ouro","telephone":"+55 47 3322-4455"}`,
		"slashes in a text":     `{"@context":"https://schema.org","@type":"Bakery","telephone":"+55 47 3322-4455",}`,
		"two values":            `{"@type":"WebSite"}{"@type":"Bakery","telephone":"+55 47 3322-4455"}`,
		"something behind":      `{"@type":"Bakery","telephone":"+55 47 3322-4455"} }`,
		"in a comment":          `<!-- {"@type":"Bakery","telephone":"+55 47 3322-4455"} -->`,
		"byte order mark":       "\ufeff" + `{"@type":"Bakery","telephone":"+55 47 3322-4455"}`,
	} {
		var got []string
		for _, p := range doc(t, `<script type="application/ld+json">`+block+`</script>`).allPhones(home{region: "BR"}) {
			got = append(got, p.number)
		}
		if !slices.Equal(got, []string{"+554733224455"}) {
			t.Errorf("%s: got %q", name, got)
		}
	}
	for _, block := range []string{"", "{", `{"telephone":"+55 47 3322-4455"`, "x", `"a`, "/*", "//", `{"a":1,,}`} {
		if b := doc(t, `<script type="application/ld+json">`+block+`</script>`).data; len(b.phones) > 0 {
			t.Errorf("%q: %+v", block, b)
		}
	}
}

func TestDecodeLenient_endlessBlocksCostLittle(t *testing.T) {
	t.Parallel()
	start := time.Now()
	for _, piece := range []string{",", ", ", "/*", "//\n", ",//\n", ",/**/", `"\`, "{", `{"a":`} {
		decodeLenient(strings.Repeat(piece, maxBlock/len(piece)))
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

func FuzzDecodeLenient(f *testing.F) {
	f.Add(`{"a":"b",} // c`)
	f.Add(`{&quot;a&quot;:[1,2,],}`)
	f.Fuzz(func(_ *testing.T, block string) {
		var b business
		b.addBlock(block)
		readScript(block)
	})
}
