import { expect, it } from 'vitest'
import { agentSchema, degreeOf, draftOf, linesOf } from './schema'

const said = { name: 'name', model: 'model', tokens: 'tokens' }

it('begins a new agent in Portuguese, without a key', () => {
  expect(draftOf(null)).toMatchObject({ name: '', account: '', language: 'pt-BR' })
})

it('keeps the rules that the form does not show', () => {
  const read = agentSchema(said, { max_sentences: 3 }).parse({ ...draftOf(null), name: 'Lia', never_say: 'grátis\n\n grátis \ngarantido' })
  expect(read.guardrails).toEqual({ max_sentences: 3, never_say: ['grátis', 'garantido'] })
})

it('asks for a model only where there is a key', () => {
  const draft = { ...draftOf(null), name: 'Lia' }
  expect(agentSchema(said, null).safeParse(draft).success).toBe(true)
  const read = agentSchema(said, null).safeParse({ ...draft, account: 'a1' })
  expect(read.success ? '' : read.error.issues[0]?.message).toBe('model')
})

it('reads nothing as no limit of words', () => {
  expect(agentSchema(said, null).parse({ ...draftOf(null), name: 'Lia' }).max_tokens).toBe(0)
})

it('words how free an agent writes', () => {
  expect([degreeOf(0), degreeOf(0.7), degreeOf(1.5)]).toEqual(['faithful', 'balanced', 'loose'])
  expect(linesOf(' a \n\nb\na')).toEqual(['a', 'b'])
})
