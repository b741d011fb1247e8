import { createHash, hash } from 'node:crypto';
import type { Cells } from '../core/cost/cells.ts';
import { wardCode } from '../core/register/ward.ts';

/**
 * 52 bits of SHA-256(key ‖ hospital ‖ record number ‖ stay number ‖ discharge day): tells that two rows are one stay and
 * nothing else. Among a million rows two different stays meet with a chance of 1 in 9 000.
 */
export function stayHash(key: Uint8Array, hospitalId: string) {
  const prefix = createHash('sha256').update(key).update(`rx12/stay/v1\0${hospitalId}\0`).digest();
  const buffer = Buffer.alloc(prefix.length + maxHashedBytes);
  prefix.copy(buffer);
  // One view for each length: a view for each row would be a third of what the import leaves to the collector.
  const views: (Buffer | undefined)[] = [];
  return ({ bytes, starts, ends }: Cells, recordCell: number, stayCell: number, dischargedDay: number): number => {
    let at = prefix.length;
    for (let turn = 0; turn < 2; turn += 1) {
      const cell = turn === 0 ? recordCell : stayCell;
      const start = cell < 0 ? 0 : (starts[cell] as number);
      const length = cell < 0 ? 0 : Math.min((ends[cell] as number) - start, maxHashedCell);
      if (turn === 0 && length === 0) return 0;
      for (let byte = 0; byte < length; byte += 1) buffer[at + byte] = bytes[start + byte] as number;
      at += length;
      buffer[at] = 0;
      at += 1;
    }
    at = buffer.writeUInt32LE(dischargedDay, at);
    views[at] ??= buffer.subarray(0, at);
    // As text of one byte a letter: a Buffer for each row costs more than the hash.
    const digest = hash('sha256', views[at] as Buffer, 'binary');
    let value = 0;
    for (let byte = 0; byte < 6; byte += 1) value = value * 256 + digest.charCodeAt(byte);
    return value * 16 + (digest.charCodeAt(6) >>> 4) || 1;
  };
}

const maxHashedCell = 64;
const maxHashedBytes = 2 * (maxHashedCell + 1) + 4;

/** How a ward code is kept with the chunks: enough to find its ward under a later map, not to read it. */
export function wardCodeHash(
  command: { readonly recordKey: Uint8Array; readonly hospitalId: string },
  code: string,
): string {
  const digest = createHash('sha256')
    .update(command.recordKey)
    .update(`rx12/ward/v1\0${command.hospitalId}\0${wardCode(code)}`);
  return digest.digest('hex').slice(0, 32);
}
