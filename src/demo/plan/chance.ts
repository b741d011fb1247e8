import { createHash, hash } from 'node:crypto';

/** Chance that is the same in every run of one seed. A branch has its own, so that drawing more in one place moves nothing elsewhere. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
  happens(share: number): boolean;
  /** @throws Error for an empty list. */
  pick<T>(list: readonly T[]): T;
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  branch(name: string): Chance;
}

export function chance(seed: string): Chance {
  const words = createHash('sha256').update(seed).digest();
  let [a, b, c, counter] = [words.readInt32LE(0), words.readInt32LE(4), words.readInt32LE(8), 1];
  // sfc32: small, fast, and good enough for data that only has to look natural.
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let turn = 0; turn < 16; turn += 1) next();
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    happens: (share) => next() < share,
    pick: (list) => at(list, below(list.length)),
    weighted: (list) => {
      let left = next() * list.reduce((sum, each) => sum + each.weight, 0);
      const found = list.findIndex((each) => {
        left -= each.weight;
        return left < 0;
      });
      return at(list, found === -1 ? list.length - 1 : found);
    },
    shuffled: (list) => {
      const shuffled = [...list];
      for (let end = shuffled.length - 1; end > 0; end -= 1) {
        const other = below(end + 1);
        [shuffled[end], shuffled[other]] = [at(shuffled, other), at(shuffled, end)];
      }
      return shuffled;
    },
    branch: (name) => chance(`${seed}/${name}`),
  };
}

/** Bytes for ids and salts of a history that must be the same again; never for what is served after it. */
export function seededBytes(seed: string): (count: number) => Uint8Array {
  let counter = 0;
  return (count) => {
    counter += 1;
    return hash('sha512', `${seed} ${counter}`, 'buffer').subarray(0, count);
  };
}

function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new Error('there is nothing to pick from');
  return list[index] as T;
}
