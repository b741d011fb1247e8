import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import { partWords } from '../parts/messages.ts';

export interface ChartColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** What the table shows, and what its cell in the file holds; null: nothing is known, which is not zero. */
  readonly value: (row: Row) => string | number | null;
  /** How the value is shown; the file keeps the value itself. */
  readonly shown?: (value: string | number) => ReactNode;
}

/** The figures of a chart, as they are drawn. */
export function ChartTable<Row>(props: {
  readonly columns: readonly ChartColumn<Row>[];
  readonly rows: readonly Row[];
}) {
  const { columns, rows } = props;
  const say = useWords(partWords);
  const numbered = rows.map((row, number) => ({ row, number }));
  return (
    <Table
      size="small"
      rowKey="number"
      dataSource={numbered}
      columns={columns.map(({ key, title, value, shown }) => ({
        key,
        title,
        render: (_cell: unknown, { row }: { readonly row: Row }) => {
          const held = value(row);
          return held === null ? say('noValue') : (shown?.(held) ?? held);
        },
      }))}
      pagination={{ pageSize: 24, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
    />
  );
}
