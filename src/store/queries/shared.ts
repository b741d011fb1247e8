import type { Db } from '../db.ts';
import type { Sql } from '../sql.ts';
import { baselineQueries } from './baseline.ts';
import { creditQueries } from './credit.ts';
import { deductionQueries } from './deduction.ts';
import { deductionCountQueries } from './deduction-count.ts';
import { dueProcessQueries } from './due-process.ts';
import { factorStore } from './factor.ts';
import { followUpQueries } from './follow-up.ts';
import { leadQueries } from './lead.ts';
import { mandateQueries } from './mandate.ts';
import { mappingQueries } from './mapping.ts';
import { peopleQueries } from './people.ts';
import { sanctionQueries } from './sanction.ts';
import { sliceQueries } from './slice.ts';
import { webhookStore } from './webhook.ts';

/** The parts of a store that are the same over every database. */
export function sharedQueries(db: Db, sql: Sql) {
  return {
    people: peopleQueries(db),
    deductions: deductionQueries(db),
    deductionCounts: deductionCountQueries(db),
    credits: creditQueries(db),
    sanctions: sanctionQueries(db),
    dueProcess: dueProcessQueries(db),
    leads: leadQueries(db),
    mandates: mandateQueries(db),
    mappings: mappingQueries(db),
    slices: sliceQueries(db),
    baselines: baselineQueries(db),
    followUps: followUpQueries(db),
    factors: factorStore(sql),
    webhooks: webhookStore(sql),
  };
}
