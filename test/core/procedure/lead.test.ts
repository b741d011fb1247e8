import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/ledger/entry.ts';
import { closeLead, foldLead, type PostedLead, postLead } from '../../../src/core/procedure/lead.ts';
import { refusalOf, tenOClock } from '../../support/record.ts';

const posted: PostedLead = {
  leadId: 'l1',
  hospitalId: 'h3',
  doctorId: null,
  source: 'his-hit',
  occurredOn: '2026-03-02',
  actRef: 'RX1',
  code: '2-1',
  text: '规则命中',
};
const entryOf = (seq: number, event: Entry['event']): Entry => ({
  seq,
  at: tenOClock('2026-03-02'),
  by: { personId: 'his', accountId: 'his', role: 'his-client' },
  streams: [],
  event,
});

describe('a lead', () => {
  const open = { posted, closed: null };

  it('is posted about an act of today and not of tomorrow', () => {
    const post = (occurredOn: string) =>
      refusalOf(() => postLead({ now: tenOClock('2026-03-02') }, { ...posted, occurredOn }));
    expect(post('2026-03-02')).toBe('not refused');
    expect(post('2026-03-03')).toBe('lead.occurred-in-future');
  });

  it('is closed once, as recorded with its deduction or set aside without one', () => {
    const close = (outcome: 'recorded' | 'set-aside', deductionId: string | null) =>
      refusalOf(() => closeLead({ lead: open }, { outcome, deductionId, reason: '' }));
    expect(close('recorded', 'd1')).toBe('not refused');
    expect(close('recorded', null)).toBe('lead.deduction-missing');
    expect(close('set-aside', null)).toBe('not refused');
    expect(close('set-aside', 'd1')).toBe('lead.deduction-unwanted');
  });

  it('is told by its entries', () => {
    const first = entryOf(0, postLead({ now: tenOClock('2026-03-02') }, posted));
    expect(foldLead([])).toBeUndefined();
    expect(foldLead([first])).toMatchObject({ posted: { leadId: 'l1' }, closed: null });
    const last = entryOf(1, closeLead({ lead: open }, { outcome: 'set-aside', deductionId: null, reason: '误报' }));
    const lead = foldLead([first, last]);
    expect(lead?.closed).toMatchObject({ outcome: 'set-aside', reason: '误报' });
    if (lead === undefined) throw new Error('no lead');
    expect(refusalOf(() => closeLead({ lead }, { outcome: 'set-aside', deductionId: null, reason: '' }))).toBe(
      'lead.already-closed',
    );
  });
});
