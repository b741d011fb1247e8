import { Tag } from 'antd';
import { Link } from 'react-router';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { directionWord, useGrowth, useMeasureForm, useMonthForm } from '../measure-form.ts';
import { commissionWords } from '../messages.ts';
import type { Trend, TrendPoint } from '../queries.ts';
import { addressOf, type Question } from '../question.ts';
import { isWhole, useLevelName } from '../trend/trend-chart.tsx';
import { useTrend } from '../trend/trend-queries.ts';
import { CardName } from './card-name.tsx';
import { overviewWords } from './messages.ts';
import { Sparkline } from './sparkline.tsx';

/** A measure at a glance; choosing it shows its chart below. */
export function MeasureCard(props: {
  readonly question: Question;
  readonly shown: boolean;
  readonly onShow: () => void;
}) {
  const { question, shown, onShow } = props;
  const say = useWords(overviewWords);
  const common = useWords(commissionWords);
  const { language } = useLanguage();
  const trend = useTrend(question);
  return (
    <section
      className={shown ? 'card card-wide card-chosen' : 'card card-wide'}
      aria-label={trend.data?.measure.name[language] ?? question.measure}
    >
      <Answered query={trend}>
        {(found) => (
          <>
            <CardName name={found.measure.name[language]} shown={shown} onShow={onShow}>
              <small>{common(directionWord(found.measure.directionOfGood))}</small>
            </CardName>
            {apartIn(found).map(({ level, points }) => (
              <LevelRow key={level} trend={found} level={level} points={points} />
            ))}
            <p className="card-links">
              <Link to={addressOf('/commission/trend', question)}>{common('toTrend')}</Link>
              <Link to={addressOf('/commission/drill', question)}>{say('drill')}</Link>
            </p>
          </>
        )}
      </Answered>
    </section>
  );
}

function LevelRow(props: {
  readonly trend: Trend;
  readonly level: number | null;
  readonly points: readonly TrendPoint[];
}) {
  const { trend, level, points } = props;
  const say = useWords(overviewWords);
  const month = useMonthForm();
  const growth = useGrowth();
  const form = useMeasureForm(trend.measure.unit);
  const levelName = useLevelName();
  const { language } = useLanguage();
  const newest = [...points].reverse().find(({ value }) => value !== null);
  const name = trend.scope.kind === 'hospital' ? trend.scope.name : levelName(level);
  if (newest === undefined) {
    return (
      <div className="card-row">
        <span className="soft">
          {name}：{say('noFigure')}
        </span>
      </div>
    );
  }
  const known = points.filter(({ value }) => value !== null);
  const whole = isWhole(newest);
  return (
    <div className="card-row">
      <div>
        <div className="soft">
          {name} · {month(newest.period)} {!whole && <Tag color="orange">{say('partialMonth')}</Tag>}
        </div>
        <div className="card-figure">{form.shown(newest.value)}</div>
        <div className="soft">
          {whole ? say('yoyIs', { value: growth(newest.yoy) }) : say('yoySame', { value: growth(newest.yoyMatched) })}
          {trend.scope.kind === 'hospital' ? '' : ` · ${say('meanOf', { value: form.shown(newest.unweightedMean) })}`}
        </div>
        {!whole && <LastWhole trend={trend} points={points} />}
        {trend.scope.kind !== 'hospital' && (
          <div className={newest.reporting < newest.expected ? 'late' : 'soft'}>
            {say('reportedOf', { reporting: newest.reporting, expected: newest.expected })}
          </div>
        )}
      </div>
      <Sparkline
        values={points.map(({ value }) => value)}
        label={say('sparkline', {
          name: trend.measure.name[language],
          level: name,
          count: known.length,
          first: form.shown(known[0]?.value ?? null),
          last: form.shown(newest.value),
        })}
      />
    </div>
  );
}

/** Beside a month that is not all there: the newest that is, whose growth compares the same hospitals. */
function LastWhole({ trend, points }: { readonly trend: Trend; readonly points: readonly TrendPoint[] }) {
  const say = useWords(overviewWords);
  const month = useMonthForm();
  const growth = useGrowth();
  const form = useMeasureForm(trend.measure.unit);
  const last = [...points].reverse().find((point) => point.value !== null && isWhole(point));
  return (
    <div className="soft">
      {last === undefined
        ? say('noWhole')
        : say('lastWhole', { month: month(last.period), value: form.shown(last.value), yoy: growth(last.yoy) })}
    </div>
  );
}

/** Levels 3 and 2; a hospital is of one, and a county may have none of either. */
function apartIn({ series }: Trend): Trend['series'] {
  const apart = series.filter(({ level, points }) => level !== null && points.some(({ expected }) => expected > 0));
  return apart.length > 0 ? apart : series;
}
