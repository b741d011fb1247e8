import { DomainError } from '../../core/errors.ts';
import { placeOfHospital } from '../../core/register/register.ts';
import { maxWebhooksOfHospital, openWebhook as open, type Webhook } from '../../core/register/webhook.ts';
import type { IsoDate } from '../../core/time.ts';
import type { WebhookProgress } from '../../store/queries/webhook.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';
import { markOfNow } from './right-list.ts';

/**
 * A system of the hospital is told of every right that changes there from now on.
 *
 * @param command.secret what the system checks messages with; kept beside the ledger, like a credential, and never shown.
 * @throws DomainError `absent`, and what core's `openWebhook` refuses.
 */
export async function openWebhook(
  context: Context,
  command: Omit<Webhook, 'webhookId'> & { readonly secret: string },
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { secret, hospitalId, url, from, until } = command;
    const today = todayOf(context);
    const register = await registerOf(context);
    const by = reach(context, 'webhook.manage', [placeOfHospital(register, hospitalId, today)]);
    if (!register.hospitals.has(hospitalId)) throw absent();
    const { ledger, webhooks } = context.store;
    const stream = { kind: 'hospital' as const, id: hospitalId };
    const decidedOn = await ledger.lengthOf(stream);
    const held = await webhooks.ofHospital(hospitalId, maxListed);
    const living = held.filter((each) => each.until === null || each.until > today).length;
    const webhookId = context.newId('whk');
    const event = open(
      { open: living, targets: context.webhookTargets, today },
      { webhookId, hospitalId, url, from, until },
    );
    // First: an entry whose secret is missing could be told nothing, a secret without an entry is nobody's.
    const since = await markOfNow(context);
    await webhooks.saveProgress(webhookId, { ...nothingTold, secret, since });
    const appended = await ledger.append(
      [{ event, by, streams: [{ ...stream, decidedOn }] }],
      replyFor(context, webhookId),
    );
    return { id: webhookId, appended };
  });
}

/** Nothing is told from `until` on. @throws DomainError `absent`, `webhook.ended`, `webhook.until-past`. */
export async function endWebhook(
  context: Context,
  { webhookId, until, reason }: { readonly webhookId: string; readonly until: IsoDate; readonly reason: string },
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    grantsHeld(context, 'webhook.manage');
    const before = await context.store.webhooks.byId(webhookId);
    if (before === undefined) throw absent();
    const { hospitalId } = before;
    const today = todayOf(context);
    const register = await registerOf(context);
    const by = reach(context, 'webhook.manage', [placeOfHospital(register, hospitalId, today)]);
    const stream = { kind: 'hospital' as const, id: hospitalId };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    const webhook = await context.store.webhooks.byId(webhookId);
    if (webhook === undefined) throw absent();
    if (webhook.until !== null && webhook.until <= until) {
      throw new DomainError('conflict', 'webhook.ended', { webhookId, until: webhook.until });
    }
    if (until < today) throw new DomainError('invalid', 'webhook.until-past', { until, today });
    const event = { kind: 'webhook.ended', v: 1, webhookId, hospitalId, until, reason } as const;
    const appended = await context.store.ledger.append(
      [{ event, by, streams: [{ ...stream, decidedOn }] }],
      replyFor(context, webhookId),
    );
    return { id: webhookId, appended };
  });
}

export interface WebhookView extends Webhook, Omit<WebhookProgress, 'secret' | 'since' | 'page'> {
  /** Everything before this position of the ledger has been told. */
  readonly deliveredPosition: number;
}

/** Those of one hospital, newest first, with how far each has come and why it stands still. @throws DomainError `absent`. */
export async function webhooks(context: Context, hospitalId: string): Promise<readonly WebhookView[]> {
  const register = await registerOf(context);
  reach(context, 'webhook.manage', [placeOfHospital(register, hospitalId, todayOf(context))]);
  if (!register.hospitals.has(hospitalId)) throw absent();
  const rows = await context.store.webhooks.ofHospital(hospitalId, maxListed);
  return Promise.all(
    rows.map(async (row): Promise<WebhookView> => {
      const progress = (await context.store.webhooks.progressOf(row.webhookId)) ?? nothingTold;
      const { deliveredAt, failures, lastError, nextTryAt, since } = progress;
      const deliveredPosition = Number(since.split('-')[0]);
      return { ...row, deliveredPosition, deliveredAt, failures, lastError, nextTryAt };
    }),
  );
}

const nothingTold: WebhookProgress = {
  secret: '',
  since: '0-1970-01-01',
  page: null,
  deliveredAt: null,
  failures: 0,
  lastError: null,
  nextTryAt: null,
};

/** Past ones too; a hospital that opens and ends one a month reads the last years. */
const maxListed = maxWebhooksOfHospital * 20;
