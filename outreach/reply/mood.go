package reply

import (
	"strings"

	"aceno/campaign"
)

// baseMood is the sentiment an intent brings along before its words are weighed.
var baseMood = map[campaign.Intent]float64{
	campaign.IntentInterested: 0.5, campaign.IntentQuestion: 0.15, campaign.IntentProvenance: -0.25, campaign.IntentNotNow: -0.1,
	campaign.IntentNotInterested: -0.4, campaign.IntentWrongPerson: -0.15, campaign.IntentOptOut: -0.6,
}

var (
	glad = set(`bom boa otimo otima excelente perfeito perfeita maravilhoso maravilhosa lindo linda lindos lindas top show legal massa adorei amei amo adoro gostei gosto feliz felizes parabens obrigado sucesso
		incrivel sensacional fantastico melhor bacana demais amor amando orgulho delicia torcendo merece arrasou arrasa fofo fofa querido ansioso ansiosa rindo sim claro
		good great excellent perfect awesome amazing love loved loving nice best happy glad thanks fantastic wonderful beautiful excited fun cool enjoy enjoyed interesting promising yes congrats lol haha win birthday
		bueno buena buenos genial excelente perfecto encanta gusta gusto feliz felicidades gran mejor hermoso hermosa linda lindo jaja jajaja jajajaja quiero amor maravilloso increible bonito bonita felicitaciones
		😊 😀 😃 😄 😁 😍 🥰 😘 ❤ ♥ 👍 👏 🙏 😂 🎉 🔥 💜 💙 💚 💛 ✨ 🤩 😻 🙌 👌`)
	sad = set(`ruim pessimo pessima horrivel odio odeio chato chata chatice raiva triste pena caro cara lixo merda bosta porra absurdo vergonha golpe mentira falso falsa burro burra idiota ridiculo ridicula nojo feio feia
		pior irritante insuportavel invejoso invejosa chorar chorei morrendo droga inferno cansado cansada saco decepcao decepcionado reclamar problema culpa grossa mal medo perdeu eliminado injusto injustica preconceito
		bad terrible horrible awful hate hated worst sad angry annoying annoyed spam scam fraud wrong sucks suck stupid ugly boring tired sick expensive frustrated disappointed disappointing fail failed lost kill dead die died war fuck fucking shit damn problem worse crying cry upset
		malo mala peor horrible odio triste asco mierda feo fea rabia miedo llorar dolor puta puto joder cansada cansado aburrido aburrida problema culpa estafa verguenza muerto muerte duele extrano
		😡 🤬 😠 😢 😭 😞 😔 👎 💔 🙄 😤 😩 😫 😣 😒 😕 🖕 🤮 😾`)
	flips = set(`nao nunca nem jamais not no never dont doesnt isnt didnt cant wont sem without tampoco sin`)
)

// mood weighs an intent and the words of a folded text into a number from −1 to 1. A negation turns the next two words.
func mood(intent campaign.Intent, all string) float64 {
	sum, flip := 0.0, 0
	for _, w := range strings.Fields(all) {
		v := 0.0
		switch {
		case flips[w]:
			flip = 3
		case glad[w] || glad[strings.TrimSuffix(w, "s")]:
			v = 0.35
		case sad[w] || sad[strings.TrimSuffix(w, "s")]:
			v = -0.4
		}
		if flip > 0 {
			flip--
			v = -v
		}
		sum += v
	}
	return max(-1, min(1, baseMood[intent]+max(-0.8, min(0.8, sum))))
}
