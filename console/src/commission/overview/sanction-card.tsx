import { Link } from 'react-router';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import { dueByHospital, dueByMonth } from '../penalty/penalty-figures.ts';
import { usePenaltyCounts } from '../penalty/penalty-queries.ts';
import type { PenaltyCounts } from '../queries.ts';
import { addressOf, type Question } from '../question.ts';
import { CardName } from './card-name.tsx';
import { overviewWords } from './messages.ts';
import { Sparkline } from './sparkline.tsx';

/** What came due in the newest month and how much of all of it still waits for somebody; by name of nobody. */
export function SanctionCard(props: {
  readonly question: Question;
  readonly shown: boolean;
  readonly onShow: () => void;
}) {
  const { question, shown, onShow } = props;
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const counts = usePenaltyCounts(question);
  return (
    <section className={shown ? 'card card-chosen' : 'card'} aria-label={say('sanctions')}>
      <CardName name={say('sanctions')} shown={shown} onShow={onShow} />
      <Answered query={counts}>{(found) => <Figures counts={found} />}</Answered>
      <p className="card-links">
        <Link to={addressOf('/commission/findings', question)}>{common('open')}</Link>
      </p>
    </section>
  );
}

function Figures({ counts }: { readonly counts: PenaltyCounts }) {
  const say = useWords(overviewWords);
  const form = useForm();
  const month = useMonthForm();
  const months = dueByMonth(counts, undefined);
  const hospitals = dueByHospital(counts, undefined);
  const open = hospitals.reduce((sum, { byState }) => sum + byState.open, 0);
  const inForce = hospitals.reduce((sum, { byState }) => sum + byState['in-force'], 0);
  const never = hospitals.filter(({ due }) => due === null).length;
  const newest = months.at(-1);
  const shown = (due: number | null | undefined) =>
    due === null || due === undefined ? say('notAssessed') : say('items', { count: form.number(due) });
  const known = months.filter(({ due }) => due !== null);
  return (
    <>
      <div className="soft">{newest === undefined ? '' : say('dueIn', { month: month(newest.month) })}</div>
      <div className="card-row">
        <div>
          <div className="card-figure">{shown(newest?.due)}</div>
          <div className={open > 0 ? 'late' : 'soft'}>{say('openAll', { open: form.number(open) })}</div>
          <div className="soft">{say('inForceAll', { count: form.number(inForce) })}</div>
          {never > 0 && (
            <div className="late">
              {say('neverAssessed', { count: never })} · {say('notAssessedNote')}
            </div>
          )}
        </div>
        <Sparkline
          values={months.map(({ due }) => due)}
          label={say('sparkline', {
            name: say('sanctions'),
            level: counts.scope.name,
            count: known.length,
            first: shown(known[0]?.due),
            last: shown(known.at(-1)?.due),
          })}
        />
      </div>
    </>
  );
}
