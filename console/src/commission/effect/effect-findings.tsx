import { Alert } from 'antd';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { useGrowth, useMeasureForm } from '../measure-form.ts';
import type { Effect } from '../queries.ts';
import { effectWords } from './messages.ts';

const rows = ['levelChange', 'slopeChange', 'changeAtEnd', 'slopeBefore'] as const;

/** The service's own sentence, its warnings, both estimates with their intervals, and what else there was at the time. */
export function EffectFindings({ effect }: { readonly effect: Effect }) {
  const say = useWords(effectWords);
  const { language } = useLanguage();
  const form = useForm();
  const growth = useGrowth();
  const measure = useMeasureForm(effect.measure.unit);
  const { statement, warnings, coInterventions, comparatorHospitals, means, levelChangeShare } = effect;
  const methods = [
    [say('neweyWest', { lag: effect.lag }), effect.neweyWest],
    [say('praisWinsten', { rho: form.number(effect.rho, 2) }), effect.praisWinsten],
  ] as const;
  return (
    <>
      <section className="block wide" aria-label={say('statement')}>
        <h2>{say('statement')}</h2>
        <p>{statement.text}</p>
        {levelChangeShare !== null && <p className="soft">{say('shareOf', { share: form.share(levelChangeShare) })}</p>}
        <p className="soft">
          {say('means', {
            before: measure.shown(means.before),
            after: measure.shown(means.after),
            change: growth(means.change),
          })}
        </p>
        {warnings.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={say('warnings')}
            description={
              <ul className="sentences">
                {warnings.map(({ code, text }) => (
                  <li key={`${code} ${text}`}>{text}</li>
                ))}
              </ul>
            }
          />
        )}
      </section>
      <section className="block wide table-scroll" aria-label={say('estimates')}>
        <h2>{say('estimates')}</h2>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{say('estimate')}</th>
              {methods.map(([name]) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row}>
                <th scope="row">{say(row)}</th>
                {methods.map(([name, estimates]) => {
                  const { estimate, lower, upper } = estimates[row];
                  return (
                    <td key={name}>
                      <strong>{measure.change(estimate)}</strong>
                      <div className="soft">
                        {say('interval')}{' '}
                        {say('interval2', { lower: measure.change(lower), upper: measure.change(upper) })}
                        {lower <= 0 && upper >= 0 ? ` · ${say('throughZero')}` : ''}
                      </div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {(coInterventions.length > 0 || comparatorHospitals.length > 0) && (
        <section className="block wide" aria-label={say('along')}>
          <h2>{say('along')}</h2>
          <ul className="sentences">
            {coInterventions.map((each) => (
              <li key={each.id}>
                {say('alongText', {
                  name: each.name[language],
                  from: each.from,
                  until: each.until === null ? '' : say('alongUntil', { until: each.until }),
                  source: each.source,
                })}
              </li>
            ))}
          </ul>
          {comparatorHospitals.length > 0 && (
            <p className="soft">
              {say('comparators', { names: comparatorHospitals.map(({ name }) => name).join('、') })}
            </p>
          )}
        </section>
      )}
    </>
  );
}
