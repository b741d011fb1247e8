import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/core/register/people/access.ts';
import { grantAccess } from '../../../src/usecases/access/access.ts';
import { declareInterest, endInterest } from '../../../src/usecases/appeals/interest.ts';
import { giveMandate } from '../../../src/usecases/appeals/mandate.ts';
import { previewOfFinding, recordFinding } from '../../../src/usecases/deductions/deduction-record.ts';
import { confirmMerge, proposeMerge } from '../../../src/usecases/register/merge.ts';
import { grantRight } from '../../../src/usecases/rights/right-change.ts';
import { confirmAdoption, proposeAdoption } from '../../../src/usecases/schemes/adoption.ts';
import { type DeductionCity, deductionCity, found } from '../../support/deductions.ts';
import { at, doctorAt } from '../../support/rights.ts';
import { startService, type TestService, type TestUser } from '../../support/service.ts';

let service: TestService;
let city: DeductionCity;
/** Accounts of one person, who was registered twice: under the record that stays, and under the one merged into it. */
let staying: TestUser;
let before: TestUser;

/** Begun under the merged record's id, while nobody knew that it was the same person. */
let interestId: string;
let mergeId: string;
let adoptionId: string;

const reason = '同一人';

beforeAll(async () => {
  service = await startService({ listen: false });
  city = await deductionCity(service);
  const [one, two] = [await doctorAt(city.first), await doctorAt(city.first)];
  [staying, before] = [await everything(one.doctorId), await everything(two.doctorId)];
  interestId = (await declareInterest(before.context, { ...at(city.first, city.doctorId), reason })).id;
  const others = {
    doctorId: (await doctorAt(city.first)).doctorId,
    duplicateId: (await doctorAt(city.first)).doctorId,
  };
  mergeId = (await proposeMerge(before.context, { ...others, reason })).id;
  const adoption = { file: 'nhsa-2024.yaml', from: '2026-12-01', jurisdictionId: city.cityId };
  const cited = { document: '卫发〔2026〕9号', publishedOn: '2026-11-19' };
  adoptionId = (await proposeAdoption(before.context, { ...adoption, ...cited })).id;
  const own = await proposeMerge(city.registrar.context, { doctorId: one.doctorId, duplicateId: two.doctorId, reason });
  await confirmMerge((await everything()).context, own.id);
});
afterAll(() => service.close());

describe('somebody whose two records were merged is one person', () => {
  test('who records, previews and grants nothing where an interest was declared under the other id', async () => {
    const { context } = staying;
    await expect(recordFinding(context, found(city))).rejects.toMatchObject({ code: 'deduction.recused' });
    expect(await previewOfFinding(city.auditor.context, found(city))).toHaveLength(1);
    await expect(previewOfFinding(context, found(city))).rejects.toMatchObject({ code: 'deduction.recused' });
    const right = {
      ...at(city.first, city.doctorId),
      rightKind: 'herbal',
      from: '2026-11-20',
      document: null,
    } as const;
    await expect(grantRight(context, right)).rejects.toMatchObject({ code: 'right.recused' });
  });

  test.each<readonly [string, string, (user: TestUser) => Promise<unknown>]>([
    ['lays down', 'interest.own-end', (user) => endInterest(user.context, ended())],
    ['merges', 'merge.same-person', (user) => confirmMerge(user.context, mergeId)],
    ['adopts', 'adoption.own-proposal', (user) => confirmAdoption(user.context, { adoptionId })],
  ])('who %s nothing alone that was begun under the other id', async (_, code, sign) => {
    await expect(sign(staying)).rejects.toMatchObject({ code });
    await expect(sign(before)).rejects.toMatchObject({ code });
    await expect(sign(await everything())).resolves.toBeDefined();
  });

  test('who gives themselves no right of access by giving it to the other id', async () => {
    const { hospitalId } = city.first;
    const days = { from: '2026-11-20', until: '2026-12-20' };
    for (const [giver, taker] of [
      [staying, before],
      [before, staying],
    ] as const) {
      const { personId } = taker;
      const scope = { kind: 'hospital', hospitalId } as const;
      const grant = grantAccess(giver.context, { personId, role: 'reviewer', scope, category: null, ...days });
      await expect(grant).rejects.toMatchObject({ code: 'access.own-grant' });
      const mandate = {
        hospitalId,
        personId,
        role: 'appeal-panellist',
        inPlaceOf: null,
        reason,
        document: '1',
      } as const;
      await expect(giveMandate(giver.context, { ...mandate, ...days })).rejects.toMatchObject({
        code: 'access.own-grant',
      });
    }
  });

  test('who holds under one id what excludes an office gets it under no other', async () => {
    const security = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
    const give = ({ doctorId: personId }: { readonly doctorId: string }) =>
      grantAccess(security.context, {
        ...{ personId, role: 'security-administrator', scope: { kind: 'city' }, category: null },
        ...{ from: '2026-11-20', until: null },
      });
    const [kept, merged, nobody] = [await doctorAt(city.first), await doctorAt(city.first), await doctorAt(city.first)];
    const scope = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
    await service.user([{ role: 'auditor', scope }], merged.doctorId);
    const merge = { doctorId: kept.doctorId, duplicateId: merged.doctorId, reason };
    const { id } = await proposeMerge(city.registrar.context, merge);
    await confirmMerge((await everything()).context, id);
    await expect(give(kept)).rejects.toMatchObject({ code: 'access.separation' });
    await expect(give(nobody)).resolves.toBeDefined();
  });
});

function ended() {
  return { ...at(city.first, city.doctorId), interestId, reason };
}

/** Every office that has a second person, held by one. */
function everything(personId?: string): Promise<TestUser> {
  const scope = { kind: 'hospital', hospitalId: city.first.hospitalId } as const;
  const here: readonly Role[] = ['auditor', 'medical-affairs', 'hospital-account-manager'];
  return service.user(
    [...here.map((role) => ({ role, scope })), { role: 'commission-registrar', scope: { kind: 'city' } }],
    personId,
  );
}
