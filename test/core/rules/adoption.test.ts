import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Adoptions,
  adoptScheme,
  schemeHash,
  schemeInForce,
  schemesInForce,
  withAdoption,
} from '../../../src/core/rules/adoption.ts';
import { parseScheme, type Scheme } from '../../../src/core/rules/scheme.ts';
import { adopted, ganzhou, refusalOf, schemeData, tiny } from '../../support/record.ts';

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');
const chain = ['h3', 'county', 'city'];
const version = (label: string, from: string, until: string | null = null): Scheme => ({
  ...tiny,
  version: label,
  inForce: { from, until },
});
const versionOn = (adoptions: Adoptions, date: string, ids = chain) =>
  schemeInForce(adoptions, 'tiny', date, ids)?.scheme.version;

describe('the version in force', () => {
  const two = adopted(
    version('b', '2026-01-01'),
    'city',
    '2026-07-01',
    adopted(version('a', '2026-01-01'), 'city', '2026-02-01'),
  );

  it('begins on its day and ends where the next begins', () => {
    const dates = ['2026-01-31', '2026-02-01', '2026-06-30', '2026-07-01', '2030-01-01'];
    expect(dates.map((date) => versionOn(two, date))).toEqual([undefined, 'a', 'a', 'b', 'b']);
  });

  it('ends with its file where nothing follows', () => {
    const ending = adopted(version('a', '2026-01-01', '2027-01-01'));
    expect(['2026-12-31', '2027-01-01'].map((date) => versionOn(ending, date))).toEqual(['a', undefined]);
  });

  it('is the nearest: a hospital before its county before the city, and only while the nearer one holds', () => {
    const own = adopted(version('own', '2026-01-01', '2026-05-01'), 'h3', '2026-03-01', two);
    const county = adopted(version('county', '2026-01-01'), 'county', '2026-04-01', own);
    const dates = ['2026-02-28', '2026-03-01', '2026-04-30', '2026-05-01'];
    expect(dates.map((date) => versionOn(county, date))).toEqual(['a', 'own', 'own', 'county']);
    expect(versionOn(county, '2026-04-30', ['other3', 'county', 'city'])).toBe('county');
    expect(versionOn(county, '2026-04-30', ['abroad', 'city'])).toBe('a');
  });

  it('is given for every scheme side by side', () => {
    const both = adopted(ganzhou, 'city', '2026-01-01', two);
    expect(schemesInForce(both, '2026-07-01', chain).map(({ scheme }) => `${scheme.id} ${scheme.version}`)).toEqual([
      'ganzhou-default 2026',
      'tiny b',
    ]);
  });
});

describe('adopting', () => {
  const adopt = (adoptions: Adoptions, scheme: Scheme, from: string, jurisdictionId = 'city') =>
    adoptScheme({ adoptions, sha256Hex, anythingRecorded: false }, { scheme, from, jurisdictionId, document: null });
  const refused = (...args: Parameters<typeof adopt>) => refusalOf(() => adopt(...args));
  const first = withAdoption([], adopt([], version('a', '2026-01-01', '2027-01-01'), '2026-02-01'));

  it('carries the whole text and its hash, which the order of fields does not change', () => {
    const event = adopt([], ganzhou, '2026-01-01');
    expect(event.scheme).toEqual(ganzhou);
    expect(event.hash).toMatch(/^[0-9a-f]{64}$/);
    const reversed = Object.fromEntries(Object.entries(schemeData('ganzhou-default-2026')).reverse());
    expect(schemeHash(parseScheme(reversed), sha256Hex)).toBe(event.hash);
    expect(schemeHash({ ...ganzhou, total: 11 }, sha256Hex)).not.toBe(event.hash);
  });

  it('by one person founds an empty city, and nothing once a finding has been recorded', () => {
    const command = { scheme: version('a', '2026-01-01'), from: '2026-01-01', jurisdictionId: 'city', document: null };
    const founding = (anythingRecorded: boolean) =>
      refusalOf(() => adoptScheme({ adoptions: [], sha256Hex, anythingRecorded }, command));
    expect([founding(false), founding(true)]).toEqual(['not refused', 'adoption.founding-over']);
  });

  it('stays within the dates of the file', () => {
    const scheme = version('a', '2026-01-01', '2027-01-01');
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((from) => refused([], scheme, from))).toEqual([
      'adoption.outside-scheme-dates',
      'not refused',
      'not refused',
      'adoption.outside-scheme-dates',
    ]);
  });

  it('begins later than what the same jurisdiction has adopted before', () => {
    const next = version('b', '2026-01-01');
    expect(['2026-01-31', '2026-02-01', '2026-02-02'].map((from) => refused(first, next, from))).toEqual([
      'adoption.overlap',
      'adoption.overlap',
      'not refused',
    ]);
    expect(refused(first, next, '2026-01-31', 'h3')).toBe('not refused');
  });

  it('leaves no day between two versions', () => {
    const next = version('b', '2026-01-01');
    expect(['2027-01-01', '2027-01-02'].map((from) => refused(first, next, from))).toEqual([
      'not refused',
      'adoption.gap',
    ]);
  });

  it('refuses another text under a version that was adopted, anywhere', () => {
    const changed = { ...version('a', '2026-01-01', '2027-01-01'), total: 5 };
    expect(refused(first, changed, '2026-03-01', 'h3')).toBe('adoption.version-changed');
    expect(refused(first, version('a', '2026-01-01', '2027-01-01'), '2026-03-01', 'h3')).toBe('not refused');
  });
});
