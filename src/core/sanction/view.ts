import type { Explanation } from '../explanation.ts';
import type { Sanction } from './due.ts';

/**
 * A sanction due as staff of these hospitals see it: their own duties, and of findings elsewhere only the points.
 *
 * @param deductionIds the findings of those hospitals.
 */
export function sanctionSeenFrom(
  sanction: Sanction,
  hospitalIds: ReadonlySet<string>,
  deductionIds: ReadonlySet<string>,
): Sanction {
  const { ground } = sanction;
  const known = (id: string) => (deductionIds.has(id) ? id : elsewhere);
  return {
    ...sanction,
    deductionIds: sanction.deductionIds.filter((id) => deductionIds.has(id)),
    ground:
      ground.kind === 'trigger'
        ? ground
        : { ...ground, counted: ground.counted.map((part) => ({ ...part, deductionId: known(part.deductionId) })) },
    duties: sanction.duties
      .filter(({ hospitalId }) => hospitalIds.has(hospitalId))
      .map((duty) => ({
        ...duty,
        waitsFor: duty.waitsFor.map((each) => ({ ...each, deductionId: known(each.deductionId) })),
      })),
    explanation: sanction.explanation
      .filter(({ parameters: { hospitalId } }) => typeof hospitalId !== 'string' || hospitalIds.has(hospitalId))
      .map((each) => withoutForeign(each, known)),
  };
}

/** Stands for a finding of another hospital. */
const elsewhere = '—';

function withoutForeign(explanation: Explanation, known: (id: string) => string): Explanation {
  const { deductionId } = explanation.parameters;
  if (typeof deductionId !== 'string') return explanation;
  return { ...explanation, parameters: { ...explanation.parameters, deductionId: known(deductionId) } };
}
