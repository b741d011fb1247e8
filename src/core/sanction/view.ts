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
      .map((each) => withoutForeign(each, deductionIds)),
  };
}

/** Stands for a finding of another hospital. */
const elsewhere = '—';

/** Of a foreign finding neither the act nor what it was is told: the sentence says that there is one. */
function withoutForeign(explanation: Explanation, own: ReadonlySet<string>): Explanation {
  const { deductionId, code: _code, occurredOn: _occurredOn, ...rest } = explanation.parameters;
  if (typeof deductionId !== 'string' || own.has(deductionId)) return explanation;
  const code = explanation.code.replace(/^due\.(part|carried-over|act|waits)/, 'due.$1-elsewhere');
  return { code, parameters: { ...rest, deductionId: elsewhere } };
}
