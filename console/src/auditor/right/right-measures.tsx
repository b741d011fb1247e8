import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useForm } from '../../language/form.ts';
import { rightKindWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import type { ShownDoctor } from '../doctor/doctor-frame.tsx';
import { HoldDialog } from '../sanction/hold-dialog.tsx';
import { useToday } from '../today.ts';
import { EndGrant, GrantRight } from './grant-steps.tsx';
import { LiftMeasure, MeasureRight } from './measure-steps.tsx';
import { basisWords, measureWords, rightWords } from './messages.ts';
import { type Grant, isHold, isOpen, type Measure, useRights } from './right-queries.ts';

/** What was granted and what was done about it, each signed; the hospital that grants can do more of both. */
export function RightMeasures({ doctor, version, managed }: ShownDoctor & { readonly managed?: string | undefined }) {
  const { doctorId } = doctor;
  const say = useWords(rightWords);
  const rights = useRights(doctorId);
  const [open, setOpen] = useState<Open>();
  const step = { doctorId, version, onCancel: () => setOpen(undefined) };
  return (
    <section className="block" aria-label={say('measures')}>
      <div className="block-head">
        <h2>{say('measures')}</h2>
        {managed !== undefined && (
          <div className="buttons no-print">
            <Button size="small" onClick={() => setOpen({ kind: 'grant' })}>
              {say('grant')}
            </Button>
            <Button size="small" danger onClick={() => setOpen({ kind: 'measure' })}>
              {say('measure')}
            </Button>
            <Button size="small" danger onClick={() => setOpen({ kind: 'hold' })}>
              {say('hold')}
            </Button>
          </div>
        )}
      </div>
      <Answered query={rights}>
        {({ measures, grants, statuses }) => (
          <>
            <MeasureList measures={measures} managed={managed} onOpen={setOpen} />
            <h3>{say('grants')}</h3>
            <GrantList grants={grants} managed={managed} onOpen={setOpen} />
            {managed !== undefined && open?.kind === 'grant' && (
              <GrantRight key={version} {...step} hospitalId={managed} />
            )}
            {managed !== undefined && open?.kind === 'measure' && (
              <MeasureRight key={version} {...step} hospitalId={managed} />
            )}
            {managed !== undefined && (open?.kind === 'hold' || open?.kind === 'renew') && (
              <HoldDialog
                key={version}
                {...step}
                hospitalId={managed}
                statuses={statuses}
                renews={open.kind === 'renew' ? open.measure : undefined}
              />
            )}
            {open?.kind === 'end' && <EndGrant key={version} {...step} grant={open.grant} />}
            {open?.kind === 'lift' && (
              <LiftMeasure key={version} {...step} measure={open.measure} measures={measures} />
            )}
          </>
        )}
      </Answered>
    </section>
  );
}

type Open =
  | { readonly kind: 'grant' | 'measure' | 'hold' }
  | { readonly kind: 'end'; readonly grant: Grant }
  | { readonly kind: 'lift' | 'renew'; readonly measure: Measure };

interface Listed {
  readonly managed?: string | undefined;
  readonly onOpen: (open: Open) => void;
}

function MeasureList({ measures, managed, onOpen }: Listed & { readonly measures: readonly Measure[] }) {
  const say = useWords(rightWords);
  const measure = useCodeWords(measureWords);
  const basis = useCodeWords(basisWords);
  const kind = useCodeWords(rightKindWords);
  const form = useForm();
  const today = useToday();
  const days = ({ from, until }: Measure) =>
    until === null
      ? say('openEnded', { from: form.date(from) })
      : say('span', { from: form.date(from), until: form.date(until) });
  if (measures.length === 0) return <p className="soft">{say('measuresNone')}</p>;
  return (
    <ul className="rows">
      {measures.map((each) => (
        <li key={each.measureId}>
          <div className={isOpen(each, today) ? 'row-text' : 'row-text soft'}>
            <Tag color={isOpen(each, today) ? 'red' : 'default'}>
              {isHold(each) ? say('hold') : measure(each.measure)}
            </Tag>
            {each.rightKinds.map(kind).join('、')}
            <div className="soft">
              {[days(each), basis(each.legalBasis), each.reason, each.document].filter(Boolean).join(' · ')}
              {each.liftedFrom === null ? '' : ` · ${say('lifted', { on: form.date(each.liftedFrom) })}`}
            </div>
          </div>
          {managed === each.hospitalId && isOpen(each, today) && (
            <span className="row-steps no-print">
              {isHold(each) && (
                <Button size="small" onClick={() => onOpen({ kind: 'renew', measure: each })}>
                  {say('renew')}
                </Button>
              )}
              <Button size="small" onClick={() => onOpen({ kind: 'lift', measure: each })}>
                {say('lift')}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function GrantList({ grants, managed, onOpen }: Listed & { readonly grants: readonly Grant[] }) {
  const say = useWords(rightWords);
  const kind = useCodeWords(rightKindWords);
  const form = useForm();
  const today = useToday();
  if (grants.length === 0) return <p className="soft">{say('grantsNone')}</p>;
  return (
    <ul className="rows">
      {grants.map((grant) => (
        <li key={grant.grantId}>
          <div className={grant.until === null || grant.until > today ? 'row-text' : 'row-text soft'}>
            {kind(grant.rightKind)}
            <div className="soft">
              {grant.until === null
                ? say('openEnded', { from: form.date(grant.from) })
                : say('span', { from: form.date(grant.from), until: form.date(grant.until) })}
              {grant.document === null ? '' : ` · ${grant.document}`}
            </div>
          </div>
          {managed === grant.hospitalId && grant.until === null && (
            <Button size="small" className="no-print" onClick={() => onOpen({ kind: 'end', grant })}>
              {say('endGrant')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
