import type { Webhook } from '../../core/register/webhook.ts';
import type { Sql } from '../sql.ts';

/** How far the telling of one webhook has come: the only thing about it that no entry says. */
export interface WebhookProgress {
  readonly secret: string;
  /** Everything before this mark has been told; see `rightList`. */
  readonly since: string;
  /** Where a round that is under way goes on; null: none is. */
  readonly page: string | null;
  readonly deliveredAt: string | null;
  /** In a row; 0 after a success. */
  readonly failures: number;
  readonly lastError: string | null;
  /** null: at once. */
  readonly nextTryAt: string | null;
}

export interface WebhookStore {
  byId(webhookId: string): Promise<Webhook | undefined>;
  /** Newest first, past ones too; at most `limit`. */
  ofHospital(hospitalId: string, limit: number): Promise<readonly Webhook[]>;
  /** Those that hold on a day, oldest first. */
  inForce(date: string): Promise<readonly Webhook[]>;
  progressOf(webhookId: string): Promise<WebhookProgress | undefined>;
  saveProgress(webhookId: string, progress: WebhookProgress): Promise<void>;
}

export function webhookStore(sql: Sql): WebhookStore {
  const select =
    'select id as "webhookId", hospital_id as "hospitalId", url, from_date as "from", until_date as "until" from webhook';
  return {
    byId: async (webhookId) => (await sql.rows<Webhook>(`${select} where id = ?`, webhookId))[0],
    ofHospital: (hospitalId, limit) =>
      sql.rows<Webhook>(`${select} where hospital_id = ? order by opened_seq desc limit ?`, hospitalId, limit),
    inForce: (date) =>
      sql.rows<Webhook>(
        `${select} where from_date <= ? and (until_date is null or until_date > ?) order by opened_seq`,
        ...[date, date],
      ),
    progressOf: async (webhookId) => {
      const [progress] = await sql.rows<WebhookProgress>(
        `select secret, since, page, delivered_at as "deliveredAt", failures, last_error as "lastError",
           next_try_at as "nextTryAt" from webhook_progress where webhook_id = ?`,
        webhookId,
      );
      return progress;
    },
    saveProgress: async (webhookId, { secret, since, page, deliveredAt, failures, lastError, nextTryAt }) => {
      await sql.change(
        `insert into webhook_progress (webhook_id, secret, since, page, delivered_at, failures, last_error, next_try_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (webhook_id) do update set secret = excluded.secret, since = excluded.since, page = excluded.page,
           delivered_at = excluded.delivered_at, failures = excluded.failures, last_error = excluded.last_error,
           next_try_at = excluded.next_try_at`,
        ...[webhookId, secret, since, page, deliveredAt, failures, lastError, nextTryAt],
      );
    },
  };
}
