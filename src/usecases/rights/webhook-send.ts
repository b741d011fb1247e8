import { backOffMs, mayBeTold, type Webhook } from '../../core/register/webhook.ts';
import { instantOf } from '../../core/time.ts';
import type { WebhookProgress } from '../../store/queries/webhook.ts';
import { type Context, type Ports, todayOf } from '../context.ts';
import { type RightListPlace, rightList } from './right-list.ts';

/** Sends one signed message and says `delivered`, or in a word why not; it never throws and follows no redirect. */
export type WebhookPost = (message: WebhookMessage) => Promise<'delivered' | WebhookError>;
type WebhookError = `http-${number}` | 'redirect' | 'timeout' | 'unreachable' | 'target-not-listed';

interface WebhookMessage {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  readonly nowMs: number;
}

/**
 * Tells every webhook what is due. What is due is read from the ledger each time: whoever's rights an entry or a dated
 * change has touched since the mark that was told last. A restart goes on where it stopped; a message may come twice,
 * and always says what the right check would say at that moment. Nothing that is decided or answered reads any of this.
 */
export async function sendDueWebhooks(ports: Ports, post: WebhookPost): Promise<void> {
  const due = await ports.store.webhooks.inForce(todayOf(ports));
  // Beside each other: a target that does not answer must not keep another hospital waiting.
  const runs = await Promise.allSettled(due.map((webhook) => tell(ports, post, webhook)));
  // Only once all have ended: a next run beside this one would say everything twice.
  for (const run of runs) if (run.status === 'rejected') throw run.reason;
}

async function tell(ports: Ports, post: WebhookPost, webhook: Webhook): Promise<void> {
  const { webhooks } = ports.store;
  let progress = await webhooks.progressOf(webhook.webhookId);
  for (let sent = 0; sent < maxMessagesARun && progress !== undefined; sent += 1) {
    const nowMs = ports.clock.now();
    if (progress.nextTryAt !== null && nowMs < Date.parse(progress.nextTryAt)) return;
    const page = progress.page === null ? undefined : (JSON.parse(progress.page) as RightListPlace);
    const list = await rightList(contextOf(ports, webhook), {
      hospitalId: webhook.hospitalId,
      changedSince: progress.since,
      // One at a time: each doctor is a place to go on from.
      limit: 1,
      page,
    });
    const [found] = list.items;
    if (found === undefined && list.next === undefined && page === undefined) return;
    const after =
      list.next === undefined ? { since: list.changedSince, page: null } : { page: JSON.stringify(list.next) };
    if (found === undefined) {
      progress = { ...progress, ...after };
    } else {
      const body = JSON.stringify({
        event: 'right.changed',
        position: Number(list.changedSince.split('-')[0]),
        hospitalId: webhook.hospitalId,
        posts: found.posts,
        rights: found.rights,
        asOf: list.asOf,
      });
      const { url } = webhook;
      const listed = mayBeTold(url, ports.webhookTargets);
      const answer = listed ? await post({ url, secret: progress.secret, body, nowMs }) : 'target-not-listed';
      progress = answer === 'delivered' ? told(progress, nowMs, after) : failed(progress, nowMs, answer);
    }
    await webhooks.saveProgress(webhook.webhookId, progress);
  }
}

function told(before: WebhookProgress, nowMs: number, after: Partial<WebhookProgress>): WebhookProgress {
  return { ...before, ...after, deliveredAt: instantOf(nowMs), failures: 0, lastError: null, nextTryAt: null };
}

/** The same doctor again, later: nobody is told out of turn. */
function failed(before: WebhookProgress, nowMs: number, lastError: WebhookError): WebhookProgress {
  const failures = before.failures + 1;
  return { ...before, failures, lastError, nextTryAt: instantOf(nowMs + backOffMs(failures)) };
}

/** As a HIS of that hospital asks, and no more than it may see. */
function contextOf(ports: Ports, { webhookId, hospitalId }: Webhook): Context {
  const scope = { kind: 'hospital', hospitalId } as const;
  const grant = { grantId: webhookId, personId: '', role: 'his-client', scope, category: null } as const;
  const actor = { personId: '', accountId: '', grants: [{ ...grant, from: '1970-01-01', until: null }] };
  return { ...ports, actor, idempotency: undefined };
}

/** What is left waits for the next run, a few seconds later. */
const maxMessagesARun = 500;
