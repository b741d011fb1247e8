import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The drizzle view of the cost migrations: names and types only; constraints and triggers live in the SQL. The rollup
 * tables, and what was kept of an import's rows, are not here: they are read and written by hand-written statements.
 */

export const costImport = sqliteTable('cost_import', {
  id: text('id').primaryKey(),
  origin: text('origin', { enum: ['file', 'generated'] }).notNull(),
  dataset: text('dataset').notNull(),
  identitySha256: text('identity_sha256'),
  fileSha256: text('file_sha256'),
  state: text('state', { enum: ['staging', 'ready'] }).notNull(),
  startedAt: text('started_at').notNull(),
  summary: text('summary'),
  rolledFrom: text('rolled_from'),
  readerVersion: integer('reader_version'),
});

export const importSlice = sqliteTable('import_slice', {
  importId: text('import_id').notNull(),
  hospitalId: text('hospital_id').notNull(),
  month: text('month').notNull(),
  dataset: text('dataset').notNull(),
  rows: integer('rows').notNull(),
  rejected: integer('rejected').notNull(),
  state: text('state', { enum: ['complete', 'partial'] }).notNull(),
  grouper: text('grouper'),
});

export const liveSlice = sqliteTable('live_slice', {
  dataset: text('dataset').notNull(),
  hospitalId: text('hospital_id').notNull(),
  month: text('month').notNull(),
  importId: text('import_id'),
  state: text('state', { enum: ['complete', 'partial'] }).notNull(),
  position: integer('position').notNull(),
  changed: integer('changed').notNull(),
});

export const liveVersion = sqliteTable('live_version', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
});
