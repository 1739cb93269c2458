package campaign

// bareSentences word reasons that are at times given without their params: by a provider that names no time, or while nobody
// knows one. English first.
var bareSentences = map[string][2]string{
	ReasonRateLimited:    {"the provider asks for a slower pace: it goes on by itself", "o provedor pede um ritmo mais lento: o envio continua sozinho"},
	ReasonRetryLater:     {"the provider asked to wait: it goes on by itself", "o provedor pediu para esperar: o envio continua sozinho"},
	ReasonSourceBusy:     {"the source is busy: the search goes on by itself", "a fonte está ocupada: a busca continua sozinha"},
	ReasonAccountBreaker: {"the account failed too often: test it to go on", "a conta falhou vezes demais: teste a conta para continuar"},
	ReasonAccountBlocked: {"the account is blocked: solve it with the provider, then test the account",
		"a conta está bloqueada: resolva com o provedor e depois teste a conta"},
	ReasonAccountExpired: {"the account's token has expired: enter a new one", "a chave da conta venceu: troque por uma nova"},
	ReasonOutsideWindow: {"no sending hours of the campaign lie ahead: correct its schedule",
		"a campanha não tem mais horário de envio pela frente: corrija os horários"},
	ReasonProviderRefused:   {"the provider refused the message", "o provedor recusou a mensagem"},
	ReasonTemplateParams:    {"the template and the values of the step do not match: correct the sequence", "o modelo não combina com os valores da sequência: acerte a sequência"},
	ReasonTextTooLong:       {"the text is too long for the channel: shorten it", "o texto é longo demais para o canal: encurte"},
	ReasonSourceUnreachable: {"the source cannot be reached", "não dá para acessar a fonte"},
	ReasonSourceAnswer:      {"the source's answer cannot be read", "não dá para ler a resposta da fonte"},
	ReasonSourceRefused:     {"the source does not understand the request", "a fonte não entende o pedido"},
	ReasonInternal:          {"something went wrong in the program", "houve uma falha no programa"},
	ReasonTierLimit:         {"the plan's ceiling is reached: remove some, or change the plan", "o limite do plano foi alcançado: tire alguns ou mude de plano"},
}

// paramWords are the words for codes that stand in params, by the param's name. English first.
var paramWords = map[string]map[string][2]string{
	"status": statusWords, "from": statusWords, "to": statusWords,
	"what": {
		"campaign": {"campaign", "a campanha"}, "prospect": {"prospect", "o prospecto"}, "message": {"message", "a mensagem"},
		CeilingMessages: {"messages a day", "mensagens por dia"}, CeilingProspects: {"prospects", "prospectos"},
		CeilingAgents: {"agents", "quem escreve"}, CeilingMembers: {"members", "pessoas na equipe"},
	},
	"tier": tierWords, "next": tierWords,
	"channel": placeWords, "platform": placeWords, "type": placeWords,
	"category": {
		"marketing": {"marketing messages", "mensagens de marketing"}, "utility": {"utility messages", "mensagens de utilidade"},
		"service": {"free text in an open window", "texto livre com a janela aberta"}, "authentication": {"authentication messages", "mensagens de autenticação"},
	},
	"part": {
		"components that cannot be read": {"components that cannot be read", "partes que não dá para ler"},
		"a variable in its header":       {"a variable in its header", "uma variável no título"},
		"a button with a variable":       {"a button with a variable", "um botão com variável"},
		"a header with image":            {"a header with an image", "uma imagem no topo"},
		"a header with video":            {"a header with a video", "um vídeo no topo"},
		"a header with document":         {"a header with a document", "um documento no topo"},
		"a header with location":         {"a header with a location", "um local no topo"},
	},
	"missing": {
		"access_token": {"the access token", "a chave de acesso"}, "app_secret": {"the app secret", "o segredo do aplicativo"},
		"verify_token": {"the verify token", "a senha de verificação"}, "phone_number_id": {"the id of the number", "o identificador do número"},
		"waba_id": {"the id of the WhatsApp Business account", "o identificador da conta do WhatsApp Business"},
		"api_key": {"the key", "a chave"}, "username": {"the user name", "o nome de usuário"}, "password": {"the password", "a senha"},
		"account_sid": {"the account's SID", "o SID da conta"}, "auth_token": {"the token", "a chave de acesso"}, "from": {"the sender", "o remetente"},
		"ig_user_id": {"the id of the Instagram account", "o identificador da conta do Instagram"},
	},
}

// statusWords fit after "is" and "cannot become", "está" and "não pode ficar". Those in capitals are Meta's of a template.
var statusWords = map[string][2]string{
	string(StatusDraft): {"a draft", "em rascunho"}, string(StatusActive): {"active", "ligada"}, string(StatusPaused): {"paused", "pausada"},
	string(StatusCompleted): {"completed", "concluída"}, "not active": {"not active", "desligada"},

	string(MessageHeld): {"held", "retida"}, string(MessagePending): {"pending", "na fila"}, string(MessageSending): {"being sent", "saindo agora"},
	string(MessageSent): {"sent", "enviada"}, string(MessageDelivered): {"delivered", "entregue"}, string(MessageRead): {"read", "lida"},
	string(MessageFailed): {"failed", "com falha"}, string(MessageCancelled): {"cancelled", "cancelada"}, string(MessageInDoubt): {"in doubt", "em dúvida"},
	string(MessageReceived): {"received", "recebida"},

	string(ProspectFound): {"found", "achado"}, string(ProspectContacted): {"contacted", "contatado"}, string(ProspectReplied): {"replied", "com resposta"},
	string(ProspectConverted): {"converted", "como cliente"}, string(ProspectIgnored): {"ignored", "ignorado"},

	"APPROVED": {"approved", "aprovado"}, "PENDING": {"under review", "em análise"}, "REJECTED": {"rejected", "recusado"}, "PAUSED": {"paused", "pausado"},
	"DISABLED": {"disabled", "desativado"}, "IN_APPEAL": {"in appeal", "em recurso"}, "LIMIT_EXCEEDED": {"over a limit", "acima de um limite"},
	"PENDING_DELETION": {"being deleted", "sendo apagado"}, "DELETED": {"deleted", "apagado"},
}

var tierWords = map[string][2]string{"free": {"Free", "Gratuito"}, "pro": {"Pro", "Pro"}, "enterprise": {"Enterprise", "Enterprise"}}

// placeWords are the names of channels, platforms and sources.
var placeWords = map[string][2]string{
	string(ChannelWhatsApp): {"WhatsApp", "WhatsApp"}, string(ChannelInstagram): {"Instagram", "Instagram"}, string(ChannelEmail): {"e-mail", "e-mail"},
	"twilio": {"Twilio", "Twilio"}, "google": {"Google", "Google"}, "brave": {"Brave", "Brave"}, "searxng": {"SearXNG", "SearXNG"},
	"openai": {"OpenAI", "OpenAI"}, "proxy": {"proxy", "proxy"}, "csv": {"CSV", "CSV"}, "openstreetmap": {"OpenStreetMap", "OpenStreetMap"},
	"google_places": {"Google Places", "Google Places"}, "google_maps": {"Google Maps", "Google Maps"}, "web_search": {"web search", "busca na web"},
	"websites": {"websites", "sites"}, "website": {"websites", "sites"},
}
