import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Schema } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useWords } from '../../language/words.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { worksheetWords } from './messages.ts';

interface Row {
  readonly line: number;
  readonly code: string | null;
  readonly outcome: string;
  readonly deductionId?: string | null;
}

/** Line by line what a sheet records, what was there before, and what it leaves out. */
export function ReportTable({ report }: { readonly report: Schema<'WorksheetReport'> }) {
  const say = useWords(worksheetWords);
  const recorded = say(report.outcome === 'dry-run' ? 'wouldRecord' : 'recorded');
  const rows: Row[] = [
    ...report.recorded.map((each) => ({ ...each, outcome: recorded })),
    ...report.alreadyRecorded.map((each) => ({ ...each, outcome: say('already') })),
    ...report.skipped.map((each) => ({ ...each, outcome: say(each.reason) })),
  ].sort((one, other) => one.line - other.line);
  return (
    <>
      {report.outcome === 'unchanged' && <Alert className="problem" type="info" showIcon title={say('unchanged')} />}
      <Sheet<Row>
        below
        rowKey={({ line, code, outcome }) => `${line} ${code} ${outcome}`}
        rows={rows}
        atOnce={pageSize}
        columns={[
          { title: say('line'), cell: (row) => row.line, className: 'number', widthPx: 80 },
          { title: say('code'), cell: (row) => row.code, widthPx: 120 },
          {
            title: say('outcome'),
            cell: ({ outcome, deductionId }) =>
              deductionId ? <Link to={`/review/deductions/${deductionId}`}>{outcome}</Link> : outcome,
          },
        ]}
      />
    </>
  );
}

type Refused = NonNullable<Problem['errors']>;

/** Every row that stands in the way, with its line, column and value, so that the sheet can be corrected at once. */
export function RefusedRows({ error, rows }: { readonly error: Error | null; readonly rows: Refused }) {
  const say = useWords(worksheetWords);
  return (
    <>
      <Alert className="problem" role="alert" type="error" showIcon title={error?.message ?? ''} />
      <Sheet<Refused[number]>
        rowKey={(row) => `${row.line} ${row.at} ${row.code}`}
        rows={rows}
        atOnce={pageSize}
        columns={[
          { title: say('line'), cell: (row) => row.line, className: 'number', widthPx: 80 },
          { title: say('field'), cell: (row) => row.at, widthPx: 160 },
          { title: say('value'), cell: (row) => row.value, widthPx: 160 },
          { title: say('wrong'), cell: (row) => row.detail },
        ]}
      />
    </>
  );
}

const pageSize = 50;
