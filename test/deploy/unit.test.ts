import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url)), 'utf8');
const unit = read('rx12.service');
const inCi = process.env.CI === 'true';
const has = spawnSync('systemd-analyze', ['--version']).error === undefined;
if (!has && !inCi)
  process.stderr.write('SKIPPED: the unit was not read by systemd. Install systemd to run test/deploy.\n');

describe('the settings that are shipped', () => {
  it('are settings, those that are commented out included', () => {
    const lines = [...read('rx12.env').matchAll(/^#?(RX12_[A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(lines.length).toBeGreaterThan(10);
    expect(() => readConfig(Object.fromEntries(lines))).not.toThrow();
    expect(() => readConfig({ RX12_NO_SUCH: '1' })).toThrow('RX12_NO_SUCH');
  });
});

describe('the unit', () => {
  it('waits longer for the end than the service takes for what is under way', () => {
    const [, seconds = '0'] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    const serve = readFileSync(fileURLToPath(new URL('../../src/cli/serve.ts', import.meta.url)), 'utf8');
    const [, drain = ''] = /^const drainMs = (\d+)_000;$/m.exec(serve) ?? [];
    expect(Number(drain)).toBeGreaterThan(0);
    expect(Number(seconds)).toBeGreaterThanOrEqual(2 * Number(drain));
  });
});

describe.runIf(has || inCi)('the unit, as systemd reads it', () => {
  /** The program is not installed where tests run: another takes its place. */
  function analyzed(text: string): {
    readonly status: number | null;
    readonly said: string;
    readonly exposure: number;
  } {
    const folder = mkdtempSync(join(tmpdir(), 'rx12-unit-'));
    try {
      const path = join(folder, 'rx12.service');
      writeFileSync(path, text.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
      const checked = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
      const judged = spawnSync('systemd-analyze', ['security', '--offline=yes', path], { encoding: 'utf8' });
      const [, exposure = 'NaN'] = /Overall exposure level for rx12\.service: ([\d.]+)/.exec(judged.stdout) ?? [];
      const said = `${checked.stdout}${checked.stderr}`.split('\n').filter((line) => line.includes('rx12.service'));
      return { status: checked.status, said: said.join('\n'), exposure: Number(exposure) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('has no mistake, and one would be noticed', () => {
    expect(analyzed(unit)).toMatchObject({ status: 0, said: '' });
    expect(analyzed(unit.replace('ProtectSystem=strict', 'ProtectSystm=strict')).said).toContain('ProtectSystm');
  });

  it('leaves little open: below 2 of 10, where it would be over 8 without its walls', () => {
    expect(analyzed(unit).exposure).toBeLessThan(2);
    const bare = unit.replaceAll(/^(Protect|Private|Restrict|System|Capability|NoNew|Lock|Remove|Proc)\w*=.*$/gm, '');
    expect(analyzed(bare).exposure).toBeGreaterThan(8);
  });
});
