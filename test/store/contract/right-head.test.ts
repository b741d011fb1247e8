import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DomainEvent } from '../../../src/core/events.ts';
import type { Draft } from '../../../src/core/ledger/entry.ts';
import { personDraft } from '../../support/ledger.ts';
import { type ContractStore, describeStores } from './stores.ts';

const { by } = personDraft('per_1');
const about = (doctorId: string, event: DomainEvent): Draft => ({
  event,
  by,
  streams: [{ kind: 'doctor', id: doctorId }],
});
const registered = (doctorId: string, licenceNo: string): Draft => {
  const facts = { name: '甲', pinyin: 'jia', licenceNo, title: '医师', antibacterialGrade: 'none' } as const;
  const rest = { licensedOn: '2019-01-01', practiceScope: '', identityHash: null } as const;
  return about(doctorId, { kind: 'doctor.registered', v: 1, doctorId, from: '2020-01-01', ...facts, ...rest });
};
const ended = (doctorId: string): Draft =>
  about(doctorId, { kind: 'doctor.ended', v: 1, doctorId, until: '2026-01-01', reason: 'left' });

describeStores('the doctor that a licence number leads to', (open) => {
  let test: ContractStore;
  beforeEach(async () => {
    test = await open();
  });
  afterEach(() => test.remove());
  const head = (licenceNo: string) => test.store.rights.headByLicence(licenceNo);

  it('comes with the length of the stream as it is now, and a number of nobody with nothing', async () => {
    await test.store.ledger.append([registered('a', '1'), registered('b', '2')]);
    expect(await head('1')).toEqual({ doctorId: 'a', length: 1 });
    await test.store.ledger.append([ended('a')]);
    expect(await head('1')).toEqual({ doctorId: 'a', length: 2 });
    expect(await head('3')).toBeUndefined();
  });

  it('is each the right one where many ask at once', async () => {
    const many = Array.from({ length: 40 }, (_, n) => `n${n}`);
    await test.store.ledger.append(many.map((id) => registered(id, `99${id}`)));
    const found = await Promise.all([...many, ...many].map((id) => head(`99${id}`)));
    expect(found.map((one) => one?.doctorId)).toEqual([...many, ...many]);
  });

  it('is the living holder where another record with the number has ended', async () => {
    await test.store.ledger.append([registered('old', '1'), registered('new', '1')]);
    await test.store.ledger.append([ended('old')]);
    expect(await head('1')).toEqual({ doctorId: 'new', length: 1 });
  });
});
