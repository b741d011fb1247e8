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
