package website

import "regexp"

// creditReach is how many bytes behind a credit still belong to it, and creditBack how far before a link one is looked for.
const (
	creditReach = 200
	creditBack  = 120
)

var (
	// creditWords begin the part of a line in which a page names who built or hosts it: "Desenvolvido por …" where a
	// sentence may begin, "site by …" anywhere.
	creditWords = regexp.MustCompile(`(?i)(?:^|[|•·©.,:()–—-] ?|reservad[oa]s?\.? ?|reserved\.? ?|\d{4} ?)(?:desenvolvid[oa]|criad[oa]|produzid[oa]|projetad[oa]|feit[oa]|` +
		`hospedad[oa]|mantid[oa]|desarrollado|diseñado|creado|realizado|designed|developed|built|created|powered|hosted|maintained|` +
		`crafted|made|r[ée]alis[ée]|conçu)(?: (?:e|y|and|&) \pL+)?(?: with \pL+)? (?:by|por|pel[oa]|par)\b|` +
		`\b(?:web ?)?(?:site|page|p[áa]gina|web|layout|theme|template|tema)(?: (?:desenvolvid[oa]|criad[oa]|feit[oa]|hospedad[oa]|built|made|created|designed|` +
		`developed|hosted|design))? (?:by|por|pel[oa]|n[ao]|en)\b ?|` +
		`\bweb ?(?:design(?:er)?|develop(?:er|ment)|master)\b|` +
		`(?:^|[|•·©.,–—-] ?)(?:cria[çc][ãa]o|desenvolvimento|desenvolvedor|hospedagem|hosting|design|diseño|dise[ñn]o web|réalisation|développement)` +
		`(?: d[eo] sites?| do site| web)? ?(?:[:|–-]|by\b|por\b)`)
	// strangerWords name who else has a number on the pages of shops: authorities, banks, payment and delivery services.
	strangerWords = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:procon|ouvidoria d[aoe]|anvisa|anatel|aneel|bombeiros|samu|pol[íi]cia|disque[ -]den[úu]ncia|defesa civil|vigil[âa]ncia sanit[áa]ria|` +
		`banco central|conselho (?:regional|federal|tutelar)|pagseguro|pagbank|mercado ?pago|cielo|getnet|paypal|pagar\.?me|correios|jadlog|serasa|por exemplo|for example|exemplo:|example:|e\.g\.|ex\.:)`)
)

// creditFrom is where in a line the credit of its makers begins, or the line's length: what stands behind is theirs.
func creditFrom(line string) int {
	at := creditWords.FindStringIndex(line)
	if at == nil {
		return len(line)
	}
	return at[0]
}

// stranger tells whether the words before a contact say that it is somebody else's than the business's.
func stranger(before string) bool {
	before = before[max(0, len(before)-creditReach):]
	if creditWords.MatchString(before) {
		return true
	}
	near := before[max(0, len(before)-maxLead/2):]
	return strangerWords.MatchString(near)
}

// credited tells whether the line that is being read has begun to name who built the site.
func (p *parser) credited() bool {
	line := p.line.String()
	return creditWords.MatchString(squeeze(line[max(0, len(line)-creditBack):], creditBack))
}
