import type { IsoDate } from '../time.ts';

export type LeadSource = 'his-hit' | 'complaint' | 'outlier' | 'other';

/** A lead (线索) is nobody's fault yet: it notifies nobody and deducts nothing until a person records a finding from it. */
export type LeadEvent =
  | {
      readonly kind: 'lead.posted';
      readonly v: 1;
      readonly leadId: string;
      readonly hospitalId: string;
      readonly doctorId: string | null;
      readonly source: LeadSource;
      readonly occurredOn: IsoDate;
      readonly actRef: string | null;
      readonly code: string | null;
      readonly text: string;
    }
  | {
      readonly kind: 'lead.closed';
      readonly v: 1;
      readonly leadId: string;
      readonly hospitalId: string;
      readonly outcome: 'recorded' | 'set-aside';
      readonly deductionId: string | null;
      readonly reason: string;
    };
