import { useCodeWords, useWords } from '../language/words.ts';
import { commissionWords } from './messages.ts';
import type { Trend } from './queries.ts';

/** What a measure divides by, in words: a chart over it says what it is a chart over. */
export function useDenominatorName(): (definition: Trend['definition'] | undefined) => string {
  const say = useWords(commissionWords);
  const term = useCodeWords(termWords);
  const nameOf = (formula: unknown): string | undefined => {
    if (typeof formula === 'string') return formula in termWords ? term(formula) : undefined;
    if (typeof formula !== 'object' || formula === null) return undefined;
    if ('optional' in formula) return nameOf(formula.optional);
    if ('add' in formula) return joined(formula.add, ' + ');
    return 'subtract' in formula ? joined(formula.subtract, ' − ') : undefined;
  };
  const joined = (terms: unknown, sign: string) => {
    const names = Array.isArray(terms) ? terms.map(nameOf) : [];
    return names.length === 0 || names.includes(undefined) ? undefined : names.join(sign);
  };
  return (definition) => nameOf(definition?.denominator) ?? say('denominator');
}

/** The sums that the seeds divide by. */
const termWords = {
  'inpatient.discharges': { zh: '出院人次', en: 'Discharges' },
  'inpatient.weightedDischarges': { zh: '有权重的出院人次', en: 'Discharges with a weight' },
  'inpatient.bedDays': { zh: '住院床日', en: 'Bed-days' },
  'inpatient.totalFen': { zh: '住院总费用（分）', en: 'Inpatient cost (fen)' },
  'inpatient.drugFen': { zh: '住院药品费（分）', en: 'Inpatient drug cost (fen)' },
  'inpatient.weightE4': { zh: '权重（万分之一）', en: 'Weight (ten-thousandths)' },
  'outpatient.visits': { zh: '门急诊人次', en: 'Visits' },
  'outpatient.longVisits': { zh: '长期处方人次', en: 'Visits with a long prescription' },
  'outpatient.totalFen': { zh: '门急诊总费用（分）', en: 'Outpatient cost (fen)' },
  'drugs.drugFen': { zh: '药品明细金额（分）', en: 'Drug lines (fen)' },
  'review.sampledSheets': { zh: '点评处方数', en: 'Sheets reviewed' },
} as const;
