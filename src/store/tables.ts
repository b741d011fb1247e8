import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The drizzle view of the hand-written migrations: names only; constraints live in the SQL. */

export const person = sqliteTable('person', {
  id: text('id').primaryKey(),
  personKind: text('person_kind').notNull(),
  name: text('name').notNull(),
  identityHash: text('identity_hash'),
});

export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  login: text('login').notNull(),
  hospitalId: text('hospital_id'),
  closed: integer('closed').notNull(),
});

export const accountLink = sqliteTable('account_link', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  issuer: text('issuer').notNull(),
  ended: integer('ended').notNull(),
});

export const accessGrant = sqliteTable('access_grant', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  role: text('role').notNull(),
  scope: text('scope').notNull(),
  category: text('category'),
  fromDate: text('from_date').notNull(),
  untilDate: text('until_date'),
});

export const streamHead = sqliteTable('stream_head', {
  kind: text('kind').notNull(),
  id: text('id').notNull(),
  n: integer('n').notNull(),
  seq: integer('seq').notNull(),
  link: text('link').notNull(),
});

export const doctor = sqliteTable('doctor', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  licenceNo: text('licence_no').notNull(),
  title: text('title').notNull(),
  antibacterialGrade: text('antibacterial_grade').notNull(),
  licensedOn: text('licensed_on').notNull(),
  practiceScope: text('practice_scope').notNull(),
  dated: text('dated').notNull(),
  untilDate: text('until_date'),
  mergedInto: text('merged_into'),
  identifiedSeq: integer('identified_seq').notNull(),
});

export const doctorPost = sqliteTable('doctor_post', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  staffNo: text('staff_no').notNull(),
  department: text('department').notNull(),
  wardId: text('ward_id'),
  fromDate: text('from_date').notNull(),
  untilDate: text('until_date'),
});

export const doctorTerm = sqliteTable('doctor_term', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  kind: text('kind').notNull(),
  term: text('term').notNull(),
  hospitalId: text('hospital_id'),
});

export const doctorMerge = sqliteTable('doctor_merge', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  duplicateId: text('duplicate_id').notNull(),
  state: text('state').notNull(),
  reason: text('reason').notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedSeq: integer('proposed_seq').notNull(),
});

export const rightGrant = sqliteTable('right_grant', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  rightKind: text('right_kind').notNull(),
  fromDate: text('from_date').notNull(),
  untilDate: text('until_date'),
});

export const rightMeasure = sqliteTable('right_measure', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  measure: text('measure').notNull(),
  fromDate: text('from_date').notNull(),
  untilDate: text('until_date'),
});

export const rightHolder = sqliteTable('right_holder', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  changedSeq: integer('changed_seq').notNull(),
});

export const deduction = sqliteTable('deduction', {
  id: text('id').primaryKey(),
  findingId: text('finding_id').notNull(),
  doctorId: text('doctor_id').notNull(),
  capacity: text('capacity').notNull(),
  hospitalId: text('hospital_id').notNull(),
  department: text('department').notNull(),
  wardId: text('ward_id'),
  setting: text('setting').notNull(),
  occurredOn: text('occurred_on').notNull(),
  actRef: text('act_ref').notNull(),
  reviewRef: text('review_ref').notNull(),
  source: text('source').notNull(),
  externalDecidedOn: text('external_decided_on'),
  leadId: text('lead_id'),
  recordedOn: text('recorded_on').notNull(),
  recordedSeq: integer('recorded_seq').notNull(),
  recordedBy: text('recorded_by').notNull(),
  state: text('state').notNull(),
  answeredOn: text('answered_on'),
  decidedOn: text('decided_on'),
  decidedBy: text('decided_by'),
  foundOn: text('found_on'),
  worksheetSha256: text('worksheet_sha256'),
  worksheetLine: integer('worksheet_line'),
  process: text('process'),
  deliveredOn: text('delivered_on'),
  fallen: text('fallen'),
  reversalProposed: integer('reversal_proposed').notNull(),
  changedSeq: integer('changed_seq').notNull(),
});

export const inboxRead = sqliteTable('inbox_read', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  position: integer('position').notNull(),
  readAt: text('read_at').notNull(),
});

export const doctorLeave = sqliteTable('doctor_leave', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  untilDate: text('until_date').notNull(),
});

export const mandate = sqliteTable('mandate', {
  id: text('id').primaryKey(),
  hospitalId: text('hospital_id').notNull(),
  personId: text('person_id').notNull(),
  role: text('role').notNull(),
  inPlaceOf: text('in_place_of'),
  fromDate: text('from_date').notNull(),
  untilDate: text('until_date').notNull(),
  reason: text('reason').notNull(),
  document: text('document').notNull(),
  givenSeq: integer('given_seq').notNull(),
});

export const deductionItem = sqliteTable('deduction_item', {
  id: text('id').primaryKey(),
  deductionId: text('deduction_id').notNull(),
  scheme: text('scheme').notNull(),
  code: text('code').notNull(),
  points: integer('points'),
  recordedSeq: integer('recorded_seq').notNull(),
});

export const credit = sqliteTable('credit', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  scheme: text('scheme').notNull(),
  activity: text('activity').notNull(),
  doneOn: text('done_on').notNull(),
  recordedOn: text('recorded_on').notNull(),
  recordedSeq: integer('recorded_seq').notNull(),
  recordedBy: text('recorded_by').notNull(),
  state: text('state').notNull(),
  decidedOn: text('decided_on'),
});

export const opening = sqliteTable('opening', {
  id: text('id').primaryKey(),
  doctorId: text('doctor_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  scheme: text('scheme').notNull(),
  points: integer('points').notNull(),
  carriedOn: text('carried_on').notNull(),
  recordedOn: text('recorded_on').notNull(),
  recordedSeq: integer('recorded_seq').notNull(),
  recordedBy: text('recorded_by').notNull(),
  state: text('state').notNull(),
  changedSeq: integer('changed_seq').notNull(),
});

export const lead = sqliteTable('lead', {
  id: text('id').primaryKey(),
  hospitalId: text('hospital_id').notNull(),
  doctorId: text('doctor_id'),
  source: text('source').notNull(),
  occurredOn: text('occurred_on').notNull(),
  actRef: text('act_ref'),
  code: text('code'),
  text: text('text').notNull(),
  postedOn: text('posted_on').notNull(),
  postedSeq: integer('posted_seq').notNull(),
  state: text('state').notNull(),
  deductionId: text('deduction_id'),
  reason: text('reason'),
  closedOn: text('closed_on'),
});

export const worksheetMapping = sqliteTable('worksheet_mapping', {
  id: text('id').primaryKey(),
  hospitalId: text('hospital_id').notNull(),
  name: text('name').notNull(),
  columns: text('columns').notNull(),
  codes: text('codes').notNull(),
  savedOn: text('saved_on').notNull(),
  savedSeq: integer('saved_seq').notNull(),
});

export const slice = sqliteTable('slice', {
  id: text('id').primaryKey(),
  hospitalId: text('hospital_id').notNull(),
  month: text('month').notNull(),
  dataset: text('dataset').notNull(),
  importId: text('import_id'),
  state: text('state').notNull(),
  position: integer('position').notNull(),
});

export const webhook = sqliteTable('webhook', {
  id: text('id').primaryKey(),
  hospitalId: text('hospital_id').notNull(),
  url: text('url').notNull(),
  fromDate: text('from_date').notNull(),
  untilDate: text('until_date'),
  openedSeq: integer('opened_seq').notNull(),
});
