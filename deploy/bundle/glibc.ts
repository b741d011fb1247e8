import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** The newest symbol versions that the machine code of a folder asks for: what a machine must offer to run it. */
export interface Needs {
  readonly glibc: string;
  readonly glibcxx: string;
  /** The files that were looked at, each with what it asks for. */
  readonly files: readonly { readonly name: string; readonly glibc: string; readonly glibcxx: string }[];
}

/**
 * Measured by `objdump -T` in every ELF file, because what a package says of itself is not what its compiler did.
 *
 * @throws Error when there is no objdump, or no machine code was found: then nothing was measured.
 */
export function measuredNeeds(folder: string, names: readonly string[]): Needs {
  const files = names
    .filter((name) => isElf(join(folder, name)))
    .map((name) => {
      const symbols = execFileSync('objdump', ['-T', join(folder, name)], {
        encoding: 'utf8',
        maxBuffer: maxSymbolBytes,
      });
      return { name, glibc: newest(symbols, 'GLIBC'), glibcxx: newest(symbols, 'GLIBCXX') };
    });
  if (files.length === 0) throw new Error(`there is no machine code in ${folder}: nothing was measured`);
  const most = (key: 'glibc' | 'glibcxx') =>
    files
      .map((file) => file[key])
      .sort(byVersion)
      .at(-1) ?? '0';
  return { glibc: most('glibc'), glibcxx: most('glibcxx'), files };
}

/** Node exports a hundred thousand symbols. */
const maxSymbolBytes = 256 * 1_024 * 1_024;

/** The newest version of a library that a symbol table names; `0` where it names none. */
export function newest(symbols: string, library: string): string {
  const versions = symbols.matchAll(new RegExp(`\\b${library}_(\\d+(?:\\.\\d+)+)`, 'g'));
  return [...new Set([...versions].map(([, version = '0']) => version))].sort(byVersion).at(-1) ?? '0';
}

/** 2.4 is older than 2.28. */
export function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isElf(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const beginning = Buffer.alloc(4);
    readSync(file, beginning, 0, 4, 0);
    return beginning.equals(Buffer.from('\x7fELF', 'latin1'));
  } finally {
    closeSync(file);
  }
}
