import { render } from '../../src/core/explanation.ts';
import { parseVkey, type VerifierKey } from '../../src/core/ledger/note.ts';
import { checkFiles, type FileAnswer } from '../../src/core/ledger/receipt-check.ts';
import { logProblems } from '../../src/messages/problems-log.ts';
import { receiptAnswers } from '../../src/messages/receipt-answers.ts';
import { browserTools } from './browser.ts';
import type { ReceiptChecker } from './checked.ts';

/**
 * Checks in a browser, without any service. The page that stands by itself and the console check with this, so that they
 * cannot differ.
 */
export const checkReceipts: ReceiptChecker['checkReceipts'] = (files, keyLines) => {
  const keys = keysIn(keyLines);
  if (keys === undefined) return undefined;
  return checkFiles(browserTools, files, keys).map(({ message, ...answer }) => ({
    ...answer,
    ...sentencesOf(message),
  }));
};

export const noKey: ReceiptChecker['noKey'] = sentencesOf({ code: 'note.vkey', parameters: {} });

function keysIn(lines: string): VerifierKey[] | undefined {
  try {
    return lines
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => parseVkey(browserTools.sha256, line));
  } catch {
    return undefined;
  }
}

function sentencesOf(message: FileAnswer['message']): ReceiptChecker['noKey'] {
  const sentences = { ...logProblems, ...receiptAnswers };
  return { zh: render(sentences, 'zh', message), en: render(sentences, 'en', message) };
}
