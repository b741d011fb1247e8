import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Operation, rolesOf } from '../../src/core/register/people/permission.ts';
import type { Route } from '../../src/http/route.ts';
import { routes } from '../../src/http/routes.ts';
import { openSqlite, type SqliteConnection } from '../../src/store/open-sqlite.ts';
import { onPostgres, startService, type TestService } from '../support/service.ts';
import { addressOf, methodOf } from './access-matrix-call.ts';
import { type MatrixCity, type Member, matrixCity, type Objects, type Target } from './access-matrix-city.ts';
import { rows } from './access-matrix-rows.ts';
import type { MatrixRow } from './matrix/access-matrix-row.ts';

let service: TestService;
let matrix: MatrixCity;
/** Sees every write to the file; where there is none, what was signed has to do. */
let outside: SqliteConnection | undefined;
beforeAll(async () => {
  service = await startService({ listen: false });
  matrix = await matrixCity(service);
  outside = onPostgres ? undefined : openSqlite(`${service.folder}/data/rx12.db`, 'read-only');
}, 60_000);
afterAll(async () => {
  outside?.close();
  await service.close();
});

const guarded = routes.filter((route) => route.permission !== 'public' && route.permission !== 'account');
const targets: readonly Target[] = ['own', 'other', 'absent'];

describe('every operation that needs a permission', () => {
  it('has a row in the matrix, and every row an operation', () => {
    expect(guarded.length).toBeGreaterThan(30);
    const names = guarded.map((route) => route.operationId);
    expect(names.filter((name) => rows[name] === undefined)).toEqual([]);
    expect(Object.keys(rows).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(guarded.map((route) => [route.operationId, route] as const))('%s', async (_name, route) => {
    const row = rows[route.operationId];
    if (row === undefined) throw new Error(`${route.operationId} has no row in access-matrix-rows.ts`);
    const wrong: string[] = [];
    for (const target of row.of === 'nothing' ? (['own'] as const) : targets) {
      const answer = await unchanged(route, row, target, undefined, wrong);
      if (answer.status !== 401) wrong.push(`anonymous ${target}: ${answer.status} instead of 401`);
    }
    for (const member of matrix.cast) wrong.push(...(await checkMember(route, row, member)));
    expect(wrong).toEqual([]);
  });
});

describe('operations of the own account', () => {
  it('need a token and nothing else', async () => {
    const own = routes.filter((route) => route.permission === 'account');
    expect(own.map((route) => route.operationId).sort()).toEqual([
      'changePassword',
      'confirmFactor',
      'endOwnSession',
      'enrolFactor',
      'listInbox',
      'listOwnSessions',
      'logOut',
      'me',
      'readFactor',
      'readInboxItem',
      'renewRecoveryCodes',
      'stepUp',
    ]);
    for (const route of own) {
      const url = route.path;
      const anonymous = await service.app.inject({ method: methodOf(route), url });
      expect(anonymous.statusCode).toBe(401);
    }
    for (const member of matrix.cast) {
      const answer = await service.app.inject({ url: '/v1/me', headers: member.user.bearer });
      expect(answer.statusCode).toBe(200);
    }
  });
});

describe('operations for anybody', () => {
  it('are those that somebody needs who has no token yet', () => {
    const open = routes.filter((route) => route.permission === 'public').map((route) => route.operationId);
    expect(open.sort()).toEqual(['beginAtIssuer', 'logIn', 'logInAtIssuer', 'logInClient', 'refreshSession']);
  });
});

interface Answer {
  readonly status: number;
  readonly text: string;
  /** All that a caller can compare: status, headers but for id and date, body. */
  readonly bytes: string;
}

async function checkMember(route: Route, row: MatrixRow, member: Member): Promise<string[]> {
  const wrong: string[] = [];
  const say = (target: string, what: string) => wrong.push(`${member.name} ${target}: ${what}`);
  const holds = rolesOf(permissionOf(route)).includes(member.role);
  const answers = new Map<Target, Answer>();
  for (const target of row.of === 'nothing' ? (['own'] as const) : targets) {
    const reached = holds && target !== 'absent' && reaches(row, member, target);
    const answer = reached
      ? await send(route, row, target, member)
      : await unchanged(route, row, target, member, wrong);
    answers.set(target, answer);
    const { status } = answer;
    if (!holds && status !== 403) say(target, `${status} instead of 403`);
    const everywhere = member.covers.own && member.covers.other;
    const absent = target === 'absent' && everywhere ? (row.absentInBody ?? 404) : 404;
    if (holds && !reached && status !== absent) say(target, `${status} instead of ${absent} ${answer.text}`);
    if (reached) {
      const fine =
        route.method === 'get'
          ? status === (row.withoutData ?? 200)
          : [200, 201, 204, 400, 409, 412, 422].includes(status);
      if (!fine) say(target, `${status} instead of an answer ${answer.text}`);
    }
    if (status === 500) say(target, 'a failure');
    const leaked = !member.covers.other && target !== 'other' ? namesIn(answer.text, matrix.objects.other) : [];
    if (leaked.length > 0) say(target, `shows ${leaked.join(', ')} of the other hospital`);
  }
  const denied = targets.flatMap((target) => {
    const answer = answers.get(target);
    return answer !== undefined && (answer.status === 404 || answer.status === 403) ? [answer.bytes] : [];
  });
  if (new Set(denied).size > 1) say('', 'an object out of scope is told apart from an absent one');
  return wrong;
}

function reaches(row: MatrixRow, member: Member, target: 'own' | 'other'): boolean {
  const exception = row.except?.[member.name]?.[target];
  if (exception !== undefined) return exception === 'reached';
  return row.of === 'nothing' || member.covers[target];
}

/** Sends a call that must be refused, and sees that nobody wrote anything meanwhile. */
async function unchanged(
  route: Route,
  row: MatrixRow,
  target: Target,
  member: Member | undefined,
  wrong: string[],
): Promise<Answer> {
  const before = await written();
  const answer = await send(route, row, target, member);
  const after = await written();
  const refused = answer.status >= 400;
  if (refused && before !== after) wrong.push(`${member?.name ?? 'anonymous'} ${target}: refused, and wrote something`);
  return answer;
}

async function written(): Promise<unknown> {
  return outside?.pragma('data_version', { simple: true }) ?? service.ports.store.ledger.size();
}

async function send(route: Route, row: MatrixRow, target: Target, member: Member | undefined): Promise<Answer> {
  const call = row.call(matrix.objects[target], matrix, target);
  const answer = await service.app.inject({
    method: methodOf(route),
    url: addressOf(route, call),
    headers: { ...member?.user.bearer, ...(call.upload ? { 'content-type': call.upload.type } : {}) },
    ...(call.body ? { payload: call.body } : {}),
    ...(call.upload ? { payload: call.upload.content } : {}),
  });
  const { date: _date, 'x-request-id': _id, ...headers } = answer.headers;
  const { statusCode: status, body: text } = answer;
  return { status, text, bytes: JSON.stringify([status, headers, text]) };
}

function permissionOf({ permission, operationId }: Route): Operation {
  if (permission === 'public' || permission === 'account') throw new Error(`${operationId} needs no permission`);
  return permission;
}

/** Which personal things of the objects a text shows. Places are public to whoever works in the city. */
function namesIn(text: string, objects: Objects): string[] {
  const { doctorId, duplicateId, twinId, licenceNo, deductionId, leadId, accountId, personId, mergeId } = objects;
  return [doctorId, duplicateId, twinId, licenceNo, deductionId, leadId, accountId, personId, mergeId].filter((value) =>
    text.includes(value),
  );
}
