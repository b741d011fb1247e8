import { useState } from 'react';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/**
 * The SHA-256 of a file that stays where it is: it can be told later whether the paper is the same. As a control of a
 * form its value is the hash.
 */
export function FileMark(props: {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (sha256: string | undefined) => void;
}) {
  const { id, value, onChange } = props;
  const say = useWords(partWords);
  const [tooBig, setTooBig] = useState(false);
  const choose = async (file: File | undefined) => {
    setTooBig(file !== undefined && file.size > maxBytes);
    onChange?.(file === undefined || file.size > maxBytes ? undefined : await hashOf(file));
  };
  return (
    <div>
      <input id={id} type="file" onChange={({ target }) => void choose(target.files?.[0])} />
      {tooBig && <div className="late">{say('fileTooBig')}</div>}
      {value === undefined ? null : (
        <div className="soft">{say('fingerprint', { sha256: value.slice(0, shownDigits) })}</div>
      )}
    </div>
  );
}

const maxBytes = 50 * 1_048_576;
const shownDigits = 12;

/** Not by crypto.subtle, which browsers withhold on plain HTTP in intranets. */
async function hashOf(file: File): Promise<string> {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const hash = sha256(new Uint8Array(await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
