import { ChartFrame } from '../../charts/chart-frame.tsx';
import { waterfall } from '../../charts/waterfall.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { useCaveats, useSource } from '../caveats.tsx';
import { useMeasureForm, useMonthForm } from '../measure-form.ts';
import { monthAfter } from '../month.ts';
import type { RateMix } from '../queries.ts';
import { useLevelName } from '../trend/trend-chart.tsx';
import { decompositionWords } from './messages.ts';

type Parts = NonNullable<RateMix['parts']>;
type Row = Parts['groups'][number];

/** The change as two bars, and below it what each group adds to either. */
export function RateMixChart({ rateMix, parts }: { readonly rateMix: RateMix; readonly parts: Parts }) {
  const say = useWords(decompositionWords);
  const { language } = useLanguage();
  const form = useForm();
  const month = useMonthForm();
  const measure = useMeasureForm(rateMix.measure.unit);
  const levelName = useLevelName();
  const source = useSource();
  const caveats = useCaveats();
  const { names, by, notCompared } = rateMix;
  const nameOf = ({ groupId }: Row) => (by === 'level' ? levelName(Number(groupId)) : (names[groupId] ?? groupId));
  const span = ({ from, until }: RateMix['before']) =>
    say('months', { from: month(from), to: month(monthAfter(until, -1)) });
  const words = { measure: rateMix.measure.name[language], place: rateMix.scope.name };
  const notes = [
    `${say('before')}：${span(rateMix.before)} · ${say('after')}：${span(rateMix.after)}`,
    say('axisNote'),
    ...(notCompared.length > 0 ? [say('notCompared', { names: notCompared.map(({ name }) => name).join('、') })] : []),
    ...caveats(rateMix.measure),
  ];
  const total: Row = {
    groupId: '',
    before: parts.before,
    after: parts.after,
    shareBefore: 1,
    shareAfter: 1,
    rate: parts.rate,
    mix: parts.mix,
  };
  const number = (key: string, title: string, value: (row: Row) => number | null) => ({
    key,
    title,
    value,
    shown: (held: string | number) => measure.bare(Number(held)),
  });
  const ranked = [...parts.groups].sort(
    (left, right) => Math.abs(right.rate + right.mix) - Math.abs(left.rate + left.mix),
  );
  const largest = ranked.slice(0, maxGroups);
  const rest = ranked.slice(maxGroups).reduce((sum, { rate, mix }) => sum + rate + mix, 0);
  const common = {
    before: { name: say('before'), change: parts.before },
    after: { name: say('after'), change: parts.after },
    unit: measure.unit,
    label: measure.bare,
    names: { up: say('up'), down: say('down'), sum: say('sum') },
  };
  const frame = {
    rows: [...ranked, total],
    columns: [
      { key: 'group', title: say('group'), value: (row: Row) => (row.groupId === '' ? say('total') : nameOf(row)) },
      number('before', `${say('before')} (${measure.unit})`, ({ before }) => before),
      number('after', `${say('after')} (${measure.unit})`, ({ after }) => after),
      {
        key: 'shareBefore',
        title: say('shareBefore'),
        value: (row: Row) => row.shareBefore,
        shown: (value: string | number) => form.share(Number(value)),
      },
      {
        key: 'shareAfter',
        title: say('shareAfter'),
        value: (row: Row) => row.shareAfter,
        shown: (value: string | number) => form.share(Number(value)),
      },
      number('rate', say('rate'), ({ rate }) => rate),
      number('mix', say('mix'), ({ mix }) => mix),
    ],
    source: source(rateMix.measure, rateMix.definitionVersion),
    status: notCompared.length === 0 ? say('allCompared') : say('someCompared', { count: notCompared.length }),
  };
  return (
    <>
      <ChartFrame<Row>
        {...frame}
        id="rate-mix"
        title={say('rateMix', words)}
        option={waterfall({
          ...common,
          parts: [
            { name: say('rate'), change: parts.rate },
            { name: say('mix'), change: parts.mix },
          ],
        })}
        notes={notes}
      />
      <ChartFrame<Row>
        {...frame}
        id="rate-mix-groups"
        title={say('groups', words)}
        option={waterfall({
          ...common,
          parts: [
            ...largest.map((row) => ({ name: nameOf(row), change: row.rate + row.mix })),
            ...(ranked.length > maxGroups
              ? [{ name: say('others', { count: ranked.length - maxGroups }), change: rest }]
              : []),
          ],
        })}
        notes={[say('axisNote')]}
      />
    </>
  );
}

const maxGroups = 8;
