import { z } from 'zod';
import { DomainError } from '../../../core/errors.ts';
import { antibacterialGrades } from '../../../core/register/doctor.ts';
import { changeDoctor, endDoctor, registerDoctor } from '../../../usecases/register/doctor.ts';
import { doctorImportLimits, importDoctors } from '../../../usecases/register/doctor-import.ts';
import { doctorById, maxPage, searchDoctors } from '../../../usecases/register/doctor-search.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route, written } from '../../route.ts';
import { id, isoDate, links, page, text, yesNo } from '../../schemas.ts';

/** The number itself is checked by the rule, whose refusal does not repeat it. */
const licenceNo = text(40).meta({ description: '医师执业证书编码, 15 digits.' });

const facts = {
  name: text(40),
  licenceNo,
  title: text(40),
  antibacterialGrade: z.enum(antibacterialGrades),
  licensedOn: isoDate,
  practiceScope: text(100),
};
const pinyin = text(100).optional().meta({
  description: 'Syllables without tones, one space between them; left out: read from the name.',
});

const factsExample = {
  name: '张伟明',
  licenceNo: '110360000000001',
  title: '主治医师',
  antibacterialGrade: 'restricted',
  licensedOn: '2015-06-01',
  practiceScope: '内科专业',
} as const;

const post = z.object({
  postId: z.string(),
  hospitalId: z.string(),
  staffNo: z.string(),
  department: z.string(),
  wardId: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
});

const postExample = {
  postId: 'pst_1',
  hospitalId: 'hos_1',
  staffNo: 'A001',
  department: '心内科',
  wardId: 'wrd_1',
  from: '2020-01-01',
  until: null,
};

const summary = {
  doctorId: z.string(),
  name: z.string(),
  licenceNo: z.string(),
  title: z.string(),
  antibacterialGrade: z.string(),
  licensedOn: z.string(),
  practiceScope: z.string(),
  until: z.string().nullable().meta({ description: 'The first day the record no longer is.' }),
  posts: z.array(post),
};

const listed = z.object(summary).meta({ id: 'ListedDoctor' });
const doctor = z.object({ ...summary, from: z.string(), mergedIds: z.array(z.string()) }).meta({ id: 'Doctor' });

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const imported = z
  .object({
    outcome: z.string().meta({ description: 'imported, unchanged or dry-run' }),
    rows: z.int(),
    registered: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    postsStarted: z.int(),
    rightsGranted: z.int(),
    positions: z
      .object({ first: z.int(), last: z.int() })
      .nullable()
      .meta({ description: 'Ledger positions of the first and the last entry; null: nothing was written.' }),
  })
  .meta({ id: 'DoctorImport' });

const importedExample = {
  outcome: 'imported',
  rows: 120,
  registered: 8,
  changed: 3,
  unchanged: 109,
  postsStarted: 9,
  rightsGranted: 12,
  positions: { first: 5120, last: 5151 },
};

const listedExample = { doctorId: 'doc_1', ...factsExample, until: null, posts: [postExample] };
const named = z.strictObject({ doctorId: id });
const place = z.strictObject({ term: z.string(), id: z.string() });
const defaultPage = 20;

export const doctorRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/doctors',
    operationId: 'searchDoctors',
    summary: 'Doctors in the caller’s scope by name, pinyin initials, pinyin, licence or staff number in one field',
    tag: 'register',
    permission: 'doctor.read',
    readsDoctor: true,
    query: z.strictObject({
      q: z.string().max(100).optional(),
      hospital: id.optional(),
      department: text(100).optional(),
      ...page,
    }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ items: z.array(listed), links }),
      example: { items: [listedExample], links: { next: null } },
    },
    problems: [422],
    handle: async (context, { query }) => {
      const { q = '', hospital: hospitalId, department, limit = defaultPage, cursor } = query;
      const after = placeIn(place, cursor);
      const filter = { hospitalId, department, limit: Math.min(limit, maxPage) };
      const found = await searchDoctors(context, { ...filter, text: q, after });
      const { links, headers } = pageLinks('/v1/doctors', query, found.next);
      return json({ items: found.items, links }, { headers });
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors',
    operationId: 'registerDoctor',
    summary: 'Register a doctor with the first post',
    tag: 'register',
    permission: 'doctor.register',
    body: {
      kind: 'json',
      schema: z.strictObject({
        ...facts,
        pinyin,
        from: isoDate,
        idNumber: text(40).nullable().meta({ description: 'ID card number; only a keyed hash of it is kept.' }),
        post: z.strictObject({
          hospitalId: id,
          staffNo: text(40),
          department: text(100),
          wardId: id.nullable(),
          from: isoDate,
        }),
      }),
      example: {
        ...factsExample,
        from: '2020-01-01',
        idNumber: null,
        post: { hospitalId: 'hos_1', staffNo: 'A001', department: '心内科', wardId: 'wrd_1', from: '2020-01-01' },
      },
    },
    reply: { kind: 'written', location: '/v1/doctors/{id}' },
    problems: [409, 422],
    handle: async (context, { body }) => {
      const result = await registerDoctor(context, body);
      return written(result);
    },
  }),
  route({
    method: 'post',
    path: '/v1/doctors/import',
    operationId: 'importDoctors',
    summary: 'Bring a hospital’s doctors, posts and rights in line with its own list (CSV or XLSX); all rows or none',
    tag: 'register',
    permission: 'doctor.register',
    query: z.strictObject({ hospital: id, dryRun: yesNo.optional() }),
    body: {
      kind: 'upload',
      types: ['text/csv', xlsxType],
      description:
        'First line: 姓名, 工号 and any of 执业证书编码, 职称, 科室, 病区, 抗菌药物分级, 执业日期, 执业范围, 处方权, 起始日期, 身份证号, 拼音. ' +
        'A doctor is found by licence number, else staff number, else a name that one doctor of the hospital bears.',
      maxBytes: doctorImportLimits.bytes,
    },
    reply: { kind: 'json', status: 200, schema: imported, example: importedExample },
    problems: [409, 422],
    handle: async (context, { query, upload }) => {
      if (upload === undefined) throw new DomainError('malformed', 'file.empty');
      const { hospital: hospitalId, dryRun = false } = query;
      return json(await importDoctors(context, { hospitalId, dryRun, source: upload.stream }));
    },
  }),
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}',
    operationId: 'getDoctor',
    summary: 'One doctor with the facts of a day; the ETag goes into If-Match',
    tag: 'register',
    permission: 'doctor.read',
    readsDoctor: true,
    params: named,
    query: z.strictObject({ asOf: isoDate.optional() }),
    reply: {
      kind: 'json',
      status: 200,
      schema: doctor,
      example: { ...listedExample, from: '2020-01-01', mergedIds: [] },
    },
    handle: async (context, { params, query }) => {
      const found = await doctorById(context, params.doctorId, query.asOf);
      return json(found.doctor, { etag: found.length });
    },
  }),
  route({
    method: 'patch',
    path: '/v1/doctors/{doctorId}',
    operationId: 'changeDoctor',
    summary: 'Change facts of a doctor from a day on, today or earlier',
    tag: 'register',
    permission: 'doctor.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ from: isoDate, set: z.strictObject({ ...facts, pinyin }).partial() }),
      example: { from: '2026-11-01', set: { title: '副主任医师' } },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await changeDoctor(context, { ...params, ...body, ifMatch })),
  }),
  route({
    method: 'post',
    path: '/v1/doctors/{doctorId}/end',
    operationId: 'endDoctor',
    summary: 'End a doctor’s record, with every post and right still open',
    tag: 'register',
    permission: 'doctor.change',
    params: named,
    body: {
      kind: 'json',
      schema: z.strictObject({ until: isoDate, reason: text(500) }),
      example: { until: '2026-12-01', reason: '退休' },
    },
    reply: { kind: 'written', location: '/v1/doctors/{doctorId}' },
    problems: [409, 412, 422],
    handle: async (context, { params, body, ifMatch }) =>
      written(await endDoctor(context, { ...params, ...body, ifMatch })),
  }),
];
