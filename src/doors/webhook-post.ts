import { createHmac } from 'node:crypto';
import type { WebhookPost } from '../usecases/rights/webhook-send.ts';

/**
 * Sends by HTTP. `Rx12-Signature: t=<seconds>,v1=<hex>` is HMAC-SHA-256 under the shared secret over `<t>.<body>`: the
 * receiver computes the same, compares in constant time, and refuses a `t` more than five minutes from its own clock.
 */
export function webhookPost(timeoutMs: number = defaultTimeoutMs): WebhookPost {
  return async ({ url, secret, body, nowMs }) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        // To where a redirect leads nobody has allowed anything to be sent.
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'rx12-signature': signatureOf(secret, body, nowMs) },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body?.cancel();
      if (answer.ok) return 'delivered';
      return answer.status >= 300 && answer.status < 400 ? 'redirect' : `http-${answer.status}`;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
    }
  };
}

function signatureOf(secret: string, body: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1_000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

const defaultTimeoutMs = 5_000;
