package website

import "testing"

func TestLabelOf_isTheLastLabelBeforeTheNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]use{
		"Fone: ": usePhone, "Telefone (": usePhone, "Tel/Fax: ": usePhone, "Fax/Tel.: ": usePhone, "Fax ": useFax, "FAX:": useFax,
		"WhatsApp ": useWhatsApp, "Tel/WhatsApp: ": useWhatsApp, "WhatsApp e telefone: ": useWhatsApp, "Whats app - ": useWhatsApp,
		"WhatsApp comercial: ": useWhatsApp, "WhatsApp (Vendas): ": useWhatsApp, "Fone para contato: ": usePhone,
		"T: ": usePhone, "Lote d ": useNone, "Telefonista ": useNone, "Hotel ": useNone, "São Paulo ": useNone, "": useNone,
		"Baixe o WhatsApp e veja mais. Sala ": useNone, "WhatsApp não atende. Fone ": usePhone, "Telefones úteis ": useNone,
		"Fax não temos, ligue ": usePhone, "Contrato nº ": useNone,
	} {
		if got := labelOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
