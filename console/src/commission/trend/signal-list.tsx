import { Tag } from 'antd';
import { useForm } from '../../language/form.ts';
import type { Language } from '../../language/words.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Nothing } from '../../parts/states.tsx';
import { useMeasureForm, useMonthForm } from '../measure-form.ts';
import { judgementWords, ruleWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import type { Signals } from '../queries.ts';
import { trendWords } from './messages.ts';
import type { Adoption } from './trend-queries.ts';

/** What the marks on the chart say, in sentences; and what the limits rest on. */
export function SignalList(props: {
  readonly signals: Signals;
  readonly adoptions: readonly Adoption[];
  readonly language: Language;
}) {
  const { signals, adoptions, language } = props;
  const say = useWords(trendWords);
  const rule = useCodeWords(ruleWords);
  const judgement = useCodeWords(judgementWords);
  const month = useMonthForm();
  const form = useForm();
  const measure = useMeasureForm(signals.measure.unit);
  const { alerts, baselines } = signals;
  return (
    <section className="block wide" aria-label={say('alerts')}>
      <h2>{say('alerts')}</h2>
      {alerts.length === 0 && <Nothing says={say('noAlerts')} />}
      <ul className="rows">
        {alerts.map((each) => (
          <li key={`${each.rule} ${each.side} ${each.since}`}>
            <span>
              {say('alertText', {
                since: month(each.since),
                to: month(each.to),
                from: measure.shown(each.fromValue),
                value: measure.shown(each.toValue),
                rule: rule(each.rule),
                judgement: judgement(each.judgement),
              })}
            </span>
            {each.current && <Tag color={each.judgement === 'worse' ? 'red' : 'blue'}>{say('holds')}</Tag>}
          </li>
        ))}
        {adoptions.map((each) => (
          <li key={`${each.on} ${each.title}`}>
            <span>{say('adoptedOn', { on: form.date(each.on), scheme: each.title })}</span>
          </li>
        ))}
      </ul>
      {baselines.map((each) => (
        <p className="chart-note" key={each.appliesFrom} lang={language === 'zh' ? 'zh-CN' : 'en'}>
          {say('limitsNote', {
            from: month(each.from),
            to: month(monthAfter(each.until, -1)),
            basis: say(each.basis, { on: each.setOn === null ? '' : form.date(each.setOn), reason: each.reason ?? '' }),
          })}
        </p>
      ))}
    </section>
  );
}
