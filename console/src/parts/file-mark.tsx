import { useState } from 'react';
import { useWords } from '../language/words.ts';
import { FileButton } from './file-button.tsx';
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
  const [chosen, setChosen] = useState<Chosen>();
  const choose = async (file: File | undefined) => {
    onChange?.(undefined);
    if (file === undefined) return setChosen(undefined);
    const { name } = file;
    if (file.size > maxBytes) return setChosen({ name, state: 'too-big' });
    setChosen({ name, state: 'reading' });
    try {
      onChange?.(await hashOf(file));
      setChosen({ name, state: 'marked' });
    } catch {
      setChosen({ name, state: 'unreadable' });
    }
  };
  // A form that was emptied has forgotten the file; one that was left and found again knows its mark only.
  const emptied = chosen?.state === 'marked' && value === undefined;
  return (
    <div>
      <FileButton id={id} name={emptied ? undefined : chosen?.name} onChoose={(file) => void choose(file)} />
      <div role="status">
        {chosen?.state === 'reading' && <span className="soft">{say('fileReading')}</span>}
        {chosen?.state === 'too-big' && <span className="late">{say('fileTooBig')}</span>}
        {chosen?.state === 'unreadable' && <span className="late">{say('fileUnreadable')}</span>}
        {value !== undefined && (
          <span className="soft">{say('fingerprint', { sha256: value.slice(0, shownDigits) })}</span>
        )}
      </div>
    </div>
  );
}

interface Chosen {
  readonly name: string;
  /** unreadable: it was moved or changed after it was chosen. */
  readonly state: 'reading' | 'marked' | 'too-big' | 'unreadable';
}

const maxBytes = 50 * 1_048_576;
const shownDigits = 12;

/** Not by crypto.subtle, which browsers withhold on plain HTTP in intranets. */
async function hashOf(file: File): Promise<string> {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const hash = sha256(new Uint8Array(await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
