package town

// kind is a trade with its tags and the words that its businesses' names begin with.
type kind struct {
	tags   []string // "key=value", the first is the trade
	first  []string
	weight int
	does   string // what the website says
}

// kinds are the trades of a Brazilian town of this size, with about the weights that maps show.
var kinds = []kind{
	{[]string{"shop=hairdresser"}, []string{"Salão", "Barbearia", "Studio", "Espaço"}, 14, "corte, coloração e penteado"},
	{[]string{"shop=beauty"}, []string{"Estética", "Esmalteria", "Espaço"}, 9, "limpeza de pele, unhas e sobrancelhas"},
	{[]string{"amenity=dentist", "healthcare=dentist"}, []string{"Odontologia", "Clínica Odontológica", "Consultório"}, 12, "clareamento, canal e implantes"},
	{[]string{"amenity=restaurant"}, []string{"Restaurante", "Cantina", "Churrascaria"}, 13, "almoço por quilo e pratos da casa"},
	{[]string{"shop=bakery"}, []string{"Padaria", "Panificadora", "Confeitaria"}, 11, "pães quentes, bolos e café da manhã"},
	{[]string{"leisure=fitness_centre"}, []string{"Academia", "Studio Fit", "CT"}, 9, "musculação, funcional e aulas em grupo"},
	{[]string{"amenity=veterinary"}, []string{"Clínica Veterinária", "Vet"}, 6, "consultas, vacinas e cirurgias"},
	{[]string{"shop=pet"}, []string{"Pet Shop", "Mundo Pet"}, 7, "banho e tosa, rações e acessórios"},
	{[]string{"shop=car_repair"}, []string{"Oficina", "Auto Center", "Mecânica"}, 9, "revisão, freios e suspensão"},
	{[]string{"amenity=pharmacy", "healthcare=pharmacy"}, []string{"Farmácia", "Drogaria"}, 6, "medicamentos, perfumaria e entrega"},
	{[]string{"amenity=cafe"}, []string{"Café", "Cafeteria"}, 5, "cafés especiais e doces"},
	{[]string{"tourism=guest_house"}, []string{"Pousada", "Recanto"}, 5, "quartos com café da manhã"},
	{[]string{"tourism=hotel"}, []string{"Hotel"}, 3, "hospedagem e eventos"},
	{[]string{"amenity=clinic", "healthcare=clinic"}, []string{"Clínica", "Instituto"}, 6, "consultas e exames"},
	{[]string{"healthcare=physiotherapist"}, []string{"Fisioterapia", "Fisio"}, 4, "fisioterapia e pilates"},
	{[]string{"shop=clothes"}, []string{"Boutique", "Modas", "Confecções"}, 8, "moda feminina e masculina"},
	{[]string{"shop=florist"}, []string{"Floricultura", "Flores"}, 3, "buquês, arranjos e cestas"},
	{[]string{"shop=optician"}, []string{"Ótica", "Óptica"}, 4, "óculos de grau e de sol"},
	{[]string{"shop=doityourself"}, []string{"Materiais de Construção", "Casa & Obra"}, 4, "cimento, tintas e ferragens"},
	{[]string{"office=accountant"}, []string{"Contabilidade", "Escritório Contábil"}, 5, "abertura de empresas e folha de pagamento"},
	{[]string{"office=lawyer"}, []string{"Advocacia", "Escritório de Advocacia"}, 4, "direito do trabalho e de família"},
	{[]string{"office=estate_agent"}, []string{"Imobiliária", "Imóveis"}, 4, "casas e apartamentos para alugar e comprar"},
	{[]string{"craft=photographer"}, []string{"Fotografia", "Estúdio"}, 3, "ensaios e eventos"},
	{[]string{"amenity=language_school"}, []string{"Escola de Idiomas", "English House"}, 3, "inglês e espanhol"},
	{[]string{"amenity=driving_school"}, []string{"Autoescola", "CFC"}, 2, "carteiras A e B"},
	{[]string{"shop=bicycle"}, []string{"Bicicletaria", "Bike Shop"}, 3, "bicicletas, peças e consertos"},
	{[]string{"shop=supermarket"}, []string{"Mercado", "Supermercado"}, 3, "hortifruti, açougue e padaria"},
	{[]string{"craft=electrician"}, []string{"Elétrica", "Instalações"}, 2, "instalações elétricas e energia solar"},
	{[]string{"shop=ice_cream", "amenity=ice_cream"}, []string{"Sorveteria", "Açaí"}, 3, "sorvetes e açaí"},
	{[]string{"shop=mobile_phone"}, []string{"Cell", "Assistência"}, 2, "conserto de celulares"},
}

// seconds are what comes after the first word of a name.
var seconds = []string{
	"Dona Cida", "Bom Trigo", "São Bento", "Bela Vista", "Sol Nascente", "Três Irmãos", "do Vale", "Primavera", "Santa Rita",
	"Avenida", "Central", "Nova Era", "Sereno", "Ipê Amarelo", "Jacarandá", "Araucária", "Beija-Flor", "Sabiá", "Girassol",
	"Oliveira", "Azevedo", "Schmitz", "Zimmermann", "Tomazini", "Nogueira", "Brandão", "Figueira", "Cantinho", "Estação",
	"da Praça", "do Porto", "Raio de Luz", "Água Clara", "Pedra Branca", "Monte Verde", "Mãe Joana", "Seu Zé", "Ouro Fino",
	"Lua Cheia", "Flor de Lis", "Bom Jardim", "Rio Manso", "Serra Azul", "Vila Nova", "Alvorada", "Horizonte", "Aurora",
	"Coqueiral", "Paineira", "Manacá", "Quero-Quero", "Bem-Te-Vi", "Gralha Azul", "União", "Esperança", "Imperial",
}

var streets = []string{
	"Rua das Acácias", "Rua XV de Novembro", "Avenida Beira-Rio", "Rua do Moinho", "Travessa da Matriz", "Rua Sete de Setembro",
	"Avenida dos Imigrantes", "Rua João Exemplo", "Rua da Estação", "Alameda das Hortênsias", "Rua Padre Anselmo", "Rodovia do Vale",
}

var suburbs = []string{"Centro", "Vila Nova", "Água Clara", "Itoupava do Vale", "Ponte Alta", "Morro Verde"}

// Does says what a business of a kind offers, for its website.
func Does(kindOf string) string {
	for _, k := range kinds {
		if k.tags[0] == kindOf {
			return k.does
		}
	}
	return "atendimento e serviços"
}
