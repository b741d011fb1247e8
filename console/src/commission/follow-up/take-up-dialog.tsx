import { Input, Modal } from 'antd';
import { useId } from 'react';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useDraft } from '../../parts/draft.ts';
import { partWords } from '../../parts/messages.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import type { Proposal } from '../queries.ts';
import { followUpWords } from './messages.ts';
import { useSignalText } from './signal-text.ts';

/** Somebody takes a signal up, with a note; its figures are kept as they are now. */
export function TakeUpDialog(props: {
  readonly proposal: Proposal;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { proposal, onClose, onDone } = props;
  const say = useWords(followUpWords);
  const part = useWords(partWords);
  const text = useSignalText(proposal);
  const id = useId();
  const { measure, hospitalId, wardId, rule, since } = proposal;
  const [note, setNote, forget] = useDraft(`take-up/${measure}/${hospitalId}/${wardId}/${rule}/${since}`, '');
  const write = useWrite({
    write: (_: undefined, key: string) =>
      answered(
        api.POST('/v1/cost/follow-ups', {
          params: { header: { 'Idempotency-Key': key } },
          body: { measure, hospitalId, wardId, rule, since, note },
        }),
      ),
    onDone: () => {
      forget();
      onDone();
    },
  });
  const where = proposal.wardName === null ? proposal.hospitalName : `${proposal.hospitalName} ${proposal.wardName}`;
  return (
    <Modal
      open
      title={say('takeUpTitle', { where })}
      okText={say('takeUp')}
      cancelText={part('cancel')}
      onCancel={onClose}
      onOk={() => write.mutate(undefined)}
      okButtonProps={{ disabled: note.trim() === '', loading: write.isPending }}
    >
      <p>
        {text.measure}：{text.change}（{text.when}，{text.rule}）
      </p>
      <label htmlFor={id}>{say('note')}</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={1000}
        placeholder={say('noteHint')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <ProblemAlert error={write.error} />
    </Modal>
  );
}
