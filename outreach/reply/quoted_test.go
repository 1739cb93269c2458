package reply

import "testing"

func TestVisible_keepsWhatTheAuthorWrote(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"nothing to leave out":       {"Olá, quanto custa?", "Olá, quanto custa?"},
		"empty":                      {"", ""},
		"quoted lines":               {"> Olá!\nSim, pode mandar\n> tchau", "Sim, pode mandar"},
		"Gmail in Portuguese":        {"Sim\n\nEm seg., 3 de nov. de 2025 às 10:00, Ana <ana@agencia.example> escreveu:\n\n> Olá", "Sim"},
		"Gmail, header wrapped":      {"Sim\n\nEm seg., 3 de nov. de 2025 às 10:00, Ana <\nana@agencia.example> escreveu:\n\nOlá", "Sim"},
		"Gmail in Spanish":           {"Sí\n\nEl lun, 3 nov 2025 a las 10:00, Ana (<ana@agencia.example>) escribió:\n> Hola", "Sí"},
		"Outlook in Portuguese":      {"Ok\n\nDe: Ana <ana@agencia.example>\nEnviado: segunda-feira\nPara: Bia\nAssunto: Site\n\nOlá", "Ok"},
		"Outlook, below a rule":      {"Ok\n________________________________\nFrom: Ana\nSent: Monday\n\nHi", "Ok"},
		"forwarded":                  {"Veja\n---------- Mensagem encaminhada ----------\nOlá", "Veja"},
		"an answer below the quote":  {"Em 3/11/2025, Ana escreveu:\n> Olá\n\nTenho interesse", "Tenho interesse"},
		"signature by two hyphens":   {"Combinado\n-- \nAna\nEstúdio", "Combinado"},
		"signature of a phone":       {"Combinado\n\nEnviado do meu iPhone", "Combinado"},
		"closing words":              {"Combinado\n\nAtenciosamente,\nAna Souza\nGerente", "Combinado"},
		"closing words in mid-text":  {"Abraços\nAgora o que importa: o site precisa de uma loja, de um blog e de muito mais do que isso.", "Abraços\nAgora o que importa: o site precisa de uma loja, de um blog e de muito mais do que isso."},
		"a sentence that begins De:": {"De: nós para vocês\num abraço", "De: nós para vocês\num abraço"},
		"a sentence that ends wrote": {"On this matter I agree with what she wrote:\nyes", "On this matter I agree with what she wrote:\nyes"},
		"line ends of Windows":       {"Sim\r\n> não\r\n", "Sim"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Visible(c.in); got != c.want {
				t.Errorf("%q: %q, want %q", c.in, got, c.want)
			}
		})
	}
}
