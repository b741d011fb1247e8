import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Schema } from '../api/client.ts';
import { useForm } from '../language/form.ts';
import { useCodeWords, useWords } from '../language/words.ts';
import { saveFile } from '../parts/file.ts';
import { doctorWords, entryWords } from './messages.ts';

export function ReceiptRow({ receipt }: { readonly receipt: Schema<'Receipt'> }) {
  const say = useWords(doctorWords);
  const kind = useCodeWords(entryWords);
  const form = useForm();
  return (
    <li>
      <div>
        <strong>{kind(receipt.kind)}</strong>
        <div className="soft">
          {say('entryNo', { seq: receipt.seq })} · {form.time(receipt.at)}
        </div>
      </div>
      <Button
        icon={<DownloadOutlined />}
        aria-label={say('downloadReceipt', { seq: receipt.seq })}
        onClick={() => saveFile(`${receipt.seq}.tlog-proof`, receipt.file, 'text/plain')}
      >
        {say('download')}
      </Button>
    </li>
  );
}
