package people

// phrases are what people answer, by mood.
var phrases = map[Mood][]string{
	Interested: {
		"Oi! Gostei da ideia, me conta mais?", "Tenho interesse sim, como funciona?", "Bom dia! Podemos conversar amanhã à tarde?",
		"opa, me manda mais detalhes por favor", "Quero saber mais 😊", "Olha que interessante! Pode me ligar?", "sim, pode mandar a proposta",
	},
	Price: {
		"Quanto custa?", "Qual o valor?", "oi, quanto fica por mês?", "Boa tarde, qual seria o investimento?", "tem taxa de adesão? qual o preço",
		"Vocês parcelam? Qual o valor total?",
	},
	Provenance: {
		"Onde conseguiu meu número?", "Quem te passou meu contato?", "Oi, como vocês conseguiram esse telefone?",
		"De onde vocês pegaram o número da loja??",
	},
	NotNow: {
		"Agora não dá, me chama mês que vem", "Estou sem tempo essa semana, pode falar depois do dia 10?", "No momento não, quem sabe no ano que vem",
		"Oi, estamos em reforma, volta a falar em janeiro", "depois eu vejo com calma",
	},
	Declines: {
		"Obrigada, mas já temos quem cuida disso", "Já tenho site, obrigado", "No momento não é o que a gente precisa, valeu",
		"Agradeço o contato, mas vou passar dessa vez", "não preciso disso não, bom trabalho aí",
	},
	OptsOut: {
		"SAIR", "Pare", "parar", "Não quero receber mensagens", "me tira dessa lista por favor", "Por favor não me mandem mais mensagens",
		"nao autorizei contato, remova meu numero", "Descadastrar", "Não me mande mais nada, obrigada.", "STOP",
		"Quero que apaguem meus dados", "cancelar mensagens", "Favor retirar meu telefone da lista de vocês",
	},
}

// machines are the automatic answers of shops.
var machines = []string{
	"Olá! 👋 Agradecemos sua mensagem. Nosso horário de atendimento é de segunda a sexta, das 8h às 18h. Retornaremos assim que possível.",
	"Seja bem-vindo! No momento não estamos disponíveis, deixe sua mensagem que logo responderemos. Horário de atendimento: 9h às 19h.",
	"Mensagem automática: recebemos seu contato e em breve um de nossos atendentes falará com você.",
	"Oi, tudo bem? Obrigado por entrar em contato! Digite 1 para orçamento, 2 para endereço, 3 para falar com um atendente.",
}

// angry is what somebody says who asked to be left alone and got another message.
var angry = []string{
	"Já pedi para não me mandar mais mensagem!!", "SAIR! Já falei!", "Vou denunciar esse número, já pedi pra parar", "de novo??? NÃO ME MANDEM MAIS NADA",
}
