import type { SequenceStep } from './draft';

/** A sequence with one step changed; keys without a value are left out, for the server refuses them. */
export function withStep(sequence: SequenceStep[], at: number, part: Partial<SequenceStep>): SequenceStep[] {
  return sequence.map((step, i) => (i === at ? (Object.fromEntries(Object.entries({ ...step, ...part }).filter(([, v]) => v !== undefined)) as unknown as SequenceStep) : step));
}

/** A sequence with a step in another place. The first goes at once; whoever was first waits as the one before did. */
export function moved(sequence: SequenceStep[], from: number, to: number): SequenceStep[] {
  const next = [...sequence];
  const [step] = next.splice(from, 1);
  if (step) next.splice(Math.max(0, Math.min(next.length, to)), 0, step);
  return next.map((s, i) => {
    if (i === 0) {
      const { stop_if: _, ...rest } = s;
      return { ...rest, wait_hours: 0 };
    }
    return s.wait_hours > 0 ? s : { ...s, wait_hours: 72, stop_if: ['replied'] };
  });
}
