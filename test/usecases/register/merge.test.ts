import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordOf } from '../../../src/usecases/dossier.ts';
import { doctorById, searchDoctors } from '../../../src/usecases/register/doctor-search.ts';
import {
  confirmMerge,
  dropMerge,
  mergeById,
  openMerges,
  previewMerge,
  proposeMerge,
} from '../../../src/usecases/register/merge.ts';
import { rightStatus } from '../../../src/usecases/rights/right.ts';
import { grantRight, measureRight, rightsOfDoctor } from '../../../src/usecases/rights/right-change.ts';
import { prescriber, type SmallCity, smallCity } from '../../support/city.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: SmallCity;
let second: TestUser;
let numbers = 0;

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await smallCity(service);
  second = await service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }]);
});
afterAll(() => service.close());

describe('merging two records of one person', () => {
  test('is proposed by one and confirmed by another, stands in both streams, and makes both ids one doctor', async () => {
    const { keep, duplicate } = await pair();
    const { id: mergeId, appended } = await propose(keep.id, duplicate.id);
    expect(appended.entries[0]?.entry.streams.map(({ id }) => id)).toEqual([keep.id, duplicate.id]);
    const own = confirmMerge(city.registrar.context, mergeId);
    await expect(own).rejects.toMatchObject({ code: 'merge.same-person' });
    const confirmed = await confirmMerge(second.context, mergeId);
    expect(confirmed.appended.entries[0]?.entry.streams.map(({ id }) => id)).toEqual([keep.id, duplicate.id]);
    const { context } = city.officer;
    const merged = await doctorById(context, duplicate.id);
    expect(merged.doctor).toMatchObject({ doctorId: keep.id, mergedIds: [duplicate.id], name: '张伟明' });
    expect(merged.doctor.posts).toHaveLength(2);
    expect((await rightsOfDoctor(context, duplicate.id)).grants).toHaveLength(2);
    const page = await searchDoctors(context, { text: duplicate.licenceNo, limit: 10 });
    expect(page.items.map(({ doctorId }) => doctorId)).toEqual([keep.id]);
    expect(page.items[0]?.posts).toHaveLength(2);
  });

  test('both licence numbers answer with the rights of both, at once', async () => {
    const { keep, duplicate } = await pair();
    const { context } = city.officer;
    const hospitals = async (licenceNo: string) => (await rightStatus(context, { licenceNo })).hospitals.length;
    expect(await hospitals(keep.licenceNo)).toBe(1);
    const { id } = await propose(keep.id, duplicate.id);
    await confirmMerge(second.context, id);
    expect(await hospitals(keep.licenceNo)).toBe(2);
    expect(await hospitals(duplicate.licenceNo)).toBe(2);
    expect((await rightStatus(context, { licenceNo: duplicate.licenceNo })).licenceNo).toBe(keep.licenceNo);
  });

  test('a right decided through the old id is entered in the stream of the record that stays', async () => {
    const { keep, duplicate } = await pair();
    const { id } = await propose(keep.id, duplicate.id);
    await confirmMerge(second.context, id);
    const { hospitalId, affairs, his } = city.second;
    const written = await measureRight(affairs.context, {
      doctorId: duplicate.id,
      hospitalId,
      measure: 'suspended',
      rightKinds: ['general'],
      from: '2026-11-20',
      until: null,
      legalBasis: 'periodic-assessment',
      reason: '培训',
      document: null,
      sanctionDueId: null,
    });
    expect(written.appended.entries[0]?.entry.streams[0]?.id).toBe(keep.id);
    const answer = await rightStatus(his.context, { licenceNo: duplicate.licenceNo });
    expect(answer.hospitals[0]?.rights[0]).toMatchObject({ kind: 'general', status: 'suspended' });
  });

  test('a record that had others merged into it takes them along', async () => {
    const { keep, duplicate } = await pair();
    const third = await pair();
    await confirmMerge(second.context, (await propose(duplicate.id, third.keep.id)).id);
    await confirmMerge(second.context, (await propose(keep.id, duplicate.id)).id);
    for (const id of [keep.id, duplicate.id, third.keep.id]) {
      const record = await recordOf(service.ports, id);
      expect(record?.doctor.recordIds).toEqual([keep.id, duplicate.id, third.keep.id]);
    }
    const answer = await rightStatus(city.officer.context, { licenceNo: third.keep.licenceNo });
    expect(answer.licenceNo).toBe(keep.licenceNo);
  });

  test('the preview shows the record to be and where the two disagree, and writes nothing', async () => {
    const { keep, duplicate } = await pair();
    const size = await service.ports.store.ledger.size();
    const preview = await previewMerge(city.registrar.context, { doctorId: keep.id, duplicateId: duplicate.id }).catch(
      (error: unknown) => error,
    );
    expect(preview).toMatchObject({
      doctor: { doctorId: keep.id, recordIds: [keep.id, duplicate.id] },
      clashes: [{ field: 'licenceNo', kept: keep.licenceNo, dropped: duplicate.licenceNo }],
    });
    expect(await service.ports.store.ledger.size()).toBe(size);
  });

  test('is refused with itself, twice, after it is over, and to a hospital that sees only one of the two', async () => {
    const { keep, duplicate } = await pair();
    await expect(propose(keep.id, keep.id)).rejects.toMatchObject({ code: 'merge.same-record' });
    const one = { doctorId: keep.id, duplicateId: duplicate.id, reason: '同一人' };
    await expect(proposeMerge(city.first.affairs.context, one)).rejects.toMatchObject({ code: 'absent' });
    const { id: mergeId } = await propose(keep.id, duplicate.id);
    await expect(propose(duplicate.id, keep.id)).rejects.toMatchObject({ code: 'merge.already-proposed' });
    expect((await openMerges(second.context)).map((merge) => merge.mergeId)).toContain(mergeId);
    expect(await openMerges(city.first.affairs.context)).toEqual([]);
    await dropMerge(second.context, { mergeId, reason: '两人' });
    await expect(confirmMerge(second.context, mergeId)).rejects.toMatchObject({ code: 'merge.not-open' });
    expect(await mergeById(second.context, mergeId)).toMatchObject({ merge: { state: 'dropped' }, preview: null });
    const again = await propose(keep.id, duplicate.id);
    await confirmMerge(second.context, again.id);
    await expect(confirmMerge(second.context, again.id)).rejects.toMatchObject({ code: 'merge.not-open' });
    await expect(propose(keep.id, duplicate.id)).rejects.toMatchObject({ code: 'merge.same-record' });
  });

  test('the doctor themself, under either id, signs nothing of it', async () => {
    const { keep, duplicate } = await pair();
    const { id: mergeId } = await propose(keep.id, duplicate.id);
    const self = await service.user([{ role: 'commission-registrar', scope: { kind: 'city' } }], duplicate.id);
    await expect(confirmMerge(self.context, mergeId)).rejects.toMatchObject({ code: 'doctor.own-record' });
  });

  test('the doctor sees the merged record, whichever id their own access names', async () => {
    const { keep, duplicate } = await pair();
    await confirmMerge(second.context, (await propose(keep.id, duplicate.id)).id);
    for (const doctorId of [keep.id, duplicate.id]) {
      const self = await service.user([{ role: 'doctor', scope: { kind: 'self', doctorId } }], doctorId);
      const page = await searchDoctors(self.context, { text: '', limit: 10 });
      expect(page.items.map((item) => item.doctorId)).toEqual([keep.id]);
      expect((await doctorById(self.context, doctorId)).doctor.doctorId).toBe(keep.id);
      expect((await rightStatus(self.context, { licenceNo: duplicate.licenceNo })).hospitals).toHaveLength(2);
    }
  });

  test('a right granted while the merge is confirmed is in the merged record', async () => {
    const { keep, duplicate } = await pair();
    const { id: mergeId } = await propose(keep.id, duplicate.id);
    const { hospitalId, affairs } = city.second;
    const grant = {
      doctorId: duplicate.id,
      hospitalId,
      rightKind: 'herbal',
      from: '2026-11-20',
      document: null,
    } as const;
    await Promise.all([confirmMerge(second.context, mergeId), grantRight(affairs.context, grant)]);
    const { grants } = await rightsOfDoctor(city.officer.context, keep.id);
    expect(grants.filter(({ rightKind }) => rightKind === 'herbal')).toHaveLength(1);
  });
});

async function pair() {
  const at = async (hospital: SmallCity['first']) => {
    numbers += 1;
    const licenceNo = `3608${String(numbers).padStart(11, '0')}`;
    return { licenceNo, id: await prescriber(hospital, { licenceNo, staffNo: `M${numbers}` }) };
  };
  return { keep: await at(city.first), duplicate: await at(city.second) };
}

function propose(doctorId: string, duplicateId: string) {
  return proposeMerge(city.registrar.context, { doctorId, duplicateId, reason: '同一人在两家医院登记' });
}
