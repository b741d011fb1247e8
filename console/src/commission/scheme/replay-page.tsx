import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { useDraft } from '../../parts/draft.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Loading } from '../../parts/states.tsx';
import { schemeWords } from './messages.ts';
import { ReplayResult } from './replay-result.tsx';
import '../commission.css';

/** A draft over real history: what would change, before anybody adopts it. */
export function ReplayPage() {
  const say = useWords(schemeWords);
  const id = useId();
  const [text, setText] = useDraft('replay', '');
  const [fault, setFault] = useState<string>();
  const replay = useMutation({
    mutationFn: (scheme: Record<string, unknown>) => answered(api.POST('/v1/schemes/replay', { body: { scheme } })),
    networkMode: 'always',
  });
  const bound = useQuery({
    queryKey: ['scheme', 'bound'],
    queryFn: async () => {
      const { adopted } = await answered(api.GET('/v1/schemes'));
      const schemeId = adopted.at(-1)?.schemeId;
      if (schemeId === undefined) return undefined;
      const { versions } = await answered(api.GET('/v1/schemes/{schemeId}', { params: { path: { schemeId } } }));
      return versions.at(-1)?.scheme ?? null;
    },
    enabled: false,
  });
  const load = async () => {
    const { data } = await bound.refetch();
    if (data) setText(JSON.stringify(data, null, 2));
  };
  const run = () => {
    try {
      const scheme: unknown = JSON.parse(text);
      if (typeof scheme !== 'object' || scheme === null || Array.isArray(scheme)) throw new Error('{…}');
      setFault(undefined);
      replay.mutate(scheme as Record<string, unknown>);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Page title={say('replayTitle')} lead={say('replayLead')}>
      <section className="block wide no-print" aria-label={say('replay')}>
        <div className="form-column">
          <div>
            <Button onClick={() => void load()} loading={bound.isFetching}>
              {say('begin')}
            </Button>
          </div>
          <div>
            <label htmlFor={id}>{say('draft')}</label>
            <Input.TextArea
              id={id}
              rows={10}
              placeholder={say('draftHint')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          {fault !== undefined && <Alert type="error" role="alert" showIcon title={say('notJson', { why: fault })} />}
          <ProblemAlert error={bound.error ?? replay.error} />
          <div>
            <Button type="primary" onClick={run} loading={replay.isPending} disabled={text.trim() === ''}>
              {say('run')}
            </Button>
          </div>
        </div>
      </section>
      {replay.isPending && <Loading />}
      {replay.data !== undefined && <ReplayResult replay={replay.data} />}
    </Page>
  );
}
