package reply

// The words the rules are made of. All are folded and spelt out; the regexps see them between blanks.
const (
	// no is a negation of Portuguese or English; noES needs a Spanish word behind it, for "no" is "in the" in Portuguese.
	no   = `(?:nao|nunca|jamais|nem|dont|doesnt|not|never|nolonger|didnt|wont)`
	noES = `(?:no|ya no|nunca|tampoco)`

	// gap are words that may stand between a verb and what it governs.
	gap = `(?: (?:me|nos|voces|voce|tipo|tipos|coisas?|nenhum|nenhuma|do|dos|das|da|minha caixa(?: de entrada| de email)?|a gente|eu|te|lhe|de|d|com|from|with|ficar|ficarem|ficando|tentar|querer|vir|tanta|tantas|tanto|tantos|toda|todo|todas|todos|essa|essas|esse|esses|esta|estas|este|estes|as|os|o|a|la|las|los|el|un|una|um|uma|umas|uns|isso|this|these|those|such|all|the|any|your|trying to|to|us|mais|mas|more|anymore|su|sus|tu|tus|sua|suas|seu|seus|vossas|dessas|desses|desse|dessa|qualquer|outras|outra|another|further|fucking|damn|marketing|promotional|unsolicited|so|por|pra ca|every|everyday|novamente|ya|ja|logo))*`

	// send are forms of "send", "write", "call", "bother" that ask or wish, never those that tell of the past.
	send = `(?:mand(?:a|e|em|ar|es|arem|ando|en|arme|arnos|enme|eme)|envi(?:a|e|em|ar|es|arem|ando|en|arme|arnos|enme|eme)|escrev(?:a|e|am|er|erem|endo)|escrib(?:a|an|ir|irme|irnos|as|anme)|` +
		`cham(?:e|em|a|ar|ando|arem)|llam(?:e|en|es|ar|arme|arnos|ando|eme)|lig(?:a|ue|uem|ar|ando|arem)|telefon(?:e|em|ar|ando)|contat(?:e|em|a|ar|ando|arem)|contact(?:e|em|en|es|a|ar|arme|arnos|ando|ing)?|contacta|` +
		`incomod(?:e|em|en|a|ar|ando|arem)|perturb(?:e|em|a|ar|ando|arem)|importun(?:e|em|en|a|ar|ando)|molest(?:e|em|en|es|ar|arme|ando)|amol(?:e|em|ar|ando)|azucrin(?:e|em|a|ar|ando)|pentelh\w+|` +
		`ench(?:er|erem|endo|a|am)(?: o saco| a paciencia)?|fastidi\w+|jod(?:er|erme|an|as)|insist(?:a|am|an|as|ir|irem|indo)|procur(?:e|em|ar|ando|arem)|abord(?:e|em|ar|ando)|bombarde\w+|spam(?:ar|ando|ear|mear|ming|earme)?|` +
		`(?:mand|envi|cham|lig|contat|contact|incomod|perturb|procur|encaminh|import|abord)(?:asse|assem)|escrevesse\w*|dispar(?:e|em|ar|ando)|entr(?:e|em|en|ar|arem|ando)(?: mais| mas)? em conta\w+|entr(?:e|en|ar)(?: mas)? en contacto|ponga\w* en contacto|fa(?:z|ca|cam|zer|zerem|zendo)(?: mais)? contato|oferec\w+|ofrec\w+|persegu\w+|stalke\w+|` +
		`encaminh(?:e|em|ar|ando)|torr(?:e|em|ar|ando)(?: o saco| a paciencia)?|mandand\w+|` +
		`send(?:ing)?|messag(?:e|ing)|text(?:ing)?|email(?:ing)?|mailing|writ(?:e|ing)|call(?:ing)?|bother(?:ing)?|disturb(?:ing)?|harass(?:ing)?|annoy(?:ing)?|pester(?:ing)?|bug(?:ging)?|reach(?:ing)? out|dm(?:ing)?|ping(?:ing)?|` +
		`hit(?:ting)? me up|get(?:ting)? in touch|follow(?:ing)? up|solicit(?:ing)?|spam(?:ming)?|approach(?:ing)?)`

	// recv are forms of "receive" and "be contacted".
	recv = `(?:receb(?:er|endo|o|ermos)|recib(?:ir|iendo|irlos|irlas)|receiv(?:e|ing)|get(?:ting)?(?: any| these| your| more| this| such| those| all)* (?:messages?|texts?|emails?|calls?|spam|stuff)|ouvir falar|` +
		`(?:ser|sea|seja|que seja|estar sendo|sendo)(?: mais| mas)? (?:contat\w+|contact\w+|incomod\w+|perturb\w+|molest\w+|abord\w+|procurad\w+|importunad\w+|chamad\w+)|` +
		`(?:be|being)(?: ever)? (?:contacted|messaged|called|emailed|texted|bothered|disturbed|spammed)|(?:to )?hear(?:ing)?(?: anything)? from)`

	// note is what is sent: messages, calls, mail, advertising.
	note = `(?:mensagem|mensagens|mensaje|mensajes|mensagen\w*|recados?|sms|emails?|correos?|propagandas?|publicidad\w*|promo\w*|ofertas?|spams?|contatos?|contactos?|contact|ligac\w+|chamadas?|llamadas?|whatsapps?|newsletters?|` +
		`notificac\w+|messages?|texts?|calls?|adverts?|advertising|advertisements?|ads|abordage\w+|comunicac\w+|comunicados?|communications?|disparos?|solicitations?|lixo|incomodo|perturbacao|assedio|insistencia|encheção|enchecao|encheçao)`

	// wish are verbs of wanting that follow a negation.
	wish = `(?:quero|queremos|queria|queriamos|desejo|desejamos|gostaria|gostariamos|gosto|aceito|aceitamos|permito|permitimos|autorizo|autorizamos|consinto|quiero|queremos|deseo|deseamos|acepto|want|wish|care|like|wanna|` +
		`(?:tenho|temos|tengo|have|ha) (?:o menor |a menor |menor |nenhum |any |ningun |the slightest )?(?:interesse|interes|interest|vontade|desejo)|(?:to|estou|tou|estamos|estoy|im|am)(?: not)? (?:interessad\w|interesad\w|interested|afim|a fim)|` +
		`preciso|precisamos|necesito|need|me interessa|me interesa|faco questao|tenho paciencia|pretendo|agree|consent|curto)`

	// other is what a customer may have sent to him by a business and not want: it says nothing about being written to.
	other = `(?:pedidos?|encomendas?|boletos?|boletas?|cobranc\w+|faturas?|facturas?|notas? fisca\w+|nf|paquetes?|pacotes?|mercadorias?|entregas?|envios? errad\w+|invoices?|bills?|packages?|parcels?|orders?|shipments?|receipts?|recibos?|` +
		`contratos?|documentos?|curriculos?|audios?|pix|turnos?|appointments?|consultas?|dinheiro|cartao|compras?|pagamentos?|atencao|clientes?|clients?|customers?|figurinhas?|codigos?|senhas?|codes?|robo|robos|bot|bots|chatbot|maquina)`

	// when restricts a refusal to a time of day or a day.
	when = `(?:agora|hoje|amanha|ainda|hora|horas|horario|horarios|noite|madrugada|manha|cedo|tarde|domingos?|sabados?|feriados?|fim de semana|fds|depois das|antes das|almoco|ferias|now|today|tonight|weekends?|sunday|saturday|after|before|until|yet|ahora|hoy|manana|noche|semana)`

	// again says that the refusal is for good.
	again = `(?:mais|mas|again|anymore|nada|nunca|jamais|never|nolonger|novamente|de novo|outra vez|otra vez|ever|nunca mas|vuelva\w*|volte\w*|more)`

	// data is what a register holds of somebody.
	data = `(?:numero|numeros|num|contatos?|contactos?|telefones?|telefonos?|celular|dados|datos|cadastros?|nomes?|nombres?|emails?|correos?|whatsapp|registros?|inscric\w+|assinaturas?|suscripcion|subscription|empresa|loja|negocio|ficha|` +
		`numbers?|phone|data|info|information|details|address|names?|records?|contact|mail|mailbox|informac\w+|business|company)`

	// own marks data as the writer's.
	own = `(?:meus?|minhas?|noss[oa]s?|mis?|nuestr[oa]s?|my|our|est[ea]|ess[ea]|this|mine)`

	// list is what one is taken off.
	list = `(?:listas?|lists?|mailing|databases?|base|bases|grupos?|groups?|cadastros?|banco de dados|newsletters?|transmissao|contatos|contactos|contacts|agenda|envios?|disparos?|sistemas?|systems?|registros?|records?|crm|planilha|files?|` +
		`distribution|difusion|mensagens|messages|emails?|mailings|campanhas?|campaigns?|sequence|sequencia|divulgacao)`
)
