import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rolesOf } from '../../src/core/register/people/permission.ts';
import type { Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import type { AccessRecordRow } from '../../src/store/access/contract.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';
import { addressOf, methodOf } from './access-matrix-call.ts';
import { type MatrixCity, type Member, matrixCity, type Target } from './access-matrix-city.ts';
import { rows } from './access-matrix-rows.ts';
import type { MatrixRow } from './matrix/access-matrix-row.ts';

let service: TestService;
let matrix: MatrixCity;
beforeAll(async () => {
  service = await startService({ listen: false });
  matrix = await matrixCity(service);
}, 60_000);
afterAll(() => service.close());

const reading = routes.filter((route) => route.readsDoctor);
/**
 * What the matrix's calls get no answer from: nobody has reached a talk whose record could be printed, and its draft is
 * none. That a replay is recorded is tried in scheme-replay.test.ts.
 */
const neverShown = ['printInterview', 'replayScheme', 'exportReplay'];
/** No sanction is due in the matrix's city, so the list of them names nobody. */
const namingNobody = ['listSanctions'];

describe('every operation that can show a doctor’s record', () => {
  it('is among those that are tried here', () => {
    expect(reading.length).toBeGreaterThan(25);
    const missing = reading.filter(
      (route) => route.permission !== 'account' && rows[route.operationId]?.call === undefined,
    );
    expect(missing).toEqual([]);
  });

  it.each(reading.map((route) => [route.operationId, route] as const))('%s: what is shown', async (name, route) => {
    const shown = await firstShown(route);
    expect(shown === undefined).toBe(neverShown.includes(name));
    if (shown === undefined) return;
    const { member, row, text } = shown;
    const act = route.reply.kind === 'file' ? 'export' : 'read';
    expect(row).toMatchObject({ operation: name, outcome: 'done', act, personId: member.user.personId });
    expect(row.accountId).toBe(member.user.accountId);
    expect(row.capacities.map(({ role }) => role)).toContain(member.role);
    const { own } = matrix.objects;
    const named = row.doctorIds.some((id) => [own.doctorId, own.duplicateId, own.twinId].includes(id));
    expect(named).toBe(!namingNobody.includes(name));
    const inAnswer = new Set(text.match(/\bdoc_[0-9a-z]{16}\b/g));
    expect([...inAnswer].filter((id) => !row.doctorIds.includes(id))).toEqual([]);
  });

  it.each(reading.map((route) => [route.operationId, route] as const))(
    '%s: who is turned away',
    async (name, route) => {
      const matrixRow = rows[name];
      if (matrixRow === undefined || route.permission === 'public' || route.permission === 'account') return;
      const roles: readonly string[] = rolesOf(route.permission);
      const lacking = matrix.cast.find((member) => !roles.includes(member.role));
      if (lacking === undefined) throw new Error(`every role holds ${name}`);
      const denied = await sent(route, matrixRow, 'own', lacking.user);
      expect(denied.status).toBe(403);
      expect(denied.row).toMatchObject({ operation: name, outcome: 'denied', personId: lacking.user.personId });
      if (matrixRow.of === 'nothing') return;
      const near = matrix.cast.find((member) => roles.includes(member.role) && !member.covers.other);
      // A replay is the city's, and whoever has the city reaches everything.
      if (near === undefined) return;
      const other = await sent(route, matrixRow, 'other', near.user);
      if (other.status === 200) expect(other.row?.outcome).toBe('done');
      else {
        expect(other.status).toBe(404);
        expect(other.row).toMatchObject({ operation: name, outcome: 'absent', personId: near.user.personId });
      }
      const { params = {} } = matrixRow.call(matrix.objects.other, matrix, 'other');
      if ('doctorId' in params || 'deductionId' in params) {
        const { doctorId, duplicateId } = matrix.objects.other;
        expect([doctorId, duplicateId]).toContain(other.row?.doctorIds[0]);
      }
    },
  );

  it('records nothing for somebody whom nobody knows, and shows nothing either', async () => {
    const before = (await newest())?.recordId;
    for (const route of reading) {
      const call = rows[route.operationId]?.call(matrix.objects.own, matrix, 'own') ?? {};
      const answer = await service.app.inject({ method: methodOf(route), url: addressOf(route, call) });
      expect(answer.statusCode).toBe(401);
    }
    expect((await newest())?.recordId).toBe(before);
  });
});

interface Shown {
  readonly member: Member;
  readonly row: AccessRecordRow;
  readonly text: string;
}

/** The first of the cast whom the route answers about an own object. */
async function firstShown(route: Route): Promise<Shown | undefined> {
  const row = rows[route.operationId] ?? { of: 'nothing' as const, call: () => ({}) };
  const { permission } = route;
  const roles: readonly string[] = permission === 'public' || permission === 'account' ? [] : rolesOf(permission);
  for (const member of matrix.cast) {
    if (roles.length > 0 && !roles.includes(member.role)) continue;
    const answer = await sent(route, row, 'own', member.user);
    if (answer.status === 200 && answer.row) return { member, row: answer.row, text: answer.text };
  }
  return undefined;
}

async function sent(route: Route, row: MatrixRow, target: Target, user: TestUser) {
  const before = (await newest())?.recordId;
  const call = row.call(matrix.objects[target], matrix, target);
  const answer = await service.app.inject({
    method: methodOf(route),
    url: addressOf(route, call),
    headers: user.bearer,
    ...(call.body ? { payload: call.body } : {}),
  });
  const found = await newest();
  return { status: answer.statusCode, text: answer.body, row: found?.recordId === before ? undefined : found };
}

async function newest(): Promise<AccessRecordRow | undefined> {
  return (await service.ports.accessRecords.search({}, { limit: 1 }))[0];
}
