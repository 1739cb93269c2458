import { z } from 'zod'

/** The path of an agent that is not made yet. */
export const fresh = 'novo'

export type Language = 'pt-BR' | 'en' | 'es'
export type Agent = {
  id: string
  name: string
  system_prompt: string
  model_name: string
  temperature: number
  max_tokens: number
  language: Language | ''
  account: string
  guardrails: { never_say?: string[]; [rule: string]: unknown } | null
}

/** What the form holds, all of it as it is typed. */
export type Draft = { name: string; system_prompt: string; model_name: string; temperature: number; max_tokens: string; language: Language; account: string; never_say: string }

export function draftOf(agent: Agent | null): Draft {
  return {
    name: agent?.name ?? '',
    system_prompt: agent?.system_prompt ?? '',
    model_name: agent?.model_name ?? '',
    temperature: agent?.temperature ?? 0.4,
    max_tokens: agent && agent.max_tokens > 0 ? String(agent.max_tokens) : '',
    language: agent?.language || 'pt-BR',
    account: agent?.account ?? '',
    never_say: (agent?.guardrails?.never_say ?? []).join('\n'),
  }
}

/** linesOf are the lines of a text that say something, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))]
}

/** agentSchema reads a draft into what is saved. A model is only asked for where there is a key. */
export function agentSchema(said: { name: string; model: string; tokens: string }, kept: Agent['guardrails']) {
  return z
    .object({
      name: z.string().trim().min(1, said.name).max(300),
      system_prompt: z.string().trim().max(20_000),
      model_name: z.string().trim().max(300),
      temperature: z.number().min(0).max(2),
      max_tokens: z.string().trim().regex(/^\d{0,6}$/, said.tokens).transform((text) => Number(text || '0')),
      language: z.enum(['pt-BR', 'en', 'es']),
      account: z.string(),
      never_say: z.string(),
    })
    .refine((d) => d.account === '' || d.model_name !== '', { path: ['model_name'], message: said.model })
    .transform(({ never_say, ...rest }) => ({ ...rest, guardrails: { ...kept, never_say: linesOf(never_say) } }))
}

/** degreeOf words how free an agent writes, from faithful to loose. */
export function degreeOf(temperature: number): 'faithful' | 'balanced' | 'loose' {
  if (temperature <= 0.3) return 'faithful'
  return temperature <= 0.9 ? 'balanced' : 'loose'
}
