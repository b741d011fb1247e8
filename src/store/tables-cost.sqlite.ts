import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
