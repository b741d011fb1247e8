import { instantOf } from './core/time.ts';
import type { Ports } from './usecases/context.ts';
import { sendDueWebhooks, type WebhookPost } from './usecases/rights/webhook-send.ts';

/**
 * Sends what is due, every few seconds, one run at a time. It decides nothing: with it stopped every answer is the same,
 * and what was not sent is sent when it runs again. @returns what stops it.
 */
export function scheduleSending(ports: Ports, post: WebhookPost, failed: (error: unknown) => void): () => void {
  let running = false;
  const look = () => {
    if (running) return;
    running = true;
    sendDueWebhooks(ports, post)
      .catch(failed)
      .finally(() => {
        running = false;
      });
  };
  const timer = setInterval(look, lookEveryMs);
  return () => clearInterval(timer);
}

const lookEveryMs = 5_000;

/** Writes what was counted of right checks every minute, and forgets the oldest accesses every hour. @returns what stops it. */
export function scheduleAccessRecord(
  { rightChecks, accessRecords, clock }: Pick<Ports, 'rightChecks' | 'accessRecords' | 'clock'>,
  keepDays: number,
  failed: (error: unknown) => void,
): () => void {
  const flushing = setInterval(() => rightChecks.flush().catch(failed), flushEveryMs);
  const pruning = setInterval(
    () => accessRecords.prune(instantOf(clock.now() - keepDays * dayMs)).catch(failed),
    pruneEveryMs,
  );
  return () => {
    clearInterval(flushing);
    clearInterval(pruning);
  };
}

const dayMs = 86_400_000;
const flushEveryMs = 60_000;
const pruneEveryMs = 3_600_000;
