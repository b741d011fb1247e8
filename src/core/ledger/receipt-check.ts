import { DomainError } from '../errors.ts';
import type { Explanation } from '../explanation.ts';
import type { Entry } from './entry.ts';
import { checkComplete, openHead, type StreamHead } from './head.ts';
import type { Crypto, VerifierKey } from './note.ts';
import { type CheckedReceipt, type Compression, checkReceipt, parseReceipt, type TrustLevel } from './receipt.ts';

/** What somebody who checks hands in: receipts and statements of heads, in any order. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

export interface FileAnswer {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, as data: messages/receipt-answers.ts and messages/problems-log.ts have the sentences. */
  readonly message: Explanation;
  /** null where nothing was passed, and for a statement of a head. */
  readonly level: TrustLevel | null;
  readonly entry: Entry | null;
}

/**
 * Checks files as the command line and the page do it. A statement of a head is held against all receipts given: whether
 * any of its stream is missing.
 */
export function checkFiles(
  tools: Crypto & Pick<Compression, 'inflate'>,
  files: readonly GivenFile[],
  keys: readonly VerifierKey[],
): FileAnswer[] {
  const receipts: CheckedReceipt[] = [];
  const heads: { readonly name: string; readonly text: string }[] = [];
  const answers: FileAnswer[] = [];
  for (const file of files) {
    if (file.text.startsWith('rx12/stream-head/')) heads.push(file);
    else {
      answers.push(
        answered(file.name, () => {
          const checked = checkReceipt(tools, parseReceipt(tools, file.text), keys);
          receipts.push(checked);
          return receiptAnswer(checked);
        }),
      );
    }
  }
  for (const { name, text } of heads) {
    answers.push(
      answered(name, () => {
        const head = openHead(tools, text, keys);
        checkComplete(head, receipts);
        return { level: null, entry: null, message: completeMessage(head) };
      }),
    );
  }
  return answers;
}

function receiptAnswer({ level, entry, checkpoint, signers }: CheckedReceipt): Omit<FileAnswer, 'name' | 'ok'> {
  const witnesses = signers.filter(({ name }) => name !== checkpoint.origin).map(({ name }) => name);
  const { origin, size } = checkpoint;
  const parameters = { seq: entry.seq, kind: entry.event.kind, at: entry.at, origin, size, witnesses };
  return { level, entry, message: { code: `receipt.${level}`, parameters } };
}

const completeCode = 'receipts.complete';

function completeMessage({ stream, n, at }: StreamHead): Explanation {
  return { code: completeCode, parameters: { kind: stream.kind, id: stream.id, n, at } };
}

function answered(name: string, check: () => Omit<FileAnswer, 'name' | 'ok'>): FileAnswer {
  try {
    return { name, ok: true, ...check() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, parameters } = error;
    return { name, ok: false, level: null, entry: null, message: { code, parameters } };
  }
}
