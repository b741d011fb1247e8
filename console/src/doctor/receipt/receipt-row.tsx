import { DownloadOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { saveFile } from '../../parts/file.ts';
import { Answered } from '../../parts/states.tsx';
import { doctorWords, entryWords } from '../messages.ts';
import { CheckedList } from './checked-list.tsx';
import { useChecker } from './checker.ts';
import { receiptWords } from './messages.ts';
import { fileOf } from './receipt-check.tsx';

/** One proof: to keep, and to check here against the keys that the service names. */
export function ReceiptRow(props: { readonly receipt: Schema<'Receipt'>; readonly vkeys: readonly string[] }) {
  const { receipt, vkeys } = props;
  const say = useWords(doctorWords);
  const words = useWords(receiptWords);
  const kind = useCodeWords(entryWords);
  const form = useForm();
  const [asked, setAsked] = useState(false);
  const checker = useChecker(asked);
  const { name, text } = fileOf(receipt);
  return (
    <li>
      <div className="row-text">
        <strong>{kind(receipt.kind)}</strong>
        <div className="soft">
          {say('entryNo', { seq: receipt.seq })} · {form.time(receipt.at)}
        </div>
        {asked && (
          <Answered query={checker}>
            {({ checkReceipts }) => <CheckedList checked={checkReceipts([{ name, text }], vkeys.join('\n')) ?? []} />}
          </Answered>
        )}
      </div>
      <div className="row-end">
        <Button
          icon={<SafetyOutlined />}
          aria-label={words('checkReceipt', { seq: receipt.seq })}
          onClick={() => setAsked(true)}
        >
          {words('checkOne')}
        </Button>
        <Button
          icon={<DownloadOutlined />}
          aria-label={say('downloadReceipt', { seq: receipt.seq })}
          onClick={() => saveFile(name, text, 'text/plain')}
        >
          {say('download')}
        </Button>
      </div>
    </li>
  );
}
