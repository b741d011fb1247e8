import { hash } from 'node:crypto';
import type { Sha256 } from './core/ledger/merkle.ts';

/**
 * The hash that core is given. Parts are gathered in one place first: hashing in one shot is a third cheaper than feeding
 * a hash part by part, and a ledger does little else.
 */
export const sha256: Sha256 = (...parts) => {
  if (parts.length === 1 && parts[0] !== undefined) return hash('sha256', parts[0], 'buffer');
  let length = 0;
  for (const part of parts) {
    if (length + part.length > gathered.length) return hash('sha256', Buffer.concat(parts), 'buffer');
    gathered.set(part, length);
    length += part.length;
  }
  return hash('sha256', gathered.subarray(0, length), 'buffer');
};

const gathered = Buffer.alloc(65_536);

export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
