import type { FollowUpEvent } from './cost/follow-up/follow-up.ts';
import type { NoticeEvent } from './cost/follow-up/notice-sending.ts';
import type { BaselineEvent } from './cost/signal/baseline.ts';
import type { SliceEvent } from './cost/switch.ts';
import type { LogEvent } from './ledger/log-event.ts';
import type { CreditEvent } from './procedure/credit.ts';
import type { DeductionEvent } from './procedure/deduction.ts';
import type { ErasureEvent } from './procedure/erasure.ts';
import type { LeadEvent } from './procedure/lead.ts';
import type { OpeningEvent } from './procedure/opening.ts';
import type { CalendarEvent } from './register/calendar.ts';
import type { DoctorEvent } from './register/doctor.ts';
import type { HospitalEvent } from './register/hospital.ts';
import type { LeaveEvent } from './register/leave.ts';
import type { MappingEvent } from './register/mapping.ts';
import type { AccessEvent } from './register/people/access.ts';
import type { InboxEvent } from './register/people/inbox.ts';
import type { InterestEvent } from './register/people/interest.ts';
import type { MandateEvent } from './register/people/mandate.ts';
import type { PersonEvent } from './register/people/person.ts';
import type { RegionEvent } from './register/region.ts';
import type { RightEvent } from './register/right.ts';
import type { WardEvent } from './register/ward.ts';
import type { WebhookEvent } from './register/webhook.ts';
import type { SchemeEvent } from './rules/adoption.ts';
import type { SanctionEvent } from './sanction/steps.ts';

/**
 * Everything that can be written. Each noun declares its own events beside the rules that read them; `v` is the
 * version of that event's form: bodies are never migrated, readers learn new versions.
 */
export type DomainEvent =
  | AccessEvent
  | BaselineEvent
  | CalendarEvent
  | CreditEvent
  | DeductionEvent
  | DoctorEvent
  | ErasureEvent
  | FollowUpEvent
  | HospitalEvent
  | InboxEvent
  | InterestEvent
  | LeadEvent
  | LeaveEvent
  | LogEvent
  | MandateEvent
  | MappingEvent
  | NoticeEvent
  | OpeningEvent
  | PersonEvent
  | RegionEvent
  | RightEvent
  | SanctionEvent
  | SchemeEvent
  | SliceEvent
  | WardEvent
  | WebhookEvent;

/** The event of one kind, for functions that take only that. */
export type EventOf<Kind extends DomainEvent['kind']> = Extract<DomainEvent, { readonly kind: Kind }>;
