import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useFilter } from '../../charts/filter.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { useKeptHospital } from '../kept-hospital.tsx';
import { KeptPage } from '../kept-page.tsx';
import { hospitalKindWords, placeWords } from './place-messages.ts';
import { useHospital, useWards, type Ward } from './register-queries.ts';
import { ChangeWard, EndWard, NewWard } from './ward-steps.tsx';
import '../auditor.css';

/** The hospital as it is registered, and its wards, which medical affairs keeps. */
export function WardsPage() {
  const say = useWords(placeWords);
  const kept = useKeptHospital();
  const hospital = useHospital(kept.hospitalId);
  const [ended, setEnded] = useFilter('ended', '');
  const wards = useWards(kept.hospitalId, ended === 'true');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const version = hospital.data?.version ?? null;
  const items = wards.data?.items ?? [];
  // As it is now, and not as it was when its step was begun.
  const ward =
    open === undefined || open.kind === 'new' ? undefined : items.find((each) => each.wardId === open.wardId);
  const read = `${version} ${JSON.stringify(ward)}`;
  return (
    <KeptPage
      title={say('title')}
      lead={say('lead')}
      kept={kept}
      begin={{ says: say('register'), onBegin: () => setOpen({ kind: 'new' }) }}
    >
      {(hospitalId) => (
        <>
          <Answered query={hospital}>{({ data }) => <HospitalFacts hospital={data} />}</Answered>
          <div className="filters between">
            <h2 className="over">{say('wards')}</h2>
            <Checkbox checked={ended === 'true'} onChange={({ target }) => setEnded(target.checked ? 'true' : '')}>
              {say('ended')}
            </Checkbox>
          </div>
          <Answered query={wards} empty={{ when: ({ items }) => items.length === 0, says: say('none') }}>
            {({ items }) => <WardTable wards={items} onOpen={setOpen} />}
          </Answered>
          {open?.kind === 'new' && <NewWard hospitalId={hospitalId} onCancel={close} />}
          {open?.kind === 'change' && ward !== undefined && (
            <ChangeWard key={read} ward={ward} version={version} onCancel={close} />
          )}
          {open?.kind === 'end' && ward !== undefined && (
            <EndWard
              key={read}
              ward={ward}
              version={version}
              others={items.filter(({ wardId, inForce }) => inForce && wardId !== ward.wardId)}
              onCancel={close}
            />
          )}
        </>
      )}
    </KeptPage>
  );
}

type Open = { readonly kind: 'new' } | { readonly kind: 'change' | 'end'; readonly wardId: string };

function HospitalFacts({
  hospital,
}: {
  readonly hospital: NonNullable<ReturnType<typeof useHospital>['data']>['data'];
}) {
  const say = useWords(placeWords);
  const kind = useCodeWords(hospitalKindWords);
  const isRegistrar = useRoles().has('commission-registrar');
  const facts = [
    [say('name'), hospital.name],
    [say('level'), say('levelOf', { level: hospital.level })],
    [say('kind'), kind(hospital.hospitalKind)],
    [say('monitored'), say(hospital.monitored ? 'yes' : 'no')],
  ] as const;
  return (
    <section className="block wide" aria-label={say('hospital')}>
      <h2>{say('hospital')}</h2>
      <dl className="facts four-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isRegistrar ? null : <p className="soft">{say('byCommission')}</p>}
    </section>
  );
}

function WardTable({ wards, onOpen }: { readonly wards: readonly Ward[]; readonly onOpen: (open: Open) => void }) {
  const say = useWords(placeWords);
  const form = useForm();
  return (
    <Sheet<Ward>
      rows={wards}
      rowKey={({ wardId }) => wardId}
      columns={[
        { title: say('name'), cell: ({ name }) => name },
        { title: say('department'), cell: ({ department }) => department },
        { title: say('specialty'), cell: ({ specialty }) => specialty },
        { title: say('codes'), cell: ({ codes }) => codes.join('、') },
        {
          title: say('from'),
          cell: ({ from, until }) =>
            until === null
              ? say('since', { from: form.date(from) })
              : say('span', { from: form.date(from), until: form.date(until) }),
        },
        {
          title: say('act'),
          cell: (ward) =>
            ward.until === null && (
              <span className="row-steps">
                <Button
                  size="small"
                  onClick={() => onOpen({ kind: 'change', wardId: ward.wardId })}
                  aria-label={`${say('change')} ${ward.name}`}
                >
                  {say('change')}
                </Button>
                <Button
                  size="small"
                  danger
                  onClick={() => onOpen({ kind: 'end', wardId: ward.wardId })}
                  aria-label={`${say('end')} ${ward.name}`}
                >
                  {say('end')}
                </Button>
              </span>
            ),
        },
      ]}
    />
  );
}
