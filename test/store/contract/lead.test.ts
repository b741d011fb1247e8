import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { personDraft } from '../../support/ledger.ts';
import { type ContractStore, describeStores } from './stores.ts';

const { by } = personDraft('per_1');
const posted = (leadId: string, doctorId: string | null): Draft => {
  const lead = { leadId, hospitalId: 'h', doctorId, source: 'his-hit', occurredOn: '2026-11-02' } as const;
  const event = { kind: 'lead.posted', v: 1, ...lead, actRef: null, code: null, text: '' } as const;
  return { event, by, streams: [{ kind: 'lead', id: leadId }] };
};
const closed = (leadId: string, deductionId: string | null): Draft => {
  const outcome = deductionId === null ? 'set-aside' : 'recorded';
  const event = { kind: 'lead.closed', v: 1, leadId, hospitalId: 'h', outcome, deductionId, reason: '' } as const;
  return { event, by, streams: [{ kind: 'lead', id: leadId }] };
};

describeStores('the leads about a doctor that were set aside', (open) => {
  let test: ContractStore;
  beforeEach(async () => {
    test = await open();
  });
  afterEach(() => test.remove());

  it('are found by the ids that the doctor bears, in ledger order, and no open or recorded ones', async () => {
    await test.store.ledger.append([
      ...[posted('z', 'a'), posted('y', 'b'), posted('x', 'c'), posted('open', 'a'), posted('found', 'a')],
      posted('nobody', null),
    ]);
    await test.store.ledger.append([
      ...[closed('y', null), closed('z', null), closed('x', null), closed('found', 'd1'), closed('nobody', null)],
    ]);
    expect(await test.store.leads.setAsideAbout(['a', 'b'])).toEqual(['z', 'y']);
    expect(await test.store.leads.setAsideAbout(['c'])).toEqual(['x']);
    expect(await test.store.leads.setAsideAbout(['nobody'])).toEqual([]);
  });
});
