package website

import (
	"slices"
	"testing"
)

func TestHours_areReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"plain":                    {`<p>Segunda a sexta das 8h às 18h`, []string{"Mo-Fr 08:00-18:00"}},
		"short":                    {`<p>Seg. à Sex.: 08:00 - 18:00 | Sáb.: 8h às 12h30`, []string{"Mo-Fr 08:00-18:00; Sa 08:00-12:30"}},
		"with a break":             {`<p>De segunda a sexta-feira, das 8h às 12h e das 13h30 às 18h.`, []string{"Mo-Fr 08:00-12:00,13:30-18:00"}},
		"on lines of their own":    {`<h4>Segunda a Sexta</h4><p>08:00 às 18:00</p><h4>Sábado</h4><p>08:00 às 12:00</p>`, []string{"Mo-Fr 08:00-18:00; Sa 08:00-12:00"}},
		"a table":                  {`<table><tr><td>Seg<td>9h-18h<tr><td>Ter<td>9h-18h<tr><td>Dom<td>Fechado</table>`, []string{"Mo,Tu 09:00-18:00; Su off"}},
		"closed":                   {`<p>Terça a sábado: 10h às 19h. Domingo e segunda: fechado`, []string{"Mo,Su off; Tu-Sa 10:00-19:00"}},
		"holidays":                 {`<p>Seg a sáb 9h às 18h<br>Domingos e feriados 9h às 13h`, []string{"Mo-Sa 09:00-18:00; Su 09:00-13:00; PH 09:00-13:00"}},
		"times first":              {`<p>Atendimento das 8h às 18h de segunda a sexta`, []string{"Mo-Fr 08:00-18:00"}},
		"times first, twice":       {`<p>Das 8h às 18h de segunda a sexta e das 8h às 12h aos sábados`, []string{"Mo-Fr 08:00-18:00; Sa 08:00-12:00"}},
		"past midnight":            {`<p>Quinta a domingo, das 18h às 2h`, []string{"Th-Su 18:00-02:00"}},
		"until midnight":           {`<p>Todos os dias das 18h à meia-noite`, []string{"Mo-Su 18:00-24:00"}},
		"every day":                {`<p>Aberto todos os dias, 7h às 22h`, []string{"Mo-Su 07:00-22:00"}},
		"round the clock":          {`<p>Todos os dias: 24 horas`, []string{"24/7"}},
		"by number":                {`<p>2ª a 6ª das 8h às 17h`, []string{"Mo-Fr 08:00-17:00"}},
		"hour marks at the end":    {`<p>Segunda a sexta: 8 às 18h`, []string{"Mo-Fr 08:00-18:00"}},
		"weekdays":                 {`<p>Dias úteis das 9h às 17h`, []string{"Mo-Fr 09:00-17:00"}},
		"Spanish":                  {`<p>Lunes a viernes de 9:00 a 18:00. Sábado cerrado`, []string{"Mo-Fr 09:00-18:00; Sa off"}},
		"English":                  {`<html lang="en"><p>Monday - Friday: 9:00 AM - 5:30 PM, Sat 10am-2pm, Sunday closed`, []string{"Mo-Fr 09:00-17:30; Sa 10:00-14:00; Su off"}},
		"English, one mark":        {`<html lang="en"><p>Mon-Fri 9-5pm`, []string{"Mo-Fr 09:00-17:00"}},
		"English, no mark":         {`<html lang="en"><p>Mon-Fri 8:30-5:30`, []string{"Mo-Fr 08:30-17:30"}},
		"English, times first":     {`<html lang="en"><p>9AM - 5PM PST M-F`, []string{"Mo-Fr 09:00-17:00"}},
		"four digits":              {`<html lang="en"><p>0830 to 1815 Monday to Friday`, []string{"Mo-Fr 08:30-18:15"}},
		"two places":               {`<p>Loja Centro: seg a sex 8h-18h<p>Loja Norte: seg a sex 10h-22h`, []string{"Mo-Fr 08:00-18:00", "Mo-Fr 10:00-22:00"}},
		"several days":             {`<p>Seg, qua e sex: 14h às 20h`, []string{"Mo,We,Fr 14:00-20:00"}},
		"a day without times":      {`<p>Segunda a sexta, com hora marcada`, nil},
		"the second of something":  {`<p>Segunda unidade, Rua Quinta das Flores, 1200`, nil},
		"years":                    {`<p>Domingo é dia de feira: 2019-2021`, nil},
		"a price":                  {`<p>Sexta: pizza por R$ 30 a 45`, nil},
		"one time":                 {`<p>Culto domingo às 19h`, nil},
		"only closed":              {`<p>Domingo: fechado`, nil},
		"times without days":       {`<p>Check-in das 14h às 18h`, nil},
		"a sentence with the name": {`<p>Dom Pedro, de 10 a 12 anos`, nil},
		"numbers of phones":        {`<p>Sex Shop (47) 3322-4455`, nil},
	} {
		var got []string
		for _, o := range doc(t, c.page).hours() {
			got = append(got, o.value)
			if o.text == "" {
				t.Errorf("%s: no words with %s", name, o.value)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestHours_areReadFromStructuredData(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		`"openingHours":"Mo-Fr 08:00-18:00"`:                                                                 "Mo-Fr 08:00-18:00",
		`"openingHours":["Mo-Fr 08:00-12:00","Mo-Fr 13:00-18:00","Sa 08:00-12:00"]`:                          "Mo-Fr 08:00-12:00,13:00-18:00; Sa 08:00-12:00",
		`"openingHours":"Mo,Tu,We 09:00-17:00"`:                                                              "Mo-We 09:00-17:00",
		`"openingHours":"Mo-Su"`:                                                                             "",
		`"openingHoursSpecification":{"dayOfWeek":"Monday","opens":"08:00:00","closes":"18:00:00"}`:          "Mo 08:00-18:00",
		`"openingHoursSpecification":[{"dayOfWeek":["Saturday","Sunday"],"opens":"00:00","closes":"23:59"}]`: "Sa,Su 00:00-24:00",
		`"openingHoursSpecification":[{"dayOfWeek":{"@id":"https://schema.org/Friday"},"opens":"18:00","closes":"02:00"},
			{"dayOfWeek":"https://schema.org/Sunday","opens":"00:00","closes":"00:00"}]`: "Fr 18:00-02:00; Su off",
		`"openingHoursSpecification":{"dayOfWeek":"Monday","opens":"08:00","closes":"18:00","validFrom":"2026-12-20","validThrough":"2026-12-31"}`: "",
		`"openingHoursSpecification":{"dayOfWeek":"Monday","opens":"x","closes":7}`:                                                                "",
	} {
		d := doc(t, `<script type="application/ld+json">{"@type":"Bakery",`+data+`}</script>`)
		got := ""
		if len(d.data.hours) > 0 {
			got = d.data.hours[0].value
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", data, got, want)
		}
	}
}
