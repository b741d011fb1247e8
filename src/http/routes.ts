import { accessRoutes } from './api/access.ts';
import { accountRoutes } from './api/accounts.ts';
import { appealRoutes } from './api/appeals.ts';
import { authRoutes } from './api/auth.ts';
import { calendarRoutes } from './api/calendars.ts';
import { costRoutes } from './api/cost.ts';
import { creditRoutes } from './api/credits.ts';
import { deductionStepRoutes } from './api/deduction-steps.ts';
import { deductionRoutes } from './api/deductions.ts';
import { doctorRoutes } from './api/doctors.ts';
import { dueProcessRoutes } from './api/due-process.ts';
import { dutyRoutes } from './api/duties.ts';
import { hospitalRoutes } from './api/hospitals.ts';
import { inboxRoutes } from './api/inbox.ts';
import { leadRoutes } from './api/leads.ts';
import { ledgerRoutes } from './api/ledger.ts';
import { mandateRoutes } from './api/mandates.ts';
import { mappingRoutes } from './api/mappings.ts';
import { mergeRoutes } from './api/merges.ts';
import { paperRoutes } from './api/papers.ts';
import { postRoutes } from './api/posts.ts';
import { prescribingRightRoutes } from './api/prescribing-rights.ts';
import { receiptRoutes } from './api/receipts.ts';
import { regionRoutes } from './api/regions.ts';
import { reversalRoutes } from './api/reversals.ts';
import { rightRoutes } from './api/rights.ts';
import { sanctionRoutes } from './api/sanctions.ts';
import { schemeReplayRoutes } from './api/scheme-replays.ts';
import { schemeRoutes } from './api/schemes.ts';
import { standingRoutes } from './api/standings.ts';
import { violationTypeRoutes } from './api/violation-types.ts';
import { wardRoutes } from './api/wards.ts';
import { worksheetRoutes } from './api/worksheets.ts';
import type { Route } from './route.ts';

/** Every operation of the API. The server, the access matrix and openapi.yaml are made from this one list. */
export const routes: readonly Route[] = [
  ...costRoutes,
  ...authRoutes,
  ...accountRoutes,
  ...accessRoutes,
  ...regionRoutes,
  ...hospitalRoutes,
  ...wardRoutes,
  ...doctorRoutes,
  ...postRoutes,
  ...mergeRoutes,
  ...rightRoutes,
  ...prescribingRightRoutes,
  ...schemeRoutes,
  ...schemeReplayRoutes,
  ...violationTypeRoutes,
  ...calendarRoutes,
  ...deductionRoutes,
  ...deductionStepRoutes,
  ...appealRoutes,
  ...reversalRoutes,
  ...dueProcessRoutes,
  ...mandateRoutes,
  ...dutyRoutes,
  ...inboxRoutes,
  ...paperRoutes,
  ...standingRoutes,
  ...creditRoutes,
  ...sanctionRoutes,
  ...receiptRoutes,
  ...leadRoutes,
  ...mappingRoutes,
  ...worksheetRoutes,
  ...ledgerRoutes,
];
