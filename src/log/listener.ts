import fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '../core/clock.ts';
import { entryBundle, nodesOf, parseTilePath, type Tile, tileWidth, widthIn } from '../core/ledger/tile.ts';
import type { TreeStore } from '../store/tree/contract.ts';
import type { Published, Publisher } from './publisher.ts';

export interface LogListenerPorts {
  readonly publisher: Publisher;
  readonly tree: TreeStore;
  readonly clock: Clock;
  /** How long outsiders see the same checkpoint, so that they cannot watch single decisions being written. */
  readonly refreshMs: number;
}

/**
 * The door for outsiders: `/log/checkpoint` and `/log/tile/…` (c2sp.org/tlog-tiles), on a listener of its own that knows
 * nothing of the API. It gives out hashes and salted commitments up to the checkpoint shown, and no entry.
 */
export function buildLogListener(ports: LogListenerPorts): FastifyInstance {
  const app = fastify({ logger: false, exposeHeadRoutes: false, bodyLimit: 1 });
  const shown = shownTo(ports);
  app.get('/log/checkpoint', async (_request, reply) => {
    const checkpoint = shown();
    reply.header('cache-control', 'no-cache').header('x-content-type-options', 'nosniff').type(plain);
    if (checkpoint === undefined) return reply.code(503).send('no checkpoint: this ledger can only be read for now\n');
    return reply.send(checkpoint.text);
  });
  app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const tile = parseTilePath(`tile/${request.params['*']}`);
    reply.header('x-content-type-options', 'nosniff');
    if (tile === undefined || !isShown(tile, shown()?.size ?? 0)) {
      return reply.code(404).header('cache-control', 'no-store').type(plain).send('no such tile\n');
    }
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('application/octet-stream');
    return reply.send(Buffer.from(await bytesOf(ports.tree, tile)));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type(plain).send('this is an rx12 log: /log/checkpoint and /log/tile/… (c2sp.org/tlog-tiles)\n'),
  );
  return app;
}

const plain = 'text/plain; charset=utf-8';

/** The checkpoint on show: the newest when first asked for, then unchanged until its time is over. */
function shownTo({ publisher, clock, refreshMs }: LogListenerPorts): () => Published | undefined {
  let shown: { readonly checkpoint: Published; readonly sinceMs: number } | undefined;
  return () => {
    const newest = publisher.newest();
    // A ledger that may not be written shows nothing: what it showed before is not what it has.
    if (newest === undefined) return undefined;
    const nowMs = clock.now();
    if (shown === undefined || nowMs - shown.sinceMs >= refreshMs) shown = { checkpoint: newest, sinceMs: nowMs };
    return shown.checkpoint;
  };
}

/** A full tile inside the checkpoint, or the one partial tile that its size makes; no other width gives anything away. */
function isShown(tile: Tile, size: number): boolean {
  const width = widthIn(size, tile.level, tile.index);
  return tile.width === tileWidth ? width === tileWidth : tile.width <= width;
}

async function bytesOf(tree: TreeStore, { level, index, width }: Tile): Promise<Uint8Array> {
  if (level === 'entries') {
    const from = index * tileWidth;
    return entryBundle(await tree.leaves(from, from + width));
  }
  return Buffer.concat(await tree.hashes(nodesOf({ level, index, width })));
}
