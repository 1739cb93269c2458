// Package reply reads what a person answered. OptOut says whether the words ask us to stop, Rules says what the answer
// means, Visible leaves out what the author did not write.
//
// Everything here is code: pure, quick, the same answer for the same words, and nothing to be down. OptOut is asked
// first and alone decides about writing again; Rules (or a model in its place) may name an intent afterwards and never
// takes a stop back. Where the words do not suffice, the answer is campaign.OptOutUnclear and a person decides.
//
// The rules are patterns over folded words (fold.go) cut into clauses (clause.go): a verb of stopping with a verb of
// sending, a negation with a wish to receive, a removal with one's own data. They cover Portuguese, English and Spanish
// with their chat spelling. The package never fetches, stores or sends anything.
package reply
