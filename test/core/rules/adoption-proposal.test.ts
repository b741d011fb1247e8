import { describe, expect, it } from 'vitest';
import { type Adoptions, withAdoption } from '../../../src/core/rules/adoption.ts';
import {
  confirmAdoption,
  dropAdoption,
  openProposals,
  type Proposals,
  type ProposeAdoption,
  type Proposing,
  proposeAdoption,
  withProposal,
} from '../../../src/core/rules/adoption-proposal.ts';
import { sha256Hex } from '../../../src/hashing.ts';
import { refusalOf, tenOClock, tiny } from '../../support/record.ts';

const at = (
  today: string,
  personId: string,
  proposals: Proposals = new Map(),
  adoptions: Adoptions = [],
): Proposing => ({
  adoptions,
  proposals,
  sha256Hex,
  signerIds: [personId],
  today,
});
const command = (changes: Partial<ProposeAdoption> = {}): ProposeAdoption => ({
  adoptionId: 'adp_1',
  scheme: tiny,
  from: '2026-04-01',
  jurisdictionId: 'city',
  document: '卫发〔2026〕1号',
  publishedOn: '2026-03-15',
  ...changes,
});
const signed = (personId: string, date: string) => ({
  by: { personId, accountId: personId, role: 'commission-registrar' },
  at: tenOClock(date),
});
const proposed = (on = '2026-03-20', by = 'registrar') =>
  withProposal(new Map(), proposeAdoption(at(on, by), command()), signed(by, on));

describe('a proposed adoption', () => {
  it('begins tomorrow at the earliest', () => {
    const on = (from: string) => refusalOf(() => proposeAdoption(at('2026-03-20', 'registrar'), command({ from })));
    expect(['2026-03-19', '2026-03-20', '2026-03-21'].map(on)).toEqual([
      'adoption.in-past',
      'adoption.in-past',
      'not refused',
    ]);
  });

  it('cites a document published before it begins', () => {
    const on = (publishedOn: string) =>
      refusalOf(() => proposeAdoption(at('2026-03-20', 'registrar'), command({ publishedOn })));
    expect(['2026-03-31', '2026-04-01', '2026-04-02'].map(on)).toEqual([
      'not refused',
      'not refused',
      'adoption.published-late',
    ]);
  });

  it('binds nobody, and there is one of a scheme for a jurisdiction', () => {
    const proposals = proposed();
    expect([...proposals.values()]).toMatchObject([{ proposedBy: 'registrar', proposedOn: '2026-03-20' }]);
    const again = (jurisdictionId: string) =>
      refusalOf(() => proposeAdoption(at('2026-03-21', 'another', proposals), command({ jurisdictionId })));
    expect([again('city'), again('h3')]).toEqual(['adoption.already-proposed', 'not refused']);
  });

  it('is confirmed by another person, and then binds with its document, its date and its text', () => {
    const proposals = proposed();
    expect(refusalOf(() => confirmAdoption(at('2026-03-21', 'registrar', proposals), 'adp_1'))).toBe(
      'adoption.own-proposal',
    );
    const merged = { ...at('2026-03-21', 'another', proposals), signerIds: ['another', 'registrar'] };
    expect(refusalOf(() => confirmAdoption(merged, 'adp_1'))).toBe('adoption.own-proposal');
    const event = confirmAdoption(at('2026-03-21', 'another', proposals), 'adp_1');
    expect(withAdoption([], event)).toMatchObject([
      { scheme: { id: 'tiny' }, from: '2026-04-01', document: '卫发〔2026〕1号', publishedOn: '2026-03-15' },
    ]);
    const after = withProposal(proposals, event, signed('another', '2026-03-21'));
    expect([openProposals(proposals).length, openProposals(after).length]).toEqual([1, 0]);
  });

  it('can be confirmed until the day before it begins', () => {
    const on = (today: string) => refusalOf(() => confirmAdoption(at(today, 'another', proposed()), 'adp_1'));
    expect(['2026-03-31', '2026-04-01', '2026-04-02'].map(on)).toEqual([
      'not refused',
      'adoption.in-past',
      'adoption.in-past',
    ]);
  });

  it('is checked again when it is confirmed, for another may have come in between', () => {
    const event = confirmAdoption(at('2026-03-21', 'another', proposed()), 'adp_1');
    const meanwhile = withAdoption([], event);
    expect(refusalOf(() => confirmAdoption(at('2026-03-21', 'another', proposed(), meanwhile), 'adp_1'))).toBe(
      'adoption.overlap',
    );
  });

  it('that was dropped or never made cannot be confirmed', () => {
    const proposals = proposed();
    const event = dropAdoption(at('2026-03-21', 'registrar', proposals), { adoptionId: 'adp_1', reason: '…' });
    const after = withProposal(proposals, event, signed('registrar', '2026-03-21'));
    expect(refusalOf(() => confirmAdoption(at('2026-03-22', 'another', after), 'adp_1'))).toBe('adoption.not-open');
    expect(
      refusalOf(() => dropAdoption(at('2026-03-22', 'another', after), { adoptionId: 'adp_1', reason: '…' })),
    ).toBe('adoption.not-open');
  });
});
