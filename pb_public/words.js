// All words of the page, in both languages; a sentence with values is a function.
const words = {
  "pt-BR": {
    language: "English",
    signIn: "Entrar", email: "E-mail", password: "Senha", leave: "Sair", wrong: "E-mail ou senha não conferem.",
    campaigns: "Campanhas", none: "Nenhuma campanha ainda. Crie uma pela API ou rode “aceno demo”.", back: "Campanhas",
    status: { draft: "Rascunho", active: "Ligada", paused: "Pausada", completed: "Concluída" },
    channel: { whatsapp: "WhatsApp", instagram: "Instagram", email: "E-mail" }, byHand: "envio à mão",
    found: "Encontrados", qualified: "Qualificados", contacted: "Contatados", delivered: "Entregues", read: "Lidos", replied: "Responderam", converted: "Fecharam",
    sent: "Enviadas", failed: "Não saíram", optOut: "Pediram para parar",
    stages: { search: "Buscar", enrich: "Conhecer", write: "Escrever", send: "Enviar", receive: "Ouvir" },
    waiting: "na fila", doing: n => `na fila, ${n} agora`,
    why: "Por que não está saindo nada agora?", going: "Está saindo", nextAt: t => `Próxima: ${t}`,
    messages: "Últimas mensagens", answers: "Respostas", noMessages: "Nada foi escrito ainda.", noAnswers: "Ninguém respondeu ainda.",
    messageStatus: { draft: "rascunho", held: "com você", pending: "na fila", sending: "saindo", sent: "enviada", delivered: "entregue", read: "lida", failed: "falhou", cancelled: "cancelada", in_doubt: "em dúvida", received: "recebida" },
    intent: { interested: "interessado", question: "pergunta", provenance: "de onde veio o número", not_now: "agora não", not_interested: "sem interesse", wrong_person: "pessoa errada", auto_reply: "resposta automática", opt_out: "pediu para parar", other: "outra" },
    gate: "Um administrador assinou que há base registrada para escrever sem opt-in. A regra da Meta é outra: o risco é da conta.",
    offline: "Sem conexão. Tentando de novo…", oops: m => `Não deu: ${m}`, retry: "Tentar de novo",
    start: "Ligar", pause: "Pausar", resume: "Ligar de novo",
    attribution: "Dados de lugares: © colaboradores do OpenStreetMap",
    reasons: {
      not_active: "A campanha ainda é um rascunho.", campaign_paused: "A campanha está pausada.", workspace_paused: "Todo envio deste espaço está parado.", stopped: "Todo envio desta instalação está parado.",
      outside_window: "Fora do horário da campanha.", limit_reached: "O limite de envios foi alcançado.", gap: "Pausa entre duas mensagens, como faria uma pessoa.",
      nothing_pending: "Não há mensagem na fila.", account_blocked: "A conta está bloqueada.", account_expired: "O acesso da conta venceu.", account_breaker: "A conta falhou há pouco e está descansando.",
      assisted: "Esta campanha é enviada à mão.", no_account: "A campanha não tem conta para enviar.",
    },
  },
  en: {
    language: "Português",
    signIn: "Sign in", email: "E-mail", password: "Password", leave: "Sign out", wrong: "E-mail or password do not match.",
    campaigns: "Campaigns", none: "No campaign yet. Make one through the API or run “aceno demo”.", back: "Campaigns",
    status: { draft: "Draft", active: "On", paused: "Paused", completed: "Done" },
    channel: { whatsapp: "WhatsApp", instagram: "Instagram", email: "E-mail" }, byHand: "sent by hand",
    found: "Found", qualified: "Qualified", contacted: "Contacted", delivered: "Delivered", read: "Read", replied: "Replied", converted: "Converted",
    sent: "Sent", failed: "Failed", optOut: "Asked to stop",
    stages: { search: "Search", enrich: "Enrich", write: "Write", send: "Send", receive: "Receive" },
    waiting: "waiting", doing: n => `waiting, ${n} now`,
    why: "Why is nothing going out now?", going: "Going out", nextAt: t => `Next: ${t}`,
    messages: "Latest messages", answers: "Answers", noMessages: "Nothing written yet.", noAnswers: "Nobody answered yet.",
    messageStatus: { draft: "draft", held: "with you", pending: "queued", sending: "going out", sent: "sent", delivered: "delivered", read: "read", failed: "failed", cancelled: "cancelled", in_doubt: "in doubt", received: "received" },
    intent: { interested: "interested", question: "question", provenance: "asks where the number came from", not_now: "not now", not_interested: "not interested", wrong_person: "wrong person", auto_reply: "automatic reply", opt_out: "asked to stop", other: "other" },
    gate: "An admin signed that a basis is recorded for writing without an opt-in. Meta's rule is another: the risk is the account's.",
    offline: "No connection. Trying again…", oops: m => `That failed: ${m}`, retry: "Try again",
    start: "Start", pause: "Pause", resume: "Resume",
    attribution: "Place data: © OpenStreetMap contributors",
    reasons: {
      not_active: "The campaign is still a draft.", campaign_paused: "The campaign is paused.", workspace_paused: "All sending of this workspace is stopped.", stopped: "All sending of this installation is stopped.",
      outside_window: "Outside the campaign's hours.", limit_reached: "The sending limit is reached.", gap: "A pause between two messages, as a person would make.",
      nothing_pending: "No message is queued.", account_blocked: "The account is blocked.", account_expired: "The account's token has expired.", account_breaker: "The account failed a moment ago and rests.",
      assisted: "This campaign is sent by hand.", no_account: "The campaign has no account to send with.",
    },
  },
};

/** language is the chosen one: kept in this browser, else the browser's own. */
export function language() {
  return localStorage.getItem("aceno.language") ?? (navigator.language.startsWith("en") ? "en" : "pt-BR");
}

/** setLanguage keeps the choice in this browser. */
export function setLanguage(l) {
  localStorage.setItem("aceno.language", l);
  document.documentElement.lang = l;
}

/** say returns the words of the chosen language. */
export function say() {
  return words[language()];
}

/** time writes a moment as the reader's clock shows it. */
export function time(iso) {
  if (!iso) return "";
  return new Intl.DateTimeFormat(language(), { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** count writes a whole number. */
export function count(n) {
  return new Intl.NumberFormat(language()).format(n ?? 0);
}
