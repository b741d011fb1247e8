import { useQuery } from '@tanstack/react-query';
import { Tag, Timeline } from 'antd';
import { answered, api, type Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { deliveryWords, outcomeWords, phaseWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useClock } from '../clock.ts';
import { Answered } from '../states.tsx';
import { decisionWords } from './decision-messages.ts';

type Deduction = Schema<'Deduction'>;
type AppealFile = Schema<'AppealFile'>;

/** First and second decision side by side, and between them everything that was said and delivered. */
export function Decisions({ deduction }: { readonly deduction: Deduction }) {
  const say = useWords(decisionWords);
  const appeal = useAppeal(deduction.deductionId);
  return (
    <Answered query={appeal}>
      {(file) => (
        <>
          <section className="block" aria-label={say('decisions')}>
            <h2>{say('decisions')}</h2>
            <Windows file={file} />
            <div className="pair">
              <First file={file} />
              <Second file={file} />
            </div>
          </section>
          <section className="block" aria-label={say('course')}>
            <h2>{say('course')}</h2>
            <Course deduction={deduction} file={file} />
          </section>
        </>
      )}
    </Answered>
  );
}

function useAppeal(deductionId: string) {
  const params = { path: { deductionId } };
  return useQuery({
    queryKey: ['appeal', deductionId],
    queryFn: () => answered(api.GET('/v1/deductions/{deductionId}/appeal', { params })),
  });
}

function Windows({ file }: { readonly file: AppealFile }) {
  const say = useWords(decisionWords);
  const phase = useCodeWords(phaseWords);
  const clock = useClock();
  const windows = [
    ['deliverBy', file.deliverBy],
    ['appealBy', file.appealBy],
    ['ruleBy', file.ruleBy],
  ] as const;
  return (
    <div className="item-line">
      <Tag color="blue">{phase(file.phase)}</Tag>
      {windows.map(([name, due]) =>
        due === null ? null : (
          <span key={name}>
            {say(name)}: {clock(due)}
          </span>
        ),
      )}
    </div>
  );
}

function First({ file: { decision } }: { readonly file: AppealFile }) {
  const say = useWords(decisionWords);
  const outcome = useCodeWords(outcomeWords);
  const form = useForm();
  return (
    <article className="item">
      <h3>{say('firstDecision')}</h3>
      {decision === null ? (
        <p className="soft">{say('notYet')}</p>
      ) : (
        <>
          <strong>{outcome(decision.outcome)}</strong>
          <p>{decision.reason}</p>
          <p className="soft">
            {decision.name} · {form.date(decision.on)}
          </p>
        </>
      )}
    </article>
  );
}

function Second({ file: { appeals, waived } }: { readonly file: AppealFile }) {
  const say = useWords(decisionWords);
  const outcome = useCodeWords(outcomeWords);
  const form = useForm();
  const rulings = appeals.flatMap(({ ruling }) => (ruling === null ? [] : [ruling]));
  return (
    <article className="item">
      <h3>{say('secondDecision')}</h3>
      {rulings.length === 0 && <p className="soft">{say(waived ? 'waived' : 'notYet')}</p>}
      {rulings.map((ruling) => (
        <div key={ruling.at}>
          <strong>{outcome(ruling.outcome)}</strong>
          {ruling.items.map(({ scheme, points }) => (
            <span key={scheme}> · {say('points', { points })}</span>
          ))}
          <p>{ruling.reason}</p>
          <p className="soft">
            {[ruling.name, ...ruling.members.map(({ name }) => name)].join('、')} · {form.date(ruling.on)} ·{' '}
            {ruling.minutes.ref}
          </p>
        </div>
      ))}
    </article>
  );
}

interface Happened {
  readonly at: string;
  readonly what: string;
  readonly by: string;
  readonly text?: string | undefined;
}

function Course({ deduction, file }: { readonly deduction: Deduction; readonly file: AppealFile }) {
  const say = useWords(decisionWords);
  const outcome = useCodeWords(outcomeWords);
  const delivery = useCodeWords(deliveryWords);
  const form = useForm();
  const { recorded, statements, acknowledged } = deduction;
  const happened: Happened[] = [
    { at: recorded.at, what: say('recorded'), by: recorded.name },
    ...statements.map((each) => ({ at: each.at, what: say('stated'), by: each.name, text: each.text })),
    ...(acknowledged === null ? [] : [{ at: acknowledged.at, what: say('acknowledged'), by: acknowledged.name }]),
    ...(file.decision === null
      ? []
      : [{ at: file.decision.at, what: outcome(file.decision.outcome), by: file.decision.name }]),
    ...file.deliveries.map((each) => ({
      at: each.at,
      what: `${say('delivered')}: ${delivery(each.how)}`,
      by: each.name,
    })),
    ...file.appeals.flatMap((each) => [
      { at: each.at, what: say('appealed'), by: each.name, text: each.grounds },
      ...(each.ruling === null
        ? []
        : [{ at: each.ruling.at, what: outcome(each.ruling.outcome), by: each.ruling.name }]),
    ]),
    ...file.outcomes.map((each) => ({
      at: each.at,
      what: `${each.decision.authority}: ${outcome(each.outcome)}`,
      by: each.decision.document,
      text: each.reason,
    })),
  ];
  const course = happened.sort((one, other) => one.at.localeCompare(other.at));
  return (
    <Timeline
      items={course.map(({ at, what, by, text }) => ({
        key: `${at} ${what}`,
        content: (
          <>
            <strong>{what}</strong>{' '}
            <span className="soft">
              {by} · {form.time(at)}
            </span>
            {text === undefined ? null : <p className="quote">{text}</p>}
          </>
        ),
      }))}
    />
  );
}
