import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { answered, api, type Schema } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useSettled } from '../settled.ts';
import { Consequence } from './consequence.tsx';
import { findingWords } from './messages.ts';

/** Beside the form, while it is filled in: what confirming would do, or why it could not even be recorded. */
export function LivePreview({ finding }: { readonly finding: Schema<'NewFinding'> | undefined }) {
  const say = useWords(findingWords);
  // What changes no answer asks no question: every one is kept as a look at the doctor's record.
  const asked = finding === undefined ? '' : JSON.stringify({ ...finding, remarks: '', evidence: [], drugs: [] });
  const settled = useSettled(asked, waitMs);
  const { data, error, isFetching } = useQuery({
    queryKey: ['finding-preview', settled],
    queryFn: ({ signal }) =>
      answered(api.POST('/v1/deductions/preview', { body: JSON.parse(settled) as Schema<'NewFinding'>, signal })),
    enabled: settled !== '' && asked !== '',
    placeholderData: keepPreviousData,
  });
  const would = asked === '' ? [] : (data?.items ?? []);
  return (
    <section className="block" aria-label={say('preview')} aria-live="polite" aria-busy={isFetching}>
      <h2>
        {say('preview')} {isFetching && <Spin size="small" />}
      </h2>
      <ProblemAlert error={asked === '' ? null : error} />
      {would.length === 0 || error ? (
        error && asked !== '' ? null : (
          <p className="soft">{say('previewWaits')}</p>
        )
      ) : (
        would.map((each) => (
          <div key={each.doctorId}>
            {would.length > 1 && <h3>{each.doctorName}</h3>}
            <Consequence would={each} />
          </div>
        ))
      )}
    </section>
  );
}

const waitMs = 400;
