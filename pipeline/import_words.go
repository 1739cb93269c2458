package pipeline

import (
	"strings"

	"aceno/campaign"
	"aceno/scrapers"
)

// reportWords are the words of a report in one language.
type reportWords struct {
	row, result, prospect, errors, warnings, short string
	results                                        map[campaign.ImportResult]string
	problems                                       map[string]string // by code; one that is missing is told in its own words
}

var reportEnglish = reportWords{row: "row", result: "result", prospect: "prospect", errors: "errors", warnings: "warnings",
	short: "the row's cells are left out, since the report is full"}

var reportPortuguese = reportWords{row: "linha", result: "resultado", prospect: "prospect", errors: "erros", warnings: "avisos",
	short:   "as células da linha ficaram de fora, porque o relatório está cheio",
	results: map[campaign.ImportResult]string{campaign.ImportCreated: "nova", campaign.ImportMerged: "repetida", campaign.ImportRejected: "recusada"},
	problems: map[string]string{
		"cells":                     "o número de células não bate com o de cabeçalhos: ponha entre aspas a célula que tem o separador dentro",
		"no_contact":                "sem telefone, e-mail, site nem perfil: preencha um deles",
		"no_name":                   "sem o nome da empresa: preencha",
		"legal_name":                "sem nome fantasia: vale a razão social",
		"bad_value":                 "o valor não serve para esta coluna: confira e escreva de novo",
		"digits_lost":               "a planilha arredondou o número e os dígitos se perderam: formate a coluna como texto e digite de novo",
		"zero_lost":                 "a planilha tirou o zero da frente",
		"scheme":                    "o link não é http nem https",
		"formula":                   "uma fórmula: fica como texto e nunca é calculada",
		"too_long":                  "o texto é longo demais e foi cortado",
		"control_chars":             "caracteres de controle foram tirados",
		"encoding":                  "havia bytes de outra codificação: confira os acentos",
		"closed":                    "a empresa pode estar fechada",
		"email_status":              "o endereço de e-mail pode não funcionar",
		"refusal":                   "a lista diz que não é para escrever nem ligar",
		campaign.ReasonSuppressed:   "quem tem este contato pediu para não receber nada, ou a agência bloqueou",
		campaign.ReasonDuplicate:    "já está na campanha, em outro cadastro",
		campaign.ReasonTierLimit:    "o plano não comporta mais prospects: mude de plano",
		campaign.ReasonTierLimitTop: "o plano não comporta mais prospects",
	}}

// wordsOf are the words of a report for a locale: Portuguese where that is pt or pt-BR, English else.
func wordsOf(locale string) reportWords {
	if tag, _, _ := strings.Cut(locale, "-"); strings.EqualFold(tag, "pt") {
		return reportPortuguese
	}
	return reportEnglish
}

// text words problems, each behind the column that it is about.
func (w reportWords) text(problems []scrapers.SheetProblem) string {
	list := make([]string, len(problems))
	for i, p := range problems {
		if list[i] = w.problems[p.Code]; list[i] == "" {
			list[i] = p.Message
		}
		if p.Field != "" {
			list[i] = p.Field + ": " + list[i]
		}
	}
	return strings.Join(list, "; ")
}
