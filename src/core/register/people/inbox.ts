/**
 * A person has read something in the own inbox. What was read is named by its ledger position; a decision is not marked
 * read but delivered, in the doctor's own stream.
 */
export type InboxEvent = {
  readonly kind: 'inbox.read';
  readonly v: 1;
  readonly personId: string;
  readonly position: number;
};
