import { readFileSync } from 'node:fs';
import { render } from '../core/explanation.ts';
import { parseVkey } from '../core/ledger/note.ts';
import { checkFiles } from '../core/ledger/receipt-check.ts';
import { sha256 } from '../hashing.ts';
import { nodeCompression, nodeCrypto } from '../log/node-crypto.ts';
import { logProblems } from '../messages/problems-log.ts';
import { receiptAnswers } from '../messages/receipt-answers.ts';

/**
 * Checks receipts without the service: no data folder, no network. Statements of a head among the files are held against
 * the receipts given, so that a missing one shows.
 *
 * @returns the exit code: 0 when every file passed, 2 when one did not.
 */
export function verifyReceipt(
  paths: readonly string[],
  vkeys: readonly string[],
  print: (line: string) => void,
): number {
  const keys = vkeys.map((vkey) => parseVkey(sha256, vkey));
  const files = paths.map((path) => ({ name: path, text: readFileSync(path, 'utf8') }));
  const answers = checkFiles({ ...nodeCrypto, ...nodeCompression }, files, keys);
  for (const { name, ok, message } of answers) {
    print(`${ok ? 'ok' : 'NOT ok'} ${name}`);
    for (const language of ['zh', 'en'] as const) print(`  ${render(sentences, language, message)}`);
  }
  return answers.every(({ ok }) => ok) ? 0 : 2;
}

const sentences = { ...logProblems, ...receiptAnswers };
