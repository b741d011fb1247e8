import { Readable } from 'node:stream';
import { z } from 'zod';
import { accessActs, accessOutcomes, purposes } from '../../../core/register/people/access-record.ts';
import { operationTitle } from '../../../messages/operations.ts';
import {
  accessRecords,
  accessToOwnRecord,
  checksOfOwnRight,
  exportedAccessRecords,
  rightCheckCounts,
} from '../../../usecases/access/access-record.ts';
import { accessCsv } from '../../access-csv.ts';
import { takenNow } from '../../answer/taken.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Locale, type Route, route } from '../../route.ts';
import { id, isoDate, links, page } from '../../schemas.ts';

const seen = {
  recordId: z.int(),
  at: z.iso.datetime(),
  act: z.enum(accessActs).meta({ description: 'account: logging in and out; write: an attempt that was turned away.' }),
  operation: z.string().meta({ description: 'The operationId of this document.' }),
  operationTitle: z.string().meta({ description: 'What it is called, in the language of Accept-Language.' }),
  outcome: z.enum(accessOutcomes).meta({
    description: 'denied: no role holds it; absent: none, or none of theirs; refused: a wrong password or state.',
  }),
  name: z.string().meta({ description: 'Of the person; empty for a login that no account has.' }),
  capacities: z
    .array(
      z.object({
        role: z.string(),
        scope: z.looseObject({ kind: z.string() }),
        institution: z.string().nullable().meta({ description: 'Hospital or county; null: the city, or oneself.' }),
      }),
    )
    .meta({ description: 'The roles in which the person could do it.' }),
  purpose: z.enum(purposes).nullable(),
  purposeStated: z.boolean().meta({ description: 'false: not stated, but what the role is there for.' }),
  object: z.string().nullable().meta({ description: 'The id in the address that was asked for.' }),
};

const seenExample = {
  recordId: 40_211,
  at: '2026-11-20T01:00:00.000Z',
  act: 'read',
  operation: 'getStanding',
  operationTitle: '查看医师记分状况',
  outcome: 'done',
  name: '演示复核员',
  capacities: [{ role: 'reviewer', scope: { kind: 'hospital', hospitalId: 'hos_1' }, institution: '演示市人民医院' }],
  purpose: 'review',
  purposeStated: false,
  object: 'doc_1',
} as const;

const check = z
  .object({
    hour: z.iso.datetime().meta({ description: 'The hour that begins then, UTC.' }),
    accountId: z.string(),
    name: z.string(),
    doctorId: z.string().nullable().meta({ description: 'null: a number that no doctor bears, or a whole list.' }),
    wholeList: z.boolean(),
    checks: z.int(),
  })
  .meta({ id: 'RightCheckCount' });

const checkExample = {
  hour: '2026-11-20T01:00:00.000Z',
  accountId: 'acc_7x1k',
  name: '演示市人民医院 HIS',
  doctorId: 'doc_1',
  wholeList: false,
  checks: 31,
};

const audited = z
  .object({
    ...seen,
    personId: z.string().nullable(),
    accountId: z.string().nullable(),
    requestId: z.string(),
    doctorIds: z.array(z.string()).meta({ description: 'Whose record was shown or asked for.' }),
  })
  .meta({ id: 'AuditedAccess' });

const filter = {
  person: id.optional(),
  doctor: id.optional(),
  act: z.enum(accessActs).optional(),
  outcome: z.enum(accessOutcomes).optional(),
  from: isoDate.optional(),
  until: isoDate.optional().meta({ description: 'The first day outside.' }),
};

const place = z.strictObject({ before: z.int() });
const checkPlace = z.strictObject({ hour: z.string(), accountId: z.string(), doctorId: z.string() });
const defaultPage = 50;

export const accessRecordRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/me/access-records',
    operationId: 'listAccessToMe',
    summary: 'Who looked at the own record: name, role, institution, purpose and time, newest first',
    tag: 'access',
    permission: 'access-record.own',
    query: z.strictObject(page),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(
          z.object({ ...seen, own: z.boolean().meta({ description: 'With an account of the doctor.' }) }).meta({
            id: 'AccessToMe',
          }),
        ),
        links,
      }),
      example: { items: [{ ...seenExample, own: false }], links: { next: null } },
    },
    handle: async (context, { query, locale }) => {
      const { limit = defaultPage, cursor } = query;
      const { items, before } = await accessToOwnRecord(context, { limit, before: placeIn(place, cursor)?.before });
      const next = before === null ? undefined : { before };
      const { links: to, headers } = pageLinks('/v1/me/access-records', query, next);
      return json({ items: items.map((each) => titled(each, locale)), links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/me/right-checks',
    operationId: 'listChecksOfMe',
    summary: 'How often the own rights were checked, by client and hour',
    tag: 'access',
    permission: 'access-record.own',
    query: z.strictObject(page),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(check), links }),
      example: { items: [checkExample], links: { next: null } },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor } = query;
      const { items, after } = await checksOfOwnRight(context, { limit, after: placeIn(checkPlace, cursor) });
      const { links: to, headers } = pageLinks('/v1/me/right-checks', query, placeOf(after));
      return json({ items, links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/access-records',
    operationId: 'listAccessRecords',
    summary: 'Who read which doctor’s record, who logged in, exported or was turned away; newest first',
    tag: 'access',
    permission: 'access-record.read',
    recordedAs: 'call',
    query: z.strictObject({ ...filter, ...page }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(audited), links }),
      example: {
        items: [{ ...seenExample, personId: 'per_3', accountId: 'acc_3', requestId: 'req_1-9', doctorIds: ['doc_1'] }],
        links: { next: null },
      },
    },
    handle: async (context, { query, locale }) => {
      const { limit = defaultPage, cursor, ...asked } = query;
      const found = await accessRecords(context, filterOf(asked), { limit, before: placeIn(place, cursor)?.before });
      const next = found.before === null ? undefined : { before: found.before };
      const { links: to, headers } = pageLinks('/v1/access-records', query, next);
      return json({ items: found.items.map((each) => titled(each, locale)), links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/access-records.csv',
    operationId: 'exportAccessRecords',
    summary: 'The same as a CSV file, a line for each doctor whose record was shown',
    tag: 'access',
    permission: 'access-record.read',
    stepUp: 'weighty',
    recordedAs: 'call',
    query: z.strictObject(filter),
    reply: {
      kind: 'file',
      type: 'text/csv; charset=utf-8',
      example:
        '\ufeff序号,时间,类型,操作,操作名称,结果,人员,姓名,角色,机构,目的,目的由本人说明,对象,医师,请求,导出人,导出时间\r\n40211,2026-11-20T01:00:00.000Z,read,getStanding,查看医师记分状况,done,per_3,演示复核员,reviewer,演示市人民医院,review,false,doc_1,doc_1,req_1-9,演示审计员,2026-11-20T01:00:00.000Z\r\n',
    },
    handle: async (context, { query, locale }) => {
      const lines = accessCsv(exportedAccessRecords(context, filterOf(query)), await takenNow(context), locale);
      return { kind: 'file', name: 'access-records.csv', content: Readable.from(lines) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/right-checks',
    operationId: 'listRightChecks',
    summary: 'How often a client checked a doctor’s right, by hour; the last minute may be missing',
    tag: 'access',
    permission: 'access-record.read',
    recordedAs: 'call',
    query: z.strictObject({
      account: id.optional(),
      doctor: id.optional(),
      from: isoDate.optional(),
      until: isoDate.optional(),
      ...page,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(check), links }),
      example: { items: [checkExample], links: { next: null } },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor, account: accountId, doctor: doctorId, from, until } = query;
      const asked = { limit, after: placeIn(checkPlace, cursor) };
      const { items, after } = await rightCheckCounts(context, { accountId, doctorId, from, until }, asked);
      const { links: to, headers } = pageLinks('/v1/right-checks', query, placeOf(after));
      return json({ items, links: to }, { headers });
    },
  }),
];

function titled<T extends { readonly operation: string }>(access: T, locale: Locale) {
  return { ...access, operationTitle: operationTitle(access.operation, locale) };
}

function filterOf({ person, doctor, ...rest }: z.output<z.ZodObject<typeof filter>>) {
  return { ...rest, personId: person, doctorId: doctor };
}

function placeOf(last: z.output<typeof checkPlace> | null | undefined): object | undefined {
  return last ? { hour: last.hour, accountId: last.accountId, doctorId: last.doctorId } : undefined;
}
