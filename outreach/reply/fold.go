package reply

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxRead is how many bytes of a message are read; a person asks to stop in fewer.
const maxRead = 64 << 10

// lookalikes maps letters of other alphabets that are drawn like Latin ones, as used to slip past a filter.
var lookalikes = strings.NewReplacer(
	"а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "х", "x", "у", "y", "і", "i", "ѕ", "s", "ј", "j", "к", "k", "м", "m",
	"т", "t", "н", "h", "в", "b", "ԁ", "d", "α", "a", "ο", "o", "ε", "e", "ι", "i", "ρ", "p", "τ", "t", "ν", "v", "κ", "k",
	"ı", "i", "ł", "l", "ø", "o", "đ", "d",
)

// fold brings a text into the form all rules are written in: compatibility forms undone (NFKC), lower case, no accents,
// no invisible characters, look-alike letters made Latin. Line breaks become \n.
func fold(text string) string {
	text = norm.NFKC.String(strings.ToValidUTF8(clip(text), " "))
	text = strings.ToLower(norm.NFD.String(text))
	text = strings.Map(foldRune, text)
	return lookalikes.Replace(norm.NFC.String(text))
}

// clip cuts an overlong text: its head and its tail are kept, since people write above or below what they quote.
func clip(text string) string {
	if len(text) <= maxRead {
		return text
	}
	return text[:maxRead/2] + "\n" + text[len(text)-maxRead/2:]
}

func foldRune(r rune) rune {
	switch {
	case r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case r >= 0x1F150 && r <= 0x1F169: // letters in black circles
		return 'a' + r - 0x1F150
	case r >= 0x1F170 && r <= 0x1F189: // letters in black squares
		return 'a' + r - 0x1F170
	case r >= 0x1F1E6 && r <= 0x1F1FF: // letters of flags
		return 'a' + r - 0x1F1E6
	case r == 0x2800 || r == '\t' || r == 0xA0: // braille blank, tab, fixed space
		return ' '
	case invisible(r):
		return -1
	}
	return r
}

// invisible says whether a rune leaves no ink: marks, joiners, fillers, controls but the line break.
func invisible(r rune) bool {
	if r == '\n' {
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc) || r == 0x115F || r == 0x1160 || r == 0x3164 || r == 0xFFA0
}

var (
	spelled = regexp.MustCompile(`[a-z](?:(?: ?[.\-_*·,/|~+] ?| )[a-z]\b){2,}`)
	stretch = regexp.MustCompile(`[a-z0-9@$]+`)
	address = regexp.MustCompile(`\S+@\S+\.\S+|https?://\S+|www\.\S+`)
)

// unspell joins letters that were written apart ("s a i r", "S.A.I.R") where they give a word of command, and says
// whether one was found. A longer run that merely begins with one is kept as "spelled", which no rule reads as a no.
func unspell(s string) (string, bool) {
	found := false
	var b strings.Builder
	last := 0
	for _, at := range spelled.FindAllStringIndex(s, -1) {
		if at[0] > 0 && isWordByte(s[at[0]-1]) {
			continue
		}
		word := strings.Join(stretch.FindAllString(s[at[0]:at[1]], -1), "")
		if !isCommand(word) && !beginsWithCommand(word) {
			continue
		}
		found = true
		b.WriteString(s[last:at[0]])
		b.WriteString(word)
		last = at[1]
	}
	b.WriteString(s[last:])
	return b.String(), found
}

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

func beginsWithCommand(word string) bool {
	for n := 4; n < len(word) && n <= 12; n++ {
		if isCommand(word[:n]) {
			return true
		}
	}
	return false
}

var leet = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// spellOut undoes what chats do to a word: stretched letters, digits for letters, abbreviations.
func spellOut(word string) string {
	if strings.ContainsAny(word, "@$013457") && strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz") {
		if w := leet.Replace(word); isCommand(w) {
			return w
		}
		word = strings.Trim(strings.Map(func(r rune) rune {
			if r == '@' || r == '$' {
				return ' '
			}
			return r
		}, word), " ")
	}
	word = squeeze(word)
	if w, ok := chat[word]; ok {
		return w
	}
	return word
}

// squeeze shortens a letter written three times or more to one: "pareeee" is "pare".
func squeeze(word string) string {
	var b strings.Builder
	for i := 0; i < len(word); {
		j := i
		for j < len(word) && word[j] == word[i] {
			j++
		}
		n := j - i
		if n > 2 && (word[i] < '0' || word[i] > '9') && word[i] < 0x80 {
			n = 1
		}
		b.WriteString(word[i : i+n])
		i = j
	}
	return b.String()
}

// chat maps abbreviations and common slips to the word they stand for.
var chat = map[string]string{
	"n": "nao", "nn": "nao", "naum": "nao", "naao": "nao", "noa": "nao", "ñ": "nao", "nao": "nao",
	"msg": "mensagem", "msgs": "mensagens", "mensagen": "mensagem", "mensages": "mensagens", "mensagems": "mensagens", "mensgem": "mensagem",
	"menssagem": "mensagem", "menssagens": "mensagens", "mesagem": "mensagem", "mgs": "mensagem", "msj": "mensaje", "msjs": "mensajes",
	"vc": "voce", "vcs": "voces", "ce": "voce", "ces": "voces", "oce": "voce", "cs": "voces", "vosses": "voces",
	"q": "que", "k": "que", "ki": "que", "qe": "que", "kero": "quero", "qro": "quero", "qero": "quero", "keru": "quero", "quiro": "quero",
	"pq": "porque", "pk": "porque", "xq": "porque", "d": "de", "p": "pra", "pro": "pra", "pras": "pra", "pros": "pra", "prah": "pra",
	"pfv": "pfv", "pf": "pfv", "pfvr": "pfv", "pfvor": "pfv", "porfavor": "pfv", "porfa": "pfv", "pls": "pfv", "plz": "pfv", "plis": "pfv",
	"please": "pfv", "favor": "pfv", "fvr": "pfv", "gentileza": "pfv", "plss": "pfv", "kindly": "pfv",
	"ctt": "contato", "cntt": "contato", "ctto": "contato", "contacto": "contato", "contatos": "contatos",
	"zap": "whatsapp", "zapzap": "whatsapp", "whats": "whatsapp", "wpp": "whatsapp", "wats": "whatsapp", "watsapp": "whatsapp", "whatsap": "whatsapp",
	"nr": "numero", "num": "num", "nro": "numero", "tel": "telefone", "fone": "telefone", "cel": "celular",
	"u": "you", "ur": "your", "r": "are", "ya": "ya", "wanna": "want to", "gonna": "going to", "dnt": "dont", "dun": "dont",
	"mandr": "mandar", "manda": "manda", "recebr": "receber", "recebe": "recebe", "reseber": "receber", "ressber": "receber",
	"hj": "hoje", "amanha": "amanha", "tb": "tambem", "tbm": "tambem", "eh": "e", "jah": "ja", "mto": "muito", "mt": "muito", "mais": "mais", "mai": "mais",
	"obg": "obrigado", "obgd": "obrigado", "brigado": "obrigado", "brigada": "obrigado", "obrigada": "obrigado", "vlw": "obrigado", "valeu": "obrigado",
	"thx": "obrigado", "thanks": "obrigado", "ty": "obrigado", "thank": "obrigado", "gracias": "obrigado", "agradeco": "obrigado", "grato": "obrigado", "grata": "obrigado",
	"cancelr": "cancelar", "esqece": "esquece", "voçe": "voce", "intrested": "interested", "intrest": "interest", "interrested": "interested",
}
