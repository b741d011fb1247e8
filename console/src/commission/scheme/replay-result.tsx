import type { Schema } from '../../api/client.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ink } from '../../charts/series.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { Nothing } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { commissionWords } from '../messages.ts';
import { useHospitals } from '../queries.ts';
import { schemeWords } from './messages.ts';

type Replay = Schema<'SchemeReplay'>;
type Move = Replay['moves'][number];

/** How many would move from one threshold to another, by hospital and department: counts, no names. */
export function ReplayResult({ replay }: { readonly replay: Replay }) {
  const say = useWords(schemeWords);
  const common = useWords(commissionWords);
  const form = useForm();
  const { language } = useLanguage();
  const hospitals = useHospitals().data?.items ?? [];
  const bands = new Map(
    replay.changes
      .flatMap(({ before, after }) => [before.band, after.band])
      .flatMap((band) => (band === null ? [] : [[band.id, band.text[language]] as const])),
  );
  const band = (id: string | null) => (id === null ? say('nobody') : (bands.get(id) ?? id));
  const hospital = (id: string | null) => hospitals.find(({ hospitalId }) => hospitalId === id)?.name ?? id ?? '';
  const turns = new Map<string, number>();
  for (const { before, after, doctors } of replay.moves) {
    const name = `${band(before)} → ${band(after)}`;
    turns.set(name, (turns.get(name) ?? 0) + doctors);
  }
  return (
    <Watermark>
      {replay.moves.length === 0 ? (
        <div className="block wide">
          <h2>{say('result', { scheme: replay.title[language], version: replay.version })}</h2>
          <Nothing says={say('noMoves')} />
          <p className="soft">
            {say('resultStatus', {
              on: form.date(replay.asOf),
              doctors: replay.doctors,
              entries: replay.entries,
              differ: replay.pointsDiffer,
            })}
          </p>
        </div>
      ) : (
        <ChartFrame<Move>
          id="replay"
          title={say('result', { scheme: replay.title[language], version: replay.version })}
          heightPx={turns.size * rowPx + axesPx}
          option={{
            grid: { left: 260, right: 40, top: 20, bottom: 40 },
            tooltip: { trigger: 'axis' },
            xAxis: { type: 'value', minInterval: 1, name: say('moves'), nameLocation: 'middle', nameGap: 26 },
            yAxis: {
              type: 'category',
              inverse: true,
              data: [...turns.keys()],
              axisLabel: { width: 246, overflow: 'truncate' },
            },
            series: [
              {
                name: say('doctors'),
                type: 'bar',
                barMaxWidth: 20,
                itemStyle: { color: ink.blue },
                data: [...turns.values()],
                label: { show: true, position: 'right' },
              },
            ],
          }}
          rows={replay.moves}
          columns={[
            { key: 'hospital', title: common('hospital'), value: ({ hospitalId }) => hospital(hospitalId) },
            { key: 'department', title: say('department'), value: ({ department }) => department },
            { key: 'before', title: say('before'), value: ({ before }) => band(before) },
            { key: 'after', title: say('after'), value: ({ after }) => band(after) },
            { key: 'doctors', title: say('doctors'), value: ({ doctors }) => doctors },
          ]}
          source={say('source')}
          status={say('resultStatus', {
            on: form.date(replay.asOf),
            doctors: replay.doctors,
            entries: replay.entries,
            differ: replay.pointsDiffer,
          })}
          notes={
            replay.unknownCodes.length === 0
              ? []
              : [
                  say('unknown', {
                    codes: replay.unknownCodes.map(({ code, findings }) => `${code} (${findings})`).join('、'),
                  }),
                ]
          }
        />
      )}
    </Watermark>
  );
}

const rowPx = 34;
const axesPx = 80;
