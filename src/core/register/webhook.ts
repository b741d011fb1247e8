import { DomainError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import type { IsoDate } from '../time.ts';

/**
 * A system of a hospital is told when a right changed there, from `from` until `until`. The secret that it checks the
 * message with was shared beside the entry and stands in none.
 */
export interface Webhook {
  readonly webhookId: string;
  readonly hospitalId: string;
  readonly url: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export type WebhookEvent =
  | ({ readonly kind: 'webhook.opened'; readonly v: 1 } & Webhook)
  | {
      readonly kind: 'webhook.ended';
      readonly v: 1;
      readonly webhookId: string;
      readonly hospitalId: string;
      readonly until: IsoDate;
      readonly reason: string;
    };

/** More systems of one hospital than this are no systems but a mistake. */
export const maxWebhooksOfHospital = 5;

/**
 * @param context.targets the origins that the settings allow. The address itself may hold no credentials and no fragment.
 * @throws DomainError `webhook.target`, `webhook.dates`, `webhook.too-many`.
 */
export function openWebhook(
  context: { readonly open: number; readonly targets: readonly string[]; readonly today: IsoDate },
  webhook: Webhook,
): EventOf<'webhook.opened'> {
  const { url, from, until } = webhook;
  if (!mayBeTold(url, context.targets)) throw new DomainError('invalid', 'webhook.target');
  if (from < context.today || (until !== null && until <= from)) {
    throw new DomainError('invalid', 'webhook.dates', { from, until: until ?? '', today: context.today });
  }
  if (context.open >= maxWebhooksOfHospital) {
    throw new DomainError('conflict', 'webhook.too-many', { limit: maxWebhooksOfHospital });
  }
  return { kind: 'webhook.opened', v: 1, ...webhook };
}

/** Asked again before each message: a target that the settings no longer list is told nothing more. */
export function mayBeTold(url: string, targets: readonly string[]): boolean {
  const parts = URL.parse(url);
  if (parts === null || parts.username !== '' || parts.password !== '' || parts.hash !== '') return false;
  return targets.includes(parts.origin);
}

/** Doubles with each failure, from half a minute up to six hours; it is tried until it succeeds or the webhook ends. */
export function backOffMs(failures: number): number {
  return Math.min(firstBackOffMs * 2 ** (failures - 1), maxBackOffMs);
}

const firstBackOffMs = 30_000;
const maxBackOffMs = 6 * 3_600_000;
