import type { Clock } from './core/clock.ts';

export type NewId = (prefix: string) => string;

/**
 * Identifiers that sort by the time they were made: `ded_01kas…`, the form of a ULID in lower case (ten digits of
 * milliseconds, sixteen random ones, in Crockford's alphabet, without those that are easily misread). What is recorded
 * together then lies together in every index, where wholly random names would touch a page each. That an identifier says
 * when it was made tells nothing that its entry does not say.
 */
export function timeOrderedIds(clock: Clock, randomBytes: (count: number) => Uint8Array): NewId {
  let madeAtMs = Number.NaN;
  let time = '';
  return (prefix) => {
    const now = clock.now();
    if (now !== madeAtMs) {
      madeAtMs = now;
      time = timeDigits(now);
    }
    return `${prefix}_${time}${base32(randomBytes(randomLength))}`;
  };
}

const randomLength = 10;
const timeLength = 10;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function timeDigits(epochMs: number): string {
  let rest = epochMs;
  let text = '';
  for (let digit = 0; digit < timeLength; digit += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Five bits a digit, the first bits first; the length is a multiple of five bytes, so that none are left over. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}
