package writing

import "aceno/campaign"

// Starter is a sequence to begin with: who writes, what is offered, the way out.
type Starter struct {
	Name     string
	Language string // pt-BR, en
	Sequence campaign.Sequence
}

// Starters are the sequences that the program ships, in both languages.
func Starters() []Starter {
	return []Starter{
		{Name: "Primeiro aceno", Language: "pt-BR", Sequence: campaign.Sequence{
			{Variants: []campaign.Variant{
				{Weight: 1, Template: "{Olá|Oi}, {{ prospect.name | titlecase }}! Aqui é {{ agent.name }}, da {{ sender.name }}.\n\n" +
					"{% if prospect.has_website %}Vi o site de vocês{% else %}Vi vocês no mapa e não achei um site{% endif %} " +
					"e pensei em {{ plans[0].description | default: plans[0].name }}, por {{ plans[0].price_cents | money }}.\n\n" +
					"{Posso mandar|Faz sentido eu mandar} um exemplo?\n\n{{ optout }}"},
				{Weight: 1, Template: "{Bom dia|Olá}! {{ agent.name }} aqui, da {{ sender.name }}. Trabalho com {{ plans[0].name }}" +
					"{% if prospect.city %} para negócios em {{ prospect.city }}{% endif %}. " +
					"Queria mostrar em duas linhas o que isso mudaria para {{ prospect.name | titlecase }}. {Pode ser|Posso}?\n\n{{ optout }}"},
			}},
			{WaitHours: 72, StopIf: []string{"replied"}, Variants: []campaign.Variant{
				{Template: "{Oi|Olá} de novo! Ficou alguma dúvida sobre a ideia para {{ prospect.name | titlecase }}? Se agora não é hora, sem problema.\n\n{{ optout }}"},
			}},
		}},
		{Name: "First wave", Language: "en", Sequence: campaign.Sequence{
			{Variants: []campaign.Variant{
				{Weight: 1, Template: "{Hi|Hello} {{ prospect.name | titlecase }}, this is {{ agent.name }} from {{ sender.name }}.\n\n" +
					"{% if prospect.has_website %}I had a look at your website{% else %}I found you on the map and could not find a website{% endif %} " +
					"and thought of {{ plans[0].description | default: plans[0].name }}, for {{ plans[0].price_cents | money }}.\n\n" +
					"{May I send|Would it help if I sent} an example?\n\n{{ optout }}"},
			}},
			{WaitHours: 72, StopIf: []string{"replied"}, Variants: []campaign.Variant{
				{Template: "{Hi|Hello} again! Any question about the idea for {{ prospect.name | titlecase }}? If now is not the time, no problem.\n\n{{ optout }}"},
			}},
		}},
		// For messages sent by hand or by mail: the prospect writes first, and whoever does not is left alone.
		{Name: "Eles escrevem primeiro", Language: "pt-BR", Sequence: campaign.Sequence{
			{Variants: []campaign.Variant{
				{Weight: 1, Template: "{Olá|Oi}, {{ prospect.name | titlecase }}! Aqui é {{ agent.name }}, da {{ sender.name }}.\n\n" +
					"{% if prospect.has_website %}Vi o site de vocês{% else %}Vi vocês no mapa, não achei um site{% endif %} " +
					"e {pensei em|tenho uma ideia:} {{ plans[0].description | default: plans[0].name }}.\n\n" +
					"Se quiser saber mais, {% if wa_link %}é só tocar aqui e enviar a mensagem que já vem escrita: {{ wa_link }}" +
					"{% else %}é só responder a esta mensagem.{% endif %}\n\n{{ optout }}"},
			}},
		}},
		{Name: "They write first", Language: "en", Sequence: campaign.Sequence{
			{Variants: []campaign.Variant{
				{Weight: 1, Template: "{Hi|Hello} {{ prospect.name | titlecase }}, this is {{ agent.name }} from {{ sender.name }}.\n\n" +
					"{% if prospect.has_website %}I had a look at your website{% else %}I found you on the map, could not find a website{% endif %} " +
					"and {thought of|have an idea:} {{ plans[0].description | default: plans[0].name }}.\n\n" +
					"If you would like to know more, just {% if wa_link %}tap here and send the message that is already written: {{ wa_link }}" +
					"{% else %}reply to this message.{% endif %}\n\n{{ optout }}"},
			}},
		}},
	}
}
