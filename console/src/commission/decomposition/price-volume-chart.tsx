import { ChartFrame } from '../../charts/chart-frame.tsx';
import { waterfall } from '../../charts/waterfall.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useMonthForm } from '../measure-form.ts';
import { statusWords } from '../messages.ts';
import { monthAfter } from '../month.ts';
import type { PriceVolume } from '../queries.ts';
import { decompositionWords } from './messages.ts';

type Money = NonNullable<PriceVolume['total']>;
type Row = Money & { readonly drugCode: string; readonly name: string };

/** Drug money of two periods: what prices, volumes and the choice among drugs did; to the fen. */
export function PriceVolumeChart({ priceVolume, total }: { readonly priceVolume: PriceVolume; readonly total: Money }) {
  const say = useWords(decompositionWords);
  const form = useForm();
  const month = useMonthForm();
  const status = useCodeWords(statusWords);
  const { drugs, others, notCompared, before, after } = priceVolume;
  const rows: Row[] = [
    ...drugs.map((drug) => ({ ...drug, name: drug.name ?? drug.drugCode })),
    ...(others === null ? [] : [{ ...others, drugCode: '', name: say('others', { count: others.drugs }) }]),
    { ...total, drugCode: '', name: say('total') },
  ];
  const money = (
    key: keyof Money & ('beforeFen' | 'afterFen' | 'changeFen' | 'priceFen' | 'volumeFen' | 'mixFen'),
  ) => ({
    key,
    title: say(key),
    value: (row: Row) => row[key],
    shown: (value: string | number) => form.money(Number(value)),
  });
  const large = (fen: number) => fen / fenPerTenThousandYuan;
  const span = ({ from, until }: PriceVolume['before']) =>
    say('months', { from: month(from), to: month(monthAfter(until, -1)) });
  return (
    <ChartFrame<Row>
      id="price-volume"
      title={say('priceVolume', { place: priceVolume.scope.name })}
      option={waterfall({
        before: { name: say('before'), change: large(total.beforeFen) },
        parts: [
          { name: say('price'), change: large(total.priceFen) },
          { name: say('volume'), change: large(total.volumeFen) },
          { name: say('mix'), change: large(total.mixFen) },
        ],
        after: { name: say('after'), change: large(total.afterFen) },
        unit: say('tenThousandYuan'),
        label: (value) => form.number(value, 1),
        names: { up: say('up'), down: say('down'), sum: say('sum') },
      })}
      rows={rows}
      columns={[
        { key: 'code', title: say('code'), value: ({ drugCode }) => drugCode },
        { key: 'drug', title: say('drug'), value: ({ name }) => name },
        ...(['beforeFen', 'afterFen', 'changeFen', 'priceFen', 'volumeFen', 'mixFen'] as const).map(money),
      ]}
      source={say('drugLines')}
      status={`${status(priceVolume.status)} · ${say('compared', { count: priceVolume.comparedHospitals })}`}
      notes={[
        `${say('before')}：${span(before)} · ${say('after')}：${span(after)}`,
        say('axisNote'),
        ...(notCompared.length > 0
          ? [say('notCompared', { names: notCompared.map(({ name }) => name).join('、') })]
          : []),
        ...priceVolume.caveats.map(({ text }) => text),
      ]}
    />
  );
}

const fenPerTenThousandYuan = 1_000_000;
