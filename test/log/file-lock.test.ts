import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileLock } from '../../src/log/file-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx12-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openFileLock(join(folder, 'checkpoint.lock'));

describe('the checkpoint lock', () => {
  it('is empty until something is put there, and keeps it when opened again', async () => {
    const lock = open();
    expect(await lock.read()).toBeUndefined();
    expect(await lock.replace(undefined, 'one')).toBe(true);
    await lock.close();
    const again = open();
    expect(await again.read()).toBe('one');
    await again.close();
  });

  it('changes nothing when something else stands there than was expected', async () => {
    const lock = open();
    await lock.replace(undefined, 'one');
    expect(await lock.replace(undefined, 'two')).toBe(false);
    expect(await lock.replace('zero', 'two')).toBe(false);
    expect(await lock.read()).toBe('one');
    expect(await lock.replace('one', 'two')).toBe(true);
    expect(await lock.read()).toBe('two');
    await lock.close();
  });

  it('lets one of two servers win, whichever comes second', async () => {
    const [here, there] = [open(), open()];
    await here.replace(undefined, 'one');
    const won = await Promise.all([here.replace('one', 'here'), there.replace('one', 'there')]);
    expect(won.toSorted()).toEqual([false, true]);
    expect(await here.read()).toBe(await there.read());
    await Promise.all([here.close(), there.close()]);
  });
});
