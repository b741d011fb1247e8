import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The drizzle view of what the ledger's file keeps about signals of drug cost; constraints live in the SQL. */

export const baseline = sqliteTable('baseline', {
  id: text('id').primaryKey(),
  measure: text('measure').notNull(),
  /** As `baselineKey` writes it. */
  owner: text('owner').notNull(),
  fromMonth: text('from_month').notNull(),
  untilMonth: text('until_month').notNull(),
  appliesFrom: text('applies_from').notNull(),
  reason: text('reason').notNull(),
  setBy: text('set_by').notNull(),
  setOn: text('set_on').notNull(),
  setSeq: integer('set_seq').notNull(),
});

export const followUp = sqliteTable('follow_up', {
  id: text('id').primaryKey(),
  hospitalId: text('hospital_id').notNull(),
  wardId: text('ward_id'),
  measure: text('measure').notNull(),
  rule: text('rule').notNull(),
  side: text('side').notNull(),
  since: text('since_month').notNull(),
  to: text('to_month').notNull(),
  fromValue: real('from_value').notNull(),
  toValue: real('to_value').notNull(),
  state: text('state').notNull(),
  openedOn: text('opened_on').notNull(),
  openedSeq: integer('opened_seq').notNull(),
  deadline: text('deadline'),
});
