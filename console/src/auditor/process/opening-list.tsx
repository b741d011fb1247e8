import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { useMe } from '../../session/me.ts';
import { processWords } from './messages.ts';
import { NewOpening, type OpeningAct, OpeningStep } from './opening-steps.tsx';
import { type ShownFile, useSignedFor } from './process-file.ts';

export type Opening = ShownFile['file']['openings'][number];

/** Balances carried over from paper, each with what it waits for. */
export function OpeningList({ doctor, file, version }: ShownFile) {
  const say = useWords(processWords);
  const form = useForm();
  const { language } = useLanguage();
  const { personId } = useMe();
  const records = useSignedFor(doctor, ['auditor', 'medical-affairs']);
  const confirms = useSignedFor(doctor, ['reviewer', 'medical-affairs']);
  const [open, setOpen] = useState<'new' | { readonly act: OpeningAct; readonly opening: Opening }>();
  const step = { doctorId: doctor.doctorId, version, onCancel: () => setOpen(undefined) };
  return (
    <section className="block" aria-label={say('openings')}>
      <div className="block-head">
        <h2>{say('openings')}</h2>
        {records !== undefined && (
          <Button size="small" className="no-print" onClick={() => setOpen('new')}>
            {say('recordOpening')}
          </Button>
        )}
      </div>
      <p className="soft">{say('openingsLead')}</p>
      {file.openings.length === 0 && <p>{say('openingsNone')}</p>}
      <ul className="rows">
        {file.openings.map((opening) => (
          <li key={opening.openingId}>
            <div className="row-text">
              <strong>{say('points', { points: opening.points })}</strong> {opening.schemeTitle[language]}{' '}
              <Tag color={stateOf(opening) === 'counts' ? 'red' : 'gold'}>{say(stateOf(opening))}</Tag>
              <div className="soft">
                {say('carried', { on: form.date(opening.carriedOn) })} · {opening.reason}
              </div>
            </div>
            <span className="row-steps no-print">
              {actsOf(opening, personId, {
                records: records === opening.hospitalId,
                confirms: confirms === opening.hospitalId,
              }).map((act) => (
                <Button key={act} size="small" onClick={() => setOpen({ act, opening })}>
                  {say(act)}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {records !== undefined && open === 'new' && <NewOpening key={version} {...step} hospitalId={records} />}
      {open !== undefined && open !== 'new' && <OpeningStep key={version} {...step} {...open} />}
    </section>
  );
}

function stateOf({ confirmed, dropped, reversalProposed, reversed }: Opening) {
  if (dropped !== null) return 'dropped';
  if (reversed !== null) return 'reversed';
  if (reversalProposed !== null) return 'reversing';
  return confirmed === null ? 'waiting' : 'counts';
}

/** Nobody is their own second person. */
function actsOf(opening: Opening, personId: string, may: { records: boolean; confirms: boolean }): OpeningAct[] {
  const { recorded, reversalProposed } = opening;
  switch (stateOf(opening)) {
    case 'waiting':
      return [
        ...(may.confirms && recorded.personId !== personId ? (['confirmOpening'] as const) : []),
        ...(may.records ? (['dropOpening'] as const) : []),
      ];
    case 'counts':
      return may.records ? ['reverseOpening'] : [];
    case 'reversing':
      return [
        ...(may.confirms && reversalProposed?.personId !== personId ? (['confirmReversal'] as const) : []),
        ...(may.records ? (['dropReversal'] as const) : []),
      ];
    default:
      return [];
  }
}
