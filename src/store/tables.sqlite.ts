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
  closed: integer('closed').notNull(),
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

export const credential = sqliteTable('credential', {
  accountId: text('account_id').primaryKey(),
  passwordHash: text('password_hash').notNull(),
  mustChange: integer('must_change').notNull(),
  changedAt: text('changed_at').notNull(),
});

export const session = sqliteTable('session', {
  sessionId: text('session_id').primaryKey(),
  accountId: text('account_id').notNull(),
  refreshHash: text('refresh_hash').notNull(),
  previousHash: text('previous_hash'),
  startedAt: text('started_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  endedAt: text('ended_at'),
});

export const revokedToken = sqliteTable('revoked_token', {
  jti: text('jti').primaryKey(),
  expiresAt: text('expires_at').notNull(),
});
