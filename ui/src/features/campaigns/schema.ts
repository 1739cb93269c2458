import { z } from 'zod';

/** What the address says of a campaign's page. */
export const liveSearch = z.object({ dia: z.enum(['hoje', 'amanha']).default('hoje') });

/** The steps of the builder, in order, as the address names them. */
export const steps = ['buscar', 'filtrar', 'escrever', 'ritmo', 'limites', 'conferir'] as const;
export type Step = (typeof steps)[number];

export function stepOf(word: string | undefined): Step {
  return steps.find((s) => s === word) ?? 'buscar';
}

export function beside(step: Step, by: 1 | -1): Step | undefined {
  return steps[steps.indexOf(step) + by];
}
