import { accessRoutes } from './api/access/access.ts';
import { accessRecordRoutes } from './api/access/access-records.ts';
import { accountRoutes } from './api/access/accounts.ts';
import { authRoutes } from './api/access/auth.ts';
import { factorRoutes } from './api/access/factors.ts';
import { issuerRoutes } from './api/access/issuer.ts';
import { ledgerRoutes } from './api/access/ledger.ts';
import { mandateRoutes } from './api/access/mandates.ts';
import { sessionRoutes } from './api/access/sessions.ts';
import { settingsRoutes } from './api/access/settings.ts';
import { staffRoutes } from './api/access/staff.ts';
import { appealRoutes } from './api/appeals/appeals.ts';
import { dueProcessRoutes } from './api/appeals/due-process.ts';
import { dutyRoutes } from './api/appeals/duties.ts';
import { erasureRoutes } from './api/appeals/erasures.ts';
import { inboxRoutes } from './api/appeals/inbox.ts';
import { openingRoutes } from './api/appeals/openings.ts';
import { reversalRoutes } from './api/appeals/reversals.ts';
import { costRoutes } from './api/cost/cost.ts';
import { costImportRoutes } from './api/cost/imports.ts';
import { wardRerollRoutes } from './api/cost/ward-reroll.ts';
import { creditRoutes } from './api/deductions/credits.ts';
import { deductionStepRoutes } from './api/deductions/deduction-steps.ts';
import { deductionRoutes } from './api/deductions/deductions.ts';
import { findingPreviewRoutes } from './api/deductions/finding-preview.ts';
import { leadRoutes } from './api/deductions/leads.ts';
import { paperRoutes } from './api/deductions/papers.ts';
import { receiptRoutes } from './api/deductions/receipts.ts';
import { standingRoutes } from './api/deductions/standings.ts';
import { worksheetRoutes } from './api/deductions/worksheets.ts';
import { calendarRoutes } from './api/register/calendars.ts';
import { doctorRoutes } from './api/register/doctors.ts';
import { hospitalRoutes } from './api/register/hospitals.ts';
import { mappingRoutes } from './api/register/mappings.ts';
import { mergeRoutes } from './api/register/merges.ts';
import { postRoutes } from './api/register/posts.ts';
import { regionRoutes } from './api/register/regions.ts';
import { wardRoutes } from './api/register/wards.ts';
import { prescribingRightRoutes } from './api/rights/prescribing-rights.ts';
import { rightRoutes } from './api/rights/rights.ts';
import { sanctionRoutes } from './api/rights/sanctions.ts';
import { webhookRoutes } from './api/rights/webhooks.ts';
import { schemeReplayRoutes } from './api/schemes/scheme-replays.ts';
import { schemeRoutes } from './api/schemes/schemes.ts';
import { violationTypeRoutes } from './api/schemes/violation-types.ts';
import { analysisRoutes } from './api/signals/analysis.ts';
import { deductionRateRoutes } from './api/signals/deduction-rates.ts';
import { followUpRoutes } from './api/signals/follow-ups.ts';
import { noticeRoutes } from './api/signals/notices.ts';
import { penaltyCountRoutes } from './api/signals/penalty-counts.ts';
import { signalRoutes } from './api/signals/signals.ts';
import type { Route } from './route.ts';

/** Every operation of the API. The server, the access matrix and openapi.yaml are made from this one list. */
export const routes: readonly Route[] = [
  ...costRoutes,
  ...costImportRoutes,
  ...wardRerollRoutes,
  ...signalRoutes,
  ...analysisRoutes,
  ...deductionRateRoutes,
  ...penaltyCountRoutes,
  ...followUpRoutes,
  ...noticeRoutes,
  ...authRoutes,
  ...sessionRoutes,
  ...factorRoutes,
  ...issuerRoutes,
  ...accountRoutes,
  ...accessRoutes,
  ...accessRecordRoutes,
  ...regionRoutes,
  ...hospitalRoutes,
  ...wardRoutes,
  ...doctorRoutes,
  ...postRoutes,
  ...mergeRoutes,
  ...rightRoutes,
  ...prescribingRightRoutes,
  ...webhookRoutes,
  ...schemeRoutes,
  ...schemeReplayRoutes,
  ...violationTypeRoutes,
  ...calendarRoutes,
  ...deductionRoutes,
  ...findingPreviewRoutes,
  ...deductionStepRoutes,
  ...appealRoutes,
  ...reversalRoutes,
  ...dueProcessRoutes,
  ...erasureRoutes,
  ...openingRoutes,
  ...mandateRoutes,
  ...staffRoutes,
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
  ...settingsRoutes,
  ...ledgerRoutes,
];
