package website

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"aceno/scrapers"
)

// Bounds of what a card takes over, in bytes.
const (
	maxPiece    = 600
	leastPiece  = 8
	maxSentence = 280
)

// Words by which a site says something of itself. Plain rules: what they do not see is absent.
var (
	offerHeading = regexp.MustCompile(`(?i)^(?:nossos? |nossas? |os |conhe[çc]a )*(?:servi[çc]os?|solu[çc][õo]es|o que (?:n[óo]s )?fazemos|especialidades|produtos|(?:our )?services|(?:our )?solutions|what we (?:do|offer))\b.{0,40}$`)
	offerWords   = regexp.MustCompile(`(?i)\b(?:cri(?:amos|ação)|desenvolv(?:emos|imento)|fazemos|oferecemos|entregamos|cuidamos|produzimos|gest[ãa]o de|we (?:build|create|make|design|offer|help))\b`)
	whomWords    = regexp.MustCompile(`(?i)\b(?:atendemos|ajudamos|feit[oa]s? para|ideal para|pensad[oa]s? para|especializad[oa]s? em|para (?:quem|pequen[oa]s|m[ée]di[oa]s|empresas|neg[óo]cios|com[ée]rcios?|cl[íi]nicas|consult[óo]rios|dentistas|m[ée]dicos|advogados|lojas|restaurantes|profissionais|empreendedores|escolas|sal[õo]es)|we help|(?:made|built) for|for (?:small|local|businesses|companies|clinics|dentists|shops|restaurants|professionals))\b`)
	proofWords   = regexp.MustCompile(`(?i)(?:\bmais de|\bh[áa]|\bover|\bmore than|\+)\s*\d[\d.]*\s*(?:mil )?(?:anos?|clientes?|projetos?|sites?|empresas?|neg[óo]cios|lojas|cidades|years?|clients?|customers?|projects?|businesses)\b|\b\d[\d.]*\+?\s*(?:clientes|projetos entregues|sites (?:entregues|publicados|no ar)|empresas atendidas|clients|projects)\b|\b(?:desde|since)\s+(?:19|20)\d\d\b`)
	neverWords   = regexp.MustCompile(`(?i)\b(?:n[ãa]o (?:prometemos|fazemos|trabalhamos com|vendemos|garantimos|usamos)|nunca (?:prometemos|fazemos|vendemos|usamos)|we (?:never|do not|don['’]t) (?:promise|sell|use|work|do))\b`)
	legalWords   = regexp.MustCompile(`([\p{Lu}\d][\pL\d&.,'’ -]{2,80}?\s(?:LTDA|Ltda|EIRELI|Eireli|MEI|ME|EPP|S\.?A\.?|S/A|LLC|Ltd|Inc|GmbH)\b\.?)`)
	years        = regexp.MustCompile(`^\d{4}(?:\s*[-–]\s*\d{4})?[\s,.-]+`)
	privacyMail  = regexp.MustCompile(`(?i)^(?:privacidade|privacy|lgpd|dpo|encarregad[oa]|dados|dataprotection)`)
	sentenceEnd  = regexp.MustCompile(`[.!?…](?:\s+|$)`)
)

// sentences splits the visible text of a page; a line that ends without a mark is one too.
func (p *page) sentences() []string {
	var list []string
	for _, line := range append([]string{p.description, p.data.description}, p.lines...) {
		for line != "" && len(list) < maxLines {
			end := sentenceEnd.FindStringIndex(line)
			piece, rest := line, ""
			if end != nil {
				piece, rest = line[:end[1]], line[end[1]:]
			}
			if piece = strings.TrimSpace(piece); len(piece) >= leastPiece && len(piece) <= maxSentence {
				list = append(list, piece)
			}
			line = rest
		}
	}
	return list
}

// saying returns the first sentences that a pattern finds, at most n, each once.
func (p *page) saying(pattern *regexp.Regexp, n int) []string {
	var found []string
	for _, s := range p.sentences() {
		if pattern.MatchString(s) && !slices.Contains(found, s) {
			if found = append(found, s); len(found) == n {
				break
			}
		}
	}
	return found
}

// offer is what stands below a heading such as Serviços, else the description that the page gives of itself, else a sentence
// that says what they do.
func (p *page) offer() (value, quote string) {
	for i, at := range p.headings {
		if at >= len(p.lines) || !offerHeading.MatchString(p.lines[at]) {
			continue
		}
		if list := p.below(i); len(list) > 0 {
			return strings.Join(list, "; "), p.lines[at] + ": " + strings.Join(list, "; ")
		}
	}
	for _, said := range []string{p.data.description, p.description} {
		if len(said) >= leastPiece {
			return said, said
		}
	}
	return one(p.saying(offerWords, 1))
}

// below lists what stands under a heading: the headings of a lower rank that follow, else its lines.
func (p *page) below(i int) []string {
	end := len(p.lines)
	var inner []string
	for _, at := range p.headings[i+1:] {
		if at >= len(p.lines) || at-p.headings[i] > 40 || len(inner) == 8 {
			break
		}
		if inner == nil {
			end = at
		}
		if words := utf8.RuneCountInString(p.lines[at]); words >= 3 && words <= 60 {
			inner = append(inner, p.lines[at])
		}
	}
	var list []string
	for _, line := range p.lines[min(p.headings[i]+1, len(p.lines)):min(end, p.headings[i]+9, len(p.lines))] {
		if n := utf8.RuneCountInString(line); n >= 3 && n <= 90 {
			list = append(list, line)
		}
	}
	if len(list) < 2 && len(inner) >= 2 {
		return inner
	}
	return list
}

func (p *page) forWhom() (value, quote string) { return one(p.saying(whomWords, 1)) }

func (p *page) neverSay() (value, quote string) { return one(p.saying(neverWords, 2)) }

func (p *page) proof() (value, quote string) { return one(p.saying(proofWords, 3)) }

// one joins sentences that are their own quote.
func one(list []string) (value, quote string) {
	said := strings.Join(list, " ")
	return said, said
}

// legalName is what structured data calls the company, else what stands before a form of company beside a register number
// or a sign of copyright.
func (p *page) legalName() (value, quote string) {
	for _, name := range p.data.legal {
		if name = squeeze(name, maxNameSize); name != "" {
			return name, name
		}
	}
	for _, line := range p.lines {
		if !signedCNPJ.MatchString(line) && !labelledCNPJ.MatchString(line) && !strings.ContainsAny(line, "©®") {
			continue
		}
		if m := legalWords.FindStringSubmatch(line[:creditFrom(line)]); m != nil {
			return strings.TrimRight(strings.TrimSpace(years.ReplaceAllString(m[1], "")), "."), line
		}
	}
	return "", ""
}

func (p *page) addressLine() (value, quote string) { return p.data.address, p.data.address }

// Marks of how a site speaks.
var (
	informal = regexp.MustCompile(`(?i)\b(?:a gente|galera|bora|pra|pro|t[áa] (?:na|no|em)|vem com|hey|let['’]s|gonna|awesome)\b`)
	formal   = regexp.MustCompile(`(?i)\b(?:o senhor|a senhora|senhores|prezad[oa]s?|v\. ?s[ªa]\.?|excel[êe]ncia|outrossim|dear sir)\b`)
	near     = regexp.MustCompile(`(?i)\b(?:voc[êe]s?|seu neg[óo]cio|sua empresa|your business|you)(?:[^\pL]|$)`)
)

// tones are the words for how a site speaks, in its own language: Portuguese first.
var tones = []struct {
	mark  *regexp.Regexp
	words [2]string
}{
	{formal, [2]string{"formal", "formal"}},
	{informal, [2]string{"informal, como numa conversa", "informal, as in a talk"}},
	{near, [2]string{"próximo, trata por você", "direct, speaks to the reader"}},
}

// tone says how the site speaks, where at least two sentences show it.
func (c *crawl) tone() *scrapers.Quoted {
	for _, t := range tones {
		count := 0
		var first *page
		quote := ""
		for _, p := range c.pages {
			for _, s := range p.saying(t.mark, 3) {
				if count++; first == nil {
					first, quote = p, s
				}
			}
		}
		if count < 2 {
			continue
		}
		words := t.words[0]
		if strings.HasPrefix(c.pages[0].languageOf(), "en") {
			words = t.words[1]
		}
		return first.quoted(words, quote)
	}
	return nil
}
