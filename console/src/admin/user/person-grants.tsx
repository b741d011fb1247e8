import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { answered, api, type Schema } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useForm } from '../../language/form.ts';
import { categoryWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Answered, Nothing } from '../../parts/states.tsx';
import { roleWords } from '../../shell/messages.ts';
import { adminWords } from '../messages.ts';
import { useHospitals, useRegions } from '../queries.ts';
import { today } from '../today.ts';
import { GrantForm } from './grant-form.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

type Grant = Schema<'AccessGrant'>;

/** What a person may do, since when and until when. */
export function PersonGrants({ personId }: { readonly personId: string }) {
  const say = useWords(adminWords);
  const [adding, setAdding] = useState(false);
  const params = { path: { personId } };
  const grants = useQuery({
    queryKey: ['grants', personId],
    queryFn: () => answered(api.GET('/v1/persons/{personId}/access-grants', { params })),
  });
  return (
    <section className="block" aria-label={say('roles')}>
      <h2>{say('roles')}</h2>
      <Answered query={grants}>
        {({ items }) => (
          <>
            {items.length === 0 ? <Nothing says={say('noRoles')} /> : null}
            <ul className="rows">
              {[...items].sort(newestFirst).map((grant) => (
                <GrantRow key={grant.grantId} grant={grant} />
              ))}
            </ul>
          </>
        )}
      </Answered>
      {adding ? (
        <GrantForm personId={personId} onDone={() => setAdding(false)} />
      ) : (
        <Button className="below" onClick={() => setAdding(true)}>
          {say('grantRole')}
        </Button>
      )}
    </section>
  );
}

function GrantRow({ grant }: { readonly grant: Grant }) {
  const say = useWords(adminWords);
  const roleName = useCodeWords(roleWords);
  const category = useCodeWords(categoryWords);
  const form = useForm();
  const placeName = usePlaceName();
  const [ending, setEnding] = useState(false);
  const end = useWrite({
    write: ({ reason }: { readonly reason: string }, key) =>
      answered(
        api.POST('/v1/access-grants/{grantId}/end', {
          params: { path: { grantId: grant.grantId }, header: { 'Idempotency-Key': key } },
          body: { until: today(), reason },
        }),
      ),
    onDone: () => setEnding(false),
  });
  const { from, until } = grant;
  const isOver = until !== null && until <= today();
  return (
    <li>
      <div>
        <strong>{roleName(grant.role)}</strong> {isOver ? <Tag>{say('over')}</Tag> : null}
        {grant.category === null ? null : <Tag>{category(grant.category)}</Tag>}
        <div className="soft">
          {placeName(grant.scope)} · {say('since', { on: form.date(from) })}
          {until === null ? '' : ` · ${say('until', { on: form.date(until) })}`}
        </div>
      </div>
      {isOver ? null : <Button onClick={() => setEnding(true)}>{say('endGrant')}</Button>}
      {ending && (
        <ReasonDialog
          title={say('endGrantTitle')}
          text={say('endGrantText')}
          act={say('endGrant')}
          waiting={end.isPending}
          error={end.error}
          onSend={end.mutate}
          onCancel={() => setEnding(false)}
        />
      )}
    </li>
  );
}

function usePlaceName(): (scope: Grant['scope']) => string {
  const say = useWords(adminWords);
  const hospitals = useHospitals();
  const regions = useRegions();
  const hospital = (wanted: unknown) =>
    hospitals.data?.items.find(({ hospitalId }) => hospitalId === wanted)?.name ?? String(wanted);
  return (scope) => {
    switch (scope.kind) {
      case 'hospital':
        return hospital(scope.hospitalId);
      case 'department':
        return `${hospital(scope.hospitalId)} ${String(scope.department)}`;
      case 'county':
        return regions.data?.items.find(({ regionId }) => regionId === scope.regionId)?.name ?? String(scope.regionId);
      case 'self':
        return say('ownRecord');
      default:
        return say('wholeCity');
    }
  };
}

function newestFirst(a: Grant, b: Grant): number {
  return a.from < b.from ? 1 : -1;
}
