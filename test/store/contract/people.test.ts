import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { personDraft } from '../../support/ledger.ts';
import { type ContractStore, describeStores } from './stores.ts';

const { by } = personDraft('per_1');
const person = (personId: string, name: string, personKind: 'human' | 'machine' = 'human'): Draft => {
  const event = { kind: 'person.registered', v: 1, personId, personKind, name, identityHash: null } as const;
  return { event, by, streams: [{ kind: 'person', id: personId }] };
};
const account = (accountId: string, personId: string, hospitalId: string | null): Draft => {
  const event = { kind: 'account.opened', v: 1, accountId, personId, login: accountId, hospitalId } as const;
  return { event, by, streams: [{ kind: 'person', id: personId }] };
};
const closed = (accountId: string, personId: string): Draft => {
  const event = { kind: 'account.closed', v: 1, accountId, personId, reason: '' } as const;
  return { event, by, streams: [{ kind: 'person', id: personId }] };
};

describeStores('the humans with an open account', (open) => {
  let test: ContractStore;
  beforeEach(async () => {
    test = await open();
    await test.store.ledger.append([
      ...[person('p1', '王伟雪'), account('a1', 'p1', 'h1'), account('a1b', 'p1', 'h2')],
      ...[person('p2', '李伟'), account('a2', 'p2', 'h1')],
      ...[person('p3', 'Ann_Li 100%'), account('a3', 'p3', null)],
      ...[person('p4', '李伟机'), account('a4', 'p4', 'h1')],
      ...[person('m1', '伟系统', 'machine'), account('a5', 'm1', 'h1')],
    ]);
    await test.store.ledger.append([closed('a4', 'p4')]);
  });
  afterEach(() => test.remove());

  const found = async (search: Partial<Parameters<ContractStore['store']['people']['accountHolders']>[0]>) => {
    const rows = await test.store.people.accountHolders({ text: '', hospitalIds: null, limit: 10, ...search });
    return rows.map(({ personId, hospitalId }) => `${personId}@${hospitalId}`).sort();
  };

  it('are found by any part of the name, at the hospitals asked about, each once for a hospital', async () => {
    expect(await found({ text: '伟' })).toEqual(['p1@h1', 'p1@h2', 'p2@h1']);
    expect(await found({ text: ' 伟雪 ' })).toEqual(['p1@h1', 'p1@h2']);
    expect(await found({ text: '伟', hospitalIds: ['h2'] })).toEqual(['p1@h2']);
    expect(await found({ text: '伟', hospitalIds: [] })).toEqual([]);
    expect(await found({ text: '伟', personIds: ['p2', 'p4'] })).toEqual(['p2@h1']);
    expect(await found({})).toEqual(['p1@h1', 'p1@h2', 'p2@h1', 'p3@null']);
    expect(await test.store.people.accountHolders({ text: '', hospitalIds: null, limit: 2 })).toHaveLength(2);
  });

  it('are found whatever the case, and by the very signs that a pattern is made of', async () => {
    expect(await found({ text: 'ANN_' })).toEqual(['p3@null']);
    expect(await found({ text: '%' })).toEqual(['p3@null']);
    expect(await found({ text: '伟_' })).toEqual([]);
    expect(await found({ text: '!' })).toEqual([]);
  });
});
