import { DownloadOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useRef } from 'react';
import { useWords } from '../language/words.ts';
import { saveFile } from '../parts/file.ts';
import { useLater } from '../parts/later.ts';
import { partWords } from '../parts/messages.ts';
import { Answered } from '../parts/states.tsx';
import type { ChartColumn } from './chart-table.tsx';
import { csvOf } from './csv.ts';
import { useFilter } from './filter.ts';
import { useNear } from './near.ts';

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
  const [near, watch] = useNear();
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
        <Drawn query={drawing} near={near} watch={watch} label={title} heightPx={heightPx}>
          {({ EChart }) => <EChart option={option} label={title} onReady={onReady.current} heightPx={heightPx} />}
        </Drawn>
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

/** The chart once its code is there and it is near what is seen; until then its place, so that nothing moves. */
function Drawn<Module>(props: {
  readonly query: UseQueryResult<Module>;
  readonly near: boolean;
  readonly watch: ReturnType<typeof useNear>[1];
  readonly label: string;
  readonly heightPx: number | undefined;
  readonly children: (drawing: Module) => ReactNode;
}) {
  const { query, near, watch, label, heightPx, children } = props;
  if (query.isError) return <Answered query={query}>{children}</Answered>;
  if (near && query.data !== undefined) return children(query.data);
  const place = { className: 'chart chart-awaited', role: 'img', 'aria-label': label, 'aria-busy': true } as const;
  return <div {...place} ref={watch} style={{ height: heightPx }} />;
}

const plain = { name: 'plain', load: () => import('./echart.tsx') };

/** A picture's data: address as its bytes: the policy lets no page fetch one. */
function bytesOf(picture: string): Uint8Array<ArrayBuffer> {
  const text = atob(picture.slice(picture.indexOf(',') + 1));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
