import { describe, expect, it } from 'vitest';
import { factorKit, totpStep } from '../src/doors/totp.ts';

/** RFC 6238, appendix B: the key is the ASCII text 12345678901234567890; the last six of its eight digits. */
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors: readonly (readonly [seconds: number, eightDigits: string])[] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];

describe('a code of a second factor', () => {
  it.each(vectors)('is that of RFC 6238 at %i s', (seconds, eightDigits) => {
    const step = Math.floor(seconds / 30);
    expect(totpStep(key, eightDigits.slice(2), seconds * 1_000)).toBe(step);
  });

  it('is taken one step early and one step late, and neither two', () => {
    const code = '050471';
    const step = Math.floor(1_111_111_111 / 30);
    const first = step * 30_000;
    expect(totpStep(key, code, first - 30_000)).toBe(step);
    expect(totpStep(key, code, first + 60_000 - 1)).toBe(step);
    expect(totpStep(key, code, first - 30_001)).toBeUndefined();
    expect(totpStep(key, code, first + 60_000)).toBeUndefined();
  });
});

describe('a sealed secret', () => {
  const kit = factorKit(Buffer.alloc(32, 1), 'test.example/rx12');

  it('shows nothing of itself, and opens for its own account under its own key only', () => {
    const { secret, uri, box } = kit.create('acc_1', 'auditor');
    expect(uri).toContain(`secret=${secret}`);
    expect(Buffer.from(box, 'base64url').toString('latin1')).not.toContain(secret);
    expect(kit.unseal('acc_1', box)).toBe(secret);
    expect(kit.unseal('acc_2', box)).toBeUndefined();
    expect(factorKit(Buffer.alloc(32, 2), 'test.example/rx12').unseal('acc_1', box)).toBeUndefined();
    const bytes = Buffer.from(box, 'base64url');
    bytes[14] = (bytes[14] ?? 0) ^ 1;
    expect(kit.unseal('acc_1', bytes.toString('base64url'))).toBeUndefined();
  });
});
