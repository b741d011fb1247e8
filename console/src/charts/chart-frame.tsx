import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { useRef } from 'react';
import { useWords } from '../language/words.ts';
import { saveFile } from '../parts/file.ts';
import { useLater } from '../parts/later.ts';
import { partWords } from '../parts/messages.ts';
import { Answered } from '../parts/states.tsx';
import type { ChartColumn } from './chart-table.tsx';
import { csvOf } from './csv.ts';
import { useFilter } from './filter.ts';

/** A chart with all that belongs to it: the same figures as a table, where they come from, how whole they are, and files. */
export function ChartFrame<Row>(props: {
  /** Short and stable: names the files, and the view in the address. */
  readonly id: string;
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly columns: readonly ChartColumn<Row>[];
  readonly rows: readonly Row[];
  readonly source: string;
  readonly status: string;
  readonly notes?: readonly string[];
  readonly heightPx?: number;
  /** What draws it, where it takes more than lines, bars and points. */
  readonly drawing?: {
    readonly name: string;
    readonly load: () => Promise<Pick<typeof import('./echart.tsx'), 'EChart'>>;
  };
}) {
  const { id, title, option, columns, rows, source, status, notes = [], heightPx } = props;
  const say = useWords(partWords);
  const [view, setView] = useFilter(`${id}.view`, 'chart');
  // Each is as much as a page by itself, and most people look at one of them.
  const { name, load } = props.drawing ?? plain;
  const drawing = useLater(`chart ${name}`, load, view !== 'table');
  const table = useLater('chart-table', () => import('./chart-table.tsx'), view === 'table');
  const toPng = useRef<(() => string) | undefined>(undefined);
  const onReady = useRef((make: () => string) => {
    toPng.current = make;
  });
  const savePng = async () => {
    const picture = toPng.current?.();
    if (picture !== undefined) saveFile(`${id}.png`, bytesOf(picture), 'image/png');
  };
  return (
    <section className="chart-frame" aria-label={title}>
      <div className="chart-head">
        <h2>{title}</h2>
        <div className="chart-tools no-print">
          <Segmented
            size="small"
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: say('chart') },
              { value: 'table', label: say('table') },
            ]}
          />
          <Button
            size="small"
            icon={<DownloadOutlined />}
            onClick={() => saveFile(`${id}.csv`, csvOf(columns, rows), 'text/csv')}
          >
            {say('csv')}
          </Button>
          {view === 'chart' && (
            <Button size="small" icon={<DownloadOutlined />} onClick={() => void savePng()}>
              {say('png')}
            </Button>
          )}
        </div>
      </div>
      {view === 'table' ? (
        <Answered query={table}>{({ ChartTable }) => <ChartTable columns={columns} rows={rows} />}</Answered>
      ) : (
        <Answered query={drawing}>
          {({ EChart }) => <EChart option={option} label={title} onReady={onReady.current} heightPx={heightPx} />}
        </Answered>
      )}
      <p className="chart-note">
        {say('source', { source })} · {say('status', { status })}
      </p>
      {notes.map((note) => (
        <p className="chart-note" key={note}>
          {note}
        </p>
      ))}
    </section>
  );
}

const plain = { name: 'plain', load: () => import('./echart.tsx') };

/** A picture's data: address as its bytes: the policy lets no page fetch one. */
function bytesOf(picture: string): Uint8Array<ArrayBuffer> {
  const text = atob(picture.slice(picture.indexOf(',') + 1));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
