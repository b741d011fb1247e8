import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Checked } from '../../../../pages/verify-receipt/checked.ts';
import { answered, api, type Schema } from '../../api/client.ts';
import { type PageAsked, pageAfter } from '../../api/pages.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { useDoor } from '../../session/use-door.ts';
import { CheckedList } from './checked-list.tsx';
import { loadChecker } from './checker.ts';
import { receiptWords } from './messages.ts';

type Answer =
  | { readonly kind: 'checked'; readonly checked: readonly Checked[]; readonly pending: number }
  | { readonly kind: 'no-key'; readonly says: { readonly zh: string; readonly en: string } };

interface Given {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly pending: number;
}

/** Checks here what was handed out here, or files that were kept at home, against a key that the reader can replace. */
export function ReceiptCheck({ heads, vkeys }: Pick<Heads, 'heads' | 'vkeys'>) {
  const say = useWords(receiptWords);
  const { language } = useLanguage();
  const [key, setKey] = useState(vkeys.join('\n'));
  const [read, setRead] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const chooser = useRef<HTMLInputElement>(null);
  const keyId = useId();
  const door = useDoor(async (given: () => Promise<Given>) => {
    setAnswer(undefined);
    const [{ checkReceipts, noKey }, { files, pending }] = await Promise.all([loadChecker(), given()]);
    const checked = checkReceipts(files, key);
    setAnswer(checked === undefined ? { kind: 'no-key', says: noKey } : { kind: 'checked', checked, pending });
  });
  const all = async (): Promise<Given> => {
    const { files, pending } = await everyReceipt(setRead);
    return {
      files: [...files, ...heads.map((head) => ({ name: say('head', { n: head.n }), text: head.statement }))],
      pending,
    };
  };
  const kept = async (chosen: readonly File[]): Promise<Given> => {
    const files = chosen.slice(0, maxReceipts).map(async (file) => ({ name: file.name, text: await file.text() }));
    return { files: await Promise.all(files), pending: 0 };
  };
  return (
    <section className="block" aria-label={say('title')}>
      <h2>{say('title')}</h2>
      <p className="soft">{say('lead')}</p>
      <label htmlFor={keyId}>{say('key')}</label>
      <Input.TextArea
        id={keyId}
        className="key-field"
        value={key}
        rows={2}
        maxLength={4_000}
        spellCheck={false}
        onChange={({ target }) => setKey(target.value)}
      />
      <div className="buttons below">
        <Button
          type="primary"
          icon={<SafetyCertificateOutlined />}
          loading={door.waiting}
          onClick={() => void door.go(all)}
        >
          {say('checkAll')}
        </Button>
        <Button disabled={door.waiting} onClick={() => chooser.current?.click()}>
          {say('checkFiles')}
        </Button>
        <Button type="link" href="/verify-receipt" target="_blank">
          {say('alone')}
        </Button>
      </div>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={say('checkFiles')}
        onChange={({ target }) => void door.go(() => kept([...(target.files ?? [])]))}
      />
      <div role="status" className="below">
        {door.waiting && read > 0 ? say('reading', { count: read }) : null}
        {answer?.kind === 'no-key' && <Alert type="error" showIcon title={answer.says[language]} />}
        {answer?.kind === 'checked' && <Verdict {...answer} />}
      </div>
      <ProblemAlert error={door.error} />
    </section>
  );
}

interface Heads {
  readonly heads: readonly { readonly n: number; readonly statement: string }[];
  readonly vkeys: readonly string[];
}

function Verdict({ checked, pending }: { readonly checked: readonly Checked[]; readonly pending: number }) {
  const say = useWords(receiptWords);
  const bad = checked.filter(({ ok }) => !ok).length;
  const complete = checked.some(({ name: _name, ok, entry }) => ok && entry === null);
  const well = [say('allWell', { count: checked.length }), ...(complete ? [say('complete')] : [])].join(' · ');
  return (
    <>
      <Alert
        type={bad === 0 ? 'success' : 'error'}
        showIcon
        title={bad === 0 ? well : say('notAll', { bad, count: checked.length })}
        description={pending === 0 ? undefined : say('notSigned', { count: pending })}
      />
      <details open={bad > 0} className="below">
        <summary>{say('results')}</summary>
        <CheckedList checked={[...checked].sort((left, right) => Number(left.ok) - Number(right.ok))} />
      </details>
    </>
  );
}

const maxReceipts = 5_000;
const pageSize = 100;

/** Page after page: who checks that none is missing needs all of them. */
async function everyReceipt(onRead: (count: number) => void): Promise<Given> {
  const files: { name: string; text: string }[] = [];
  let pending = 0;
  let asked: PageAsked | undefined = {};
  while (asked !== undefined && files.length < maxReceipts) {
    const query: PageAsked & { readonly limit: string } = { limit: String(pageSize), ...asked };
    const page = await answered(api.GET('/v1/me/receipts', { params: { query } }));
    files.push(...page.items.map(fileOf));
    pending = page.pending.length;
    onRead(files.length);
    asked = pageAfter(page.links);
  }
  return { files, pending };
}

export function fileOf({ seq, file }: Schema<'Receipt'>): { readonly name: string; readonly text: string } {
  return { name: `${seq}.tlog-proof`, text: file };
}
