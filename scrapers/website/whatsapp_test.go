package website

import (
	"slices"
	"testing"
)

func TestWhatsApp_isWhatAPageOffersToWriteTo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"wa.me":                       {`<a href="https://wa.me/5547999887755">oi</a>`, []string{"+5547999887755"}},
		"wa.me with a slash":          {`<a href="https://wa.me/5547999887755/">oi</a>`, []string{"+5547999887755"}},
		"wa.me with plus and text":    {`<a href="https://wa.me/+5547999887755?text=Ol%C3%A1">oi</a>`, []string{"+5547999887755"}},
		"wa.me without country":       {`<a href="https://wa.me/47999887755">oi</a>`, []string{"+5547999887755"}},
		"wa.me without ninth digit":   {`<a href="https://wa.me/554799887755">oi</a>`, []string{"+5547999887755"}},
		"api":                         {`<a href="https://api.whatsapp.com/send?phone=5547999887755&amp;text=oi">oi</a>`, []string{"+5547999887755"}},
		"api with a slash":            {`<a href="http://api.whatsapp.com/send/?phone=%2B55+47+99988-7755">oi</a>`, []string{"+5547999887755"}},
		"web":                         {`<a href="https://web.whatsapp.com/send?phone=5547999887755">oi</a>`, []string{"+5547999887755"}},
		"scheme":                      {`<a href="whatsapp://send?phone=5547999887755">oi</a>`, []string{"+5547999887755"}},
		"landline":                    {`<a href="https://wa.me/554733224455">oi</a>`, []string{"+554733224455"}},
		"label":                       {`<p>WhatsApp: (47) 99988-7755</p>`, []string{"+5547999887755"}},
		"label and words":             {`<p>Chame no Whats (47) 99988-7755</p>`, []string{"+5547999887755"}},
		"label after":                 {`<p>(47) 99988-7755 (WhatsApp)</p>`, []string{"+5547999887755"}},
		"icon":                        {`<p><i class="fab fa-whatsapp"></i> (47) 99988-7755</p>`, []string{"+5547999887755"}},
		"picture":                     {`<p><img src="zap.png" alt="WhatsApp"> 47 99988-7755</p>`, []string{"+5547999887755"}},
		"second of two":               {`<p>Fone: (47) 3322-4455 - WhatsApp: (47) 99988-7755</p>`, []string{"+5547999887755"}},
		"first of two":                {`<p>WhatsApp: (47) 99988-7755 - Fone: (47) 3322-4455</p>`, []string{"+5547999887755"}},
		"button":                      {`<button onclick="window.open('https://wa.me/5547999887755?text=oi')">oi</button>`, []string{"+5547999887755"}},
		"address in the text":         {`<p>Escreva para wa.me/5547999887755</p>`, []string{"+5547999887755"}},
		"through a network's link":    {`<a href="https://l.instagram.com/?u=https%3A%2F%2Fwa.me%2F5547999887755&e=AT">oi</a>`, []string{"+5547999887755"}},
		"chat in a script":            {`<script>go = function() { window.open("https:\/\/wa.me\/5547999887755") }</script>`, []string{"+5547999887755"}},
		"widget by attributes":        {`<div class="joinchat" data-settings='{"telephone":"5547999887755","mobile_only":false}'></div>`, []string{"+5547999887755"}},
		"widget with a number":        {`<a id="whatsapp-button" data-phone="47 99988-7755">oi</a>`, []string{"+5547999887755"}},
		"widget by its script":        {`<script>var options = { whatsapp: "+55 47 99988-7755", call_to_action: "oi" };</script>`, []string{"+5547999887755"}},
		"a number of another widget":  {`<div class="slider" data-number="47999887755" data-phone="47999887755"></div>`, nil},
		"a setting of another widget": {`<div class="map" data-settings='{"phone":"5547999887755"}'></div>`, nil},
		"share button":                {`<a href="https://wa.me/?text=https://padaria.example">oi</a>`, nil},
		"share button, old":           {`<a href="whatsapp://send?text=oi">oi</a>`, nil},
		"share button of the api":     {`<a href="https://api.whatsapp.com/send?text=ligue 47999887755">oi</a>`, nil},
		"group":                       {`<a href="https://chat.whatsapp.com/AbC123456789">oi</a>`, nil},
		"short link":                  {`<a href="https://wa.me/message/ABCDEFGHIJKLM1">oi</a>`, nil},
		"code":                        {`<a href="https://wa.me/qr/4799988775">oi</a>`, nil},
		"script left open":            {`<a href="https://wa.me/${phone}?text=">oi</a>`, nil},
		"filler":                      {`<a href="https://wa.me/5511999999999">oi</a>`, nil},
		"a phone that is only one":    {`<p>Telefone: (47) 99988-7755</p>`, nil},
		"button above a landline":     {`<a href="#">WhatsApp</a><p>(47) 3322-4455</p>`, nil},
		"the word in a sentence":      {`<p>Baixe o WhatsApp e aproveite. Fone (47) 99988-7755</p>`, nil},
		"another host with that path": {`<a href="https://zap.example/send?phone=5547999887755">oi</a>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, p := range doc(t, c.page).allPhones(home{region: "BR", areaCode: "47"}) {
				if p.whatsapp && !slices.Contains(got, p.number) {
					got = append(got, p.number)
				}
			}
			if !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("%s\n got %q\nwant %q", c.page, got, c.want)
			}
		})
	}
}
