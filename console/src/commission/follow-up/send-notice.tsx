import { App, Button, Checkbox } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useConfirm } from '../../parts/confirm.tsx';
import { useDraft } from '../../parts/draft.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useHospitals } from '../queries.ts';
import { noticeWords } from './notice-messages.ts';
import { LinesField, TextField } from './step-fields.tsx';

interface Typed {
  readonly document: string;
  readonly others: string;
  /** Who is left out: a notice goes to every hospital that it is about unless somebody says otherwise. */
  readonly leftOut: readonly string[];
}

const empty: Typed = { document: '', others: '', leftOut: [] };

/**
 * Sends the notice that is on the page, as it reads there: it is refused if the figures have changed meanwhile.
 *
 * @param digest of the page's text, as the answer's header Repr-Digest has it.
 */
export function SendNotice(props: {
  readonly month: string;
  readonly county: string | undefined;
  readonly digest: string;
}) {
  const { month, county, digest } = props;
  const say = useWords(noticeWords);
  const confirm = useConfirm();
  const { message } = App.useApp();
  const [typed, setTyped, forget] = useDraft(`notice/${month}/${county ?? ''}`, empty);
  // Whom the notice is about: level 2 and 3. Others can be written in below.
  const hospitals = (useHospitals().data?.items ?? []).filter(
    ({ level, regionId, until }) => level > 1 && until === null && (county === undefined || regionId === county),
  );
  const to = hospitals.filter(({ hospitalId }) => !typed.leftOut.includes(hospitalId));
  const others = typed.others
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const write = useWrite({
    write: (_: undefined, key: string) =>
      answered(
        api.POST('/v1/cost/notices/{month}/sendings', {
          params: { path: { month }, header: { 'Idempotency-Key': key } },
          body: {
            county: county ?? null,
            document: typed.document.trim(),
            hospitalIds: to.map(({ hospitalId }) => hospitalId),
            others,
            textSha256: hexOf(digest),
          },
        }),
      ),
    onDone: () => {
      forget();
      void message.success(say('sent'));
    },
  });
  const send = async () => {
    const text = say('sendSure', { count: to.length + others.length, document: typed.document.trim() });
    if (await confirm({ title: say('send'), text, act: say('send') })) write.mutate(undefined);
  };
  const mark = (hospitalId: string, isTo: boolean) =>
    setTyped({
      ...typed,
      leftOut: isTo ? typed.leftOut.filter((id) => id !== hospitalId) : [...typed.leftOut, hospitalId],
    });
  const isComplete = typed.document.trim() !== '' && to.length + others.length > 0;
  return (
    <section className="block wide no-print" aria-label={say('send')}>
      <h2>{say('send')}</h2>
      <TextField
        short
        label={say('document')}
        value={typed.document}
        onChange={(document) => setTyped({ ...typed, document })}
      />
      <fieldset className="plain-fieldset">
        <legend>{say('to', { count: to.length, of: hospitals.length })}</legend>
        <div className="choices">
          {hospitals.map(({ hospitalId, name }) => (
            <Checkbox
              key={hospitalId}
              checked={!typed.leftOut.includes(hospitalId)}
              onChange={({ target }) => mark(hospitalId, target.checked)}
            >
              {name}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <LinesField
        required={false}
        label={say('others')}
        value={typed.others}
        onChange={(lines) => setTyped({ ...typed, others: lines })}
      />
      <ProblemAlert error={write.error} />
      <div className="buttons below">
        <Button type="primary" disabled={!isComplete} loading={write.isPending} onClick={() => void send()}>
          {say('send')}
        </Button>
      </div>
    </section>
  );
}

/** RFC 9530 writes base64 between colons; the command takes the digits that a paper would show. */
function hexOf(digest: string): string {
  const base64 = /sha-256=:([^:]+):/.exec(digest)?.[1] ?? '';
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
