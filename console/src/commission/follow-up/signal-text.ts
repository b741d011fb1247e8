import { useLanguage } from '../../language/language.tsx';
import { useCodeWords } from '../../language/words.ts';
import { useMeasureForm, useMonthForm } from '../measure-form.ts';
import { ruleWords } from '../messages.ts';
import { useMeasures } from '../queries.ts';

interface Followed {
  readonly measure: string;
  readonly rule: string;
  readonly since: string;
  readonly to: string;
  readonly fromValue: number;
  readonly toValue: number;
}

/** What a signal says: of which measure, from what to what, since when, by which rule. */
export function useSignalText(signal: Followed): {
  readonly measure: string;
  readonly change: string;
  readonly when: string;
  readonly rule: string;
} {
  const { language } = useLanguage();
  const measure = useMeasures().data?.items.find(({ id }) => id === signal.measure);
  const form = useMeasureForm(measure?.unit ?? '');
  const month = useMonthForm();
  const rule = useCodeWords(ruleWords);
  return {
    measure: measure?.name[language] ?? signal.measure,
    change: `${form.shown(signal.fromValue)} → ${form.shown(signal.toValue)}`,
    when: `${month(signal.since)} – ${month(signal.to)}`,
    rule: rule(signal.rule),
  };
}
