import { type ReactNode, useState } from 'react';
import { MoreButton } from './more-button.tsx';

export interface SheetColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly widthPx?: number;
  readonly className?: string;
}

/** Rows for office work, as the browser's own table: the components' costs a fifth of what a first page may weigh. */
export function Sheet<Row>(props: {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly SheetColumn<Row>[];
  /** Rows shown before more are asked for; without, all. */
  readonly atOnce?: number;
  readonly below?: boolean;
}) {
  const { rows, rowKey, columns, atOnce = Number.POSITIVE_INFINITY, below = false } = props;
  const [shown, setShown] = useState(atOnce);
  return (
    <>
      <div className={below ? 'sheet below' : 'sheet'}>
        <table>
          <thead>
            <tr>
              {columns.map(({ title, widthPx, className }) => (
                <th key={title} scope="col" className={className} style={{ width: widthPx }}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={rowKey(row)}>
                {columns.map(({ title, cell, className }) => (
                  <td key={title} className={className}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MoreButton hasMore={rows.length > shown} moreIsComing={false} more={() => setShown(shown + atOnce)} />
    </>
  );
}
