import type { Projection } from '../projection.ts';
import { baselineProjections } from './baseline.ts';
import { creditProjections } from './credit.ts';
import { deductionProjections } from './deduction.ts';
import { doctorProjections } from './doctor.ts';
import { followUpProjections } from './follow-up.ts';
import { inboxProjections } from './inbox.ts';
import { leadProjections } from './lead.ts';
import { leaveProjections } from './leave.ts';
import { mandateProjections } from './mandate.ts';
import { mappingProjections } from './mapping.ts';
import { openingProjections } from './opening.ts';
import { peopleProjections } from './people.ts';
import { rightProjections } from './right.ts';
import { sliceProjections } from './slice.ts';
import { webhookProjections } from './webhook.ts';

/** Every table that verify rebuilds and compares. A projection that is not in this list is not written either. */
export const projections: readonly Projection[] = [
  ...peopleProjections,
  ...doctorProjections,
  ...rightProjections,
  ...deductionProjections,
  ...creditProjections,
  ...openingProjections,
  ...leadProjections,
  ...inboxProjections,
  ...leaveProjections,
  ...mandateProjections,
  ...mappingProjections,
  ...sliceProjections,
  ...webhookProjections,
  ...baselineProjections,
  ...followUpProjections,
];
