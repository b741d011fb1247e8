import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { packageFolder } from '../package-folder.ts';

export const receiptPagePath = '/verify-receipt';

/** The page that checks receipts in the browser and offline: one file, the same that can be saved or handed out. */
export function serveReceiptPage(app: FastifyInstance): void {
  const page = readFileSync(fileURLToPath(new URL('pages/verify-receipt.html', packageFolder)), 'utf8');
  app.get(receiptPagePath, async (_request, reply) =>
    reply
      // The page names the hashes of its own script and style, so it can do nothing else wherever it is opened from.
      .header('content-security-policy', "frame-ancestors 'none'")
      .header('cache-control', 'public, max-age=3600')
      .type('text/html; charset=utf-8')
      .send(page),
  );
}
