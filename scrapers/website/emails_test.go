package website

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// cloud hides an address as Cloudflare does.
func cloud(address string) string {
	hidden := []byte{0x2a}
	for i := range len(address) {
		hidden = append(hidden, address[i]^0x2a)
	}
	return hex.EncodeToString(hidden)
}

func TestEmails_areFoundHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"mailto":                     {`<a href="mailto:Contato@Padaria.example?subject=Oi">Escreva</a>`, []string{"contato@padaria.example"}},
		"mailto to two":              {`<a href="mailto:a@padaria.example,b@padaria.example">Escreva</a>`, []string{"a@padaria.example", "b@padaria.example"}},
		"mailto escaped":             {`<a href="mailto:contato%40padaria.example">Escreva</a>`, []string{"contato@padaria.example"}},
		"mailto broken":              {`<a href="MAILTO:contato@padaria.example@?subject=x">Escreva</a>`, []string{"contato@padaria.example"}},
		"visible":                    {`<p>E-mail: contato@padaria.example.</p>`, []string{"contato@padaria.example"}},
		"in brackets":                {`<p>Maria &lt;contato@padaria.example&gt;</p>`, []string{"contato@padaria.example"}},
		"entities":                   {`<p>&#99;ontato&#64;padaria&#46;example</p>`, []string{"contato@padaria.example"}},
		"in pieces":                  {`<p>contato<span>@</span><b>padaria.example</b></p>`, []string{"contato@padaria.example"}},
		"comment inside":             {`<p>contato@<!-- nada -->padaria.example</p>`, []string{"contato@padaria.example"}},
		"arroba":                     {`<p>contato [arroba] padaria.example</p>`, []string{"contato@padaria.example"}},
		"arroba and ponto":           {`<p>contato (arroba) padaria (ponto) com (ponto) br</p>`, []string{"contato@padaria.com.br"}},
		"at and dot":                 {`<p>contato[at]padaria[dot]com[dot]br</p>`, []string{"contato@padaria.com.br"}},
		"words":                      {`<p>contato arroba padaria ponto com ponto br</p>`, []string{"contato@padaria.com.br"}},
		"words in English":           {`<p>E-mail: contato at padaria dot com dot br</p>`, []string{"contato@padaria.com.br"}},
		"spaces around the sign":     {`<p>contato @ padaria.example</p>`, []string{"contato@padaria.example"}},
		"Cloudflare":                 {`<span class="__cf_email__" data-cfemail="` + cloud("contato@padaria.example") + `">[email&#160;protected]</span>`, []string{"contato@padaria.example"}},
		"Cloudflare's link":          {`<a href="/cdn-cgi/l/email-protection#` + cloud("contato@padaria.example") + `">x</a>`, []string{"contato@padaria.example"}},
		"structured":                 {`<script type="application/ld+json">{"@type":"Bakery","email":"mailto:contato@padaria.example"}</script>`, []string{"contato@padaria.example"}},
		"international domain":       {`<p>contato@pãodoce.com.br</p>`, []string{"contato@xn--podoce-3ta.com.br"}},
		"two with a slash":           {`<p>a@padaria.example/b@padaria.example</p>`, []string{"a@padaria.example", "b@padaria.example"}},
		"picture for two densities":  {`<p>logo@2x.png</p>`, nil},
		"package":                    {`<p>bootstrap@5.0.0 npm i vue@next.js</p>`, nil},
		"handle":                     {`<p>@padaria.example no Instagram</p>`, nil},
		"price of cattle":            {`<p>preço por arroba: R$ 280,00 a arroba do boi. Ponto.</p>`, nil},
		"sentence in English":        {`<p>Meet us at noon dot com</p>`, nil},
		"placeholder":                {`<p>voce@example.com, seuemail@gmail.com, nome@seudominio.com.br</p>`, nil},
		"field":                      {`<input value="contato@padaria.example" placeholder="a@padaria.example">`, nil},
		"script":                     {`<script>var a = "contato@padaria.example"</script>`, nil},
		"top level that is not":      {`<p>contato@padaria.naoexiste</p>`, nil},
		"bare suffix":                {`<p>contato@com.br</p>`, nil},
		"turned round":               {`<p><span style="unicode-bidi: bidi-override; direction: rtl">elpmaxe.airadap@otatnoc</span>`, []string{"contato@padaria.example"}},
		"turned round by a class":    {`<style>.r{direction:rtl;unicode-bidi:bidi-override}</style><p>Mail: <b class="x r">elpmaxe.airadap@otatnoc</b> ok`, []string{"contato@padaria.example"}},
		"with a hidden piece":        {`<p>contato<span style="display:none">SPAM</span>@padaria.example`, []string{"contato@padaria.example"}},
		"hidden piece by a class":    {`<style>span.n{display:none}</style><p>contato<span class="n">SPAM</span>@padaria.example`, []string{"contato@padaria.example"}},
		"joined by a script":         {`<script>document.write("contato" + "@" + "padaria.example")</script>`, []string{"contato@padaria.example"}},
		"joined from variables":      {`<script>var user = 'contato'; var site = 'padaria.example'; document.write('<a href="mailto:' + user + '@' + site + '">')</script>`, []string{"contato@padaria.example"}},
		"joined piece by piece":      {`<script>var a = '&#99;ontato' + '&#64;'; a = a + 'padaria' + '&#46;' + 'example'; x.innerHTML += '<a href="' + a + '">'</script>`, []string{"contato@padaria.example"}},
		"joined as a list":           {`<script>e.href = "mailto:" + ["contato","padaria.example"].join("@")</script>`, []string{"contato@padaria.example"}},
		"as codes":                   {`<script>m = "contato" + String.fromCharCode(64) + "padaria.example"</script>`, []string{"contato@padaria.example"}},
		"in base 64":                 {`<script>m.textContent = atob("Y29udGF0b0BwYWRhcmlhLmV4YW1wbGU=")</script>`, []string{"contato@padaria.example"}},
		"escaped in a script":        {`<script>document.write(unescape("contato%40padaria.example"))</script>`, []string{"contato@padaria.example"}},
		"a gap in what is joined":    {`<script>m = "contato@" + host() + "padaria.example"</script>`, nil},
		"a comment of a script":      {`<script>// a = "contato" + "@padaria.example"` + "\n" + `</script>`, nil},
		"Cloudflare's code is wrong": {`<span data-cfemail="zz">x</span><span data-cfemail="2a">x</span>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := addresses(doc(t, c.page).allEmails())
			if !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("%s\n got %q\nwant %q", c.page, got, c.want)
			}
		})
	}
}

func addresses(list []email) []string {
	var out []string
	for _, e := range list {
		if !slices.Contains(out, e.address) {
			out = append(out, e.address)
		}
	}
	return out
}

func TestEmails_areFoundInTheWaysOfHidingSeenInTheWild(t *testing.T) {
	t.Parallel()
	f, err := os.Open(sharedFolder(t, "data", "html", "emails_obfuscated.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct {
			Text     string
			Expected []string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if got := addresses(findEmails(c.Text)); !slices.Equal(got, c.Expected) && len(got)+len(c.Expected) > 0 {
			t.Errorf("%s: got %q, want %q", c.Text, got, c.Expected)
		}
	}
}

func TestEmails_endlessHalfAddressesCostNothing(t *testing.T) {
	t.Parallel()
	if got := doc(t, "<p>"+strings.Repeat("a@", 100_000)+"</p>").allEmails(); len(got) > 0 {
		t.Errorf("got %d addresses", len(got))
	}
}

func TestEmails_thatAScriptHidesAreADesksOrLeftAlone(t *testing.T) {
	t.Parallel()
	for local, alone := range map[string]bool{"contato": false, "vendas2": false, "info.loja": false, "maria.silva": true, "dmarsh": true} {
		got := doc(t, `<script>document.write("`+local+`" + "@" + "padaria.example")</script>`).allEmails()
		if len(got) == 1 == alone {
			t.Errorf("%s: %+v", local, got)
		}
	}
}
