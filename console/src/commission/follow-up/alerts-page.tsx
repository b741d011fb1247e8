import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFilter } from '../../charts/filter.ts';
import { useLanguage } from '../../language/language.tsx';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { commissionWords } from '../messages.ts';
import { type Proposal, useMeasures } from '../queries.ts';
import { addressOf, areaOf, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { useProposals } from './follow-up-queries.ts';
import { basisWords, followUpWords } from './messages.ts';
import { useSignalText } from './signal-text.ts';
import { TakeUpDialog } from './take-up-dialog.tsx';
import '../commission.css';

/** Signals that wait for somebody: what the system proposes, and the step by which a person takes one up. */
export function AlertsPage() {
  const say = useWords(followUpWords);
  const common = useWords(commissionWords);
  const { message } = App.useApp();
  const { language } = useLanguage();
  const [question, change] = useQuestion();
  const [of, setOf] = useFilter('of', 'hospital');
  const [measure, setMeasure] = useFilter('only', '');
  const [chosen, setChosen] = useState<Proposal>();
  const measures = useMeasures().data?.items ?? [];
  const ofWards = of === 'ward';
  const only = ofWards && measure === '' ? question.measure : measure;
  const proposals = useProposals({
    ...areaOf(question),
    of: ofWards ? 'ward' : 'hospital',
    ...(only === '' ? {} : { measure: only }),
  });
  return (
    <Page title={say('alertsTitle')} lead={say('alertsLead')}>
      <QuestionBar question={question} change={change} asks={['county', 'hospital']}>
        <Choice
          label={say('of')}
          value={ofWards ? 'ward' : 'hospital'}
          options={[
            { value: 'hospital', label: say('ofHospitals') },
            { value: 'ward', label: say('ofWards') },
          ]}
          onChange={setOf}
        />
        <Choice
          label={common('measure')}
          value={only}
          options={[
            ...(ofWards ? [] : [{ value: '', label: say('anyMeasure') }]),
            ...measures.map(({ id, name }) => ({ value: id, label: name[language] })),
          ]}
          onChange={setMeasure}
        />
      </QuestionBar>
      <Answered query={proposals} empty={{ when: (found) => found.proposals.length === 0, says: say('noProposals') }}>
        {(found) => (
          <section className="block wide table-scroll" aria-label={say('alertsTitle')}>
            <p className="soft">{say('shownOf', { count: found.proposals.length })}</p>
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{common('hospital')}</th>
                  <th scope="col">{common('measure')}</th>
                  <th scope="col">{say('signal')}</th>
                  <th scope="col">{say('proposes')}</th>
                  <th scope="col">
                    <span className="visually-hidden">{say('takeUp')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.proposals.slice(0, maxRows).map((proposal) => (
                  <ProposalRow key={keyOf(proposal)} proposal={proposal} onTakeUp={() => setChosen(proposal)} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Answered>
      {chosen !== undefined && (
        <TakeUpDialog
          proposal={chosen}
          onClose={() => setChosen(undefined)}
          onDone={() => {
            setChosen(undefined);
            void message.success(say('takenUp'));
          }}
        />
      )}
    </Page>
  );
}

const maxRows = 200;

function ProposalRow({ proposal, onTakeUp }: { readonly proposal: Proposal; readonly onTakeUp: () => void }) {
  const say = useWords(followUpWords);
  const basis = useCodeWords(basisWords);
  const text = useSignalText(proposal);
  const maySend = useRoles().has('commission-officer');
  const where = whereOf(proposal);
  return (
    <tr>
      <td>{where}</td>
      <td>
        <Link
          to={addressOf('/commission/trend', {
            measure: proposal.measure,
            hospital: proposal.hospitalId,
            ...(proposal.wardId === null ? {} : { ward: proposal.wardId }),
          })}
        >
          {text.measure}
        </Link>
      </td>
      <td>
        {text.change}
        <div className="soft">
          {text.when} · {text.rule}
        </div>
      </td>
      <td>
        <Tag color={proposal.proposes === 'interview' ? 'red' : 'blue'}>{say(proposal.proposes)}</Tag>
        <div className="soft">{basis(proposal.basis)}</div>
      </td>
      <td>
        {maySend && (
          <Button size="small" onClick={onTakeUp} aria-label={`${say('takeUp')} ${where} ${text.measure}`}>
            {say('takeUp')}
          </Button>
        )}
      </td>
    </tr>
  );
}

export function whereOf({ hospitalName, wardName }: Pick<Proposal, 'hospitalName' | 'wardName'>): string {
  return wardName === null ? hospitalName : `${hospitalName} ${wardName}`;
}

function keyOf({ measure, hospitalId, wardId, rule, side, since }: Proposal): string {
  return [measure, hospitalId, wardId, rule, side, since].join(' ');
}
