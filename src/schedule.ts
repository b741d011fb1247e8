import { instantOf } from './core/time.ts';
import type { Coordination, SharedTask } from './store/doors/coordination.ts';
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
    alone(ports.store.coordination, 'sending', () => sendDueWebhooks(ports, post))
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
  { rightChecks, accessRecords, clock, store }: Pick<Ports, 'rightChecks' | 'accessRecords' | 'clock' | 'store'>,
  keepDays: number,
  failed: (error: unknown) => void,
): () => void {
  const flushing = setInterval(() => rightChecks.flush().catch(failed), flushEveryMs);
  const prune = async () => void (await accessRecords.prune(instantOf(clock.now() - keepDays * dayMs)));
  const pruning = setInterval(() => alone(store.coordination, 'pruning', prune).catch(failed), pruneEveryMs);
  return () => {
    clearInterval(flushing);
    clearInterval(pruning);
  };
}

const dayMs = 86_400_000;
const flushEveryMs = 60_000;
const pruneEveryMs = 3_600_000;

/**
 * Forgets every hour which requests were answered before `replyKeptMs`: until then a repeated Idempotency-Key gets the
 * first reply again, after it the request is a new one. @returns what stops it.
 */
export function scheduleForgetting({ store, clock }: Pick<Ports, 'store' | 'clock'>, failed: (error: unknown) => void) {
  const look = async () => {
    const before = instantOf(clock.now() - replyKeptMs);
    // In slices, so that nobody waits for all of it.
    for (let slice = 0; slice < maxSlices; slice += 1) {
      if ((await store.doors.forgetReplies(before, repliesAtOnce)) < repliesAtOnce) return;
      await nextTurn();
    }
  };
  const timer = setInterval(() => alone(store.coordination, 'forgetting', look).catch(failed), pruneEveryMs);
  return () => clearInterval(timer);
}

export const replyKeptMs = 30 * dayMs;
const repliesAtOnce = 500;
const maxSlices = 1_000;

/** Does a task unless another process over the same store is doing it. */
async function alone(coordination: Coordination, task: SharedTask, work: () => Promise<void>): Promise<void> {
  const hold = await coordination.takeTask(task);
  if (hold === undefined) return;
  try {
    await work();
  } finally {
    await hold.release();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
