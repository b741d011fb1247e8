import type { ReceiptChecker } from '../../../../pages/verify-receipt/checked.ts';
import { useLater } from '../../parts/later.ts';

/** The checker of the page that stands by itself, loaded when somebody checks. */
export function useChecker(needed: boolean) {
  return useLater('receipt-checker', loadChecker, needed);
}

/** By a pattern, because it is not compiled with the console: core's own types are written for Node. */
export async function loadChecker(): Promise<ReceiptChecker> {
  const [load] = Object.values(import.meta.glob<ReceiptChecker>('../../../../pages/verify-receipt/checker.ts'));
  if (load === undefined) throw new Error('the checker of receipts was not built in');
  return load();
}
