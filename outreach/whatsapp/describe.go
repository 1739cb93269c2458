package whatsapp

import "aceno/outreach"

// Describe says what an account's credentials and settings hold.
func (c *Channel) Describe() outreach.Description { return describe() }

func describe() outreach.Description {
	return outreach.Description{
		Platform: Platform,
		Credentials: []outreach.Field{
			field("access_token", "Token of a system user with whatsapp_business_messaging and whatsapp_business_management.",
				"Token de um usuário do sistema com whatsapp_business_messaging e whatsapp_business_management."),
			field("app_secret", "The app's secret (App settings, Basic): it proves that a webhook comes from Meta.",
				"Chave secreta do aplicativo (Configurações, Básico): prova que o webhook vem da Meta."),
			optional(field("previous_app_secret", "The secret before a change, for as long as Meta may still sign with it.",
				"A chave anterior, enquanto a Meta ainda puder assinar com ela.")),
			made(field("verify_token", "A word of your own: enter the same one as the verify token of the webhook.",
				"Uma palavra sua: informe a mesma como token de verificação do webhook.")),
		},
		Settings: []outreach.Field{
			chosen(field("phone_number_id", "Id of the number, not the number itself (WhatsApp, API Setup).",
				"Identificação do número, não o próprio número (WhatsApp, Configuração da API).")),
			chosen(field("waba_id", "Id of the WhatsApp Business account: its templates are read from there.",
				"Identificação da conta do WhatsApp Business: de lá são lidos os modelos.")),
			optional(field("api_version", "Version of the Graph API; v23.0 when empty.", "Versão da Graph API; v23.0 se vazio.")),
			optional(field("price_marketing", "What a delivered marketing template costs, in the workspace's currency: 0.34.",
				"Quanto custa um modelo de marketing entregue, na moeda do espaço: 0,34.")),
			optional(field("price_utility", "What a delivered utility template costs.", "Quanto custa um modelo de utilidade entregue.")),
			optional(field("price_service", "What a delivered answer in free text costs.", "Quanto custa uma resposta em texto livre entregue.")),
		},
	}
}

func field(name, en, pt string) outreach.Field {
	return outreach.Field{Name: name, Help: map[string]string{"en": en, "pt-BR": pt}}
}

func made(f outreach.Field) outreach.Field {
	f.Made = true
	return f
}

func chosen(f outreach.Field) outreach.Field {
	f.Chosen = true
	return f
}

func optional(f outreach.Field) outreach.Field {
	f.Optional = true
	return f
}
