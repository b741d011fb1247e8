import { DownloadOutlined } from '@ant-design/icons';
import { Button, Segmented, Table, type TableColumnsType } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { useWords } from '../language/words.ts';
import { saveFile } from '../parts/file.ts';
import { partWords } from '../parts/messages.ts';
import { Loading } from '../parts/states.tsx';
import { csvOf } from './csv.ts';
import { useFilter } from './filter.ts';

const EChart = lazy(() => import('./echart.tsx').then(({ EChart: component }) => ({ default: component })));

export interface ChartColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** What the table shows, and what its cell in the file holds; null: nothing is known, which is not zero. */
  readonly value: (row: Row) => string | number | null;
  /** How the value is shown; the file keeps the value itself. */
  readonly shown?: (value: string | number) => ReactNode;
}

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
}) {
  const { id, title, option, columns, rows, source, status, notes = [] } = props;
  const say = useWords(partWords);
  const [view, setView] = useFilter(`${id}.view`, 'chart');
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
        <Table
          size="small"
          rowKey={(row) => rows.indexOf(row)}
          dataSource={[...rows]}
          columns={tableColumns(columns, say('noValue'))}
          pagination={{ pageSize: 24, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
        />
      ) : (
        <Suspense fallback={<Loading />}>
          <EChart option={option} label={title} onReady={onReady.current} />
        </Suspense>
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

function tableColumns<Row>(columns: readonly ChartColumn<Row>[], nothing: string): TableColumnsType<Row> {
  return columns.map(({ key, title, value, shown }) => ({
    key,
    title,
    render: (_cell: unknown, row: Row) => {
      const held = value(row);
      return held === null ? nothing : (shown?.(held) ?? held);
    },
  }));
}

/** A picture's data: address as its bytes: the policy lets no page fetch one. */
function bytesOf(picture: string): Uint8Array<ArrayBuffer> {
  const text = atob(picture.slice(picture.indexOf(',') + 1));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
