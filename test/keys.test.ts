import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeys, readKeys } from '../src/keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-keys-'));
  createKeys(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a folder from before there were second factors gets a key for them once, which only its owner reads', () => {
  rmSync(join(folder, 'factor.key'));
  const { factorKey } = readKeys(folder);
  expect(factorKey.length).toBe(32);
  expect(statSync(join(folder, 'factor.key')).mode & 0o777).toBe(0o600);
  expect(readKeys(folder).factorKey).toEqual(factorKey);
});

it('no other key is made anew where it is missing: what it signed or named would be lost', () => {
  for (const name of ['token.key.pem', 'identity.key']) {
    rmSync(join(folder, name));
    expect(() => readKeys(folder), name).toThrow('ENOENT');
  }
});
