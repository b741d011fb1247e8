import { createHash, hash } from 'node:crypto';
import type { Sha256 } from './core/ledger/merkle.ts';

/** The hash that core is given. One-shot for what is already in one piece, which is most of a ledger's work. */
export const sha256: Sha256 = (...parts) => {
  if (parts.length === 1 && parts[0] !== undefined) return hash('sha256', parts[0], 'buffer');
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
