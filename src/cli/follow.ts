import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { DomainError } from '../core/errors.ts';
import { render } from '../core/explanation.ts';
import { parseVkey } from '../core/ledger/note.ts';
import { sha256 } from '../hashing.ts';
import { type Followed, followOnce, parseFollowed } from '../log/follower.ts';
import { logProblems } from '../messages/problems-log.ts';

export interface FollowOptions {
  readonly key: readonly string[];
  /** Where what was seen last is kept; it is worth what the follower's word is worth, so it stays on the own machine. */
  readonly state: string;
}

/**
 * Follows a published log once: fetches its checkpoint, everything new since the last time, and keeps what it saw. Run by
 * a timer at a hospital or an inspectorate; what was kept last is never overwritten by anything that does not extend it.
 *
 * @returns the exit code: 0 when the log extends what was seen before, 2 when it does not.
 */
export async function follow(url: string, options: FollowOptions, print: (line: string) => void): Promise<number> {
  const keys = options.key.map((vkey) => parseVkey(sha256, vkey));
  const before = existsSync(options.state) ? parseFollowed(readFileSync(options.state, 'utf8')) : undefined;
  try {
    const after = await followOnce(url, keys, before);
    keep(options.state, after);
    const from = before === undefined ? 'seen for the first time' : `extends the ${before.size} seen before`;
    print(`ok: ${after.origin} has ${after.size} entries, ${from}; every leaf and tile was recomputed`);
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const language of ['zh', 'en'] as const) print(`NOT ok: ${render(logProblems, language, error)}`);
    return 2;
  }
}

/** Written beside and moved over, so that a crash leaves the old state or the new one. */
function keep(path: string, followed: Followed): void {
  const text = JSON.stringify({
    ...followed,
    peaks: followed.peaks.map((peak) => Buffer.from(peak).toString('base64')),
  });
  writeFileSync(`${path}.new`, `${text}\n`, { flush: true });
  renameSync(`${path}.new`, path);
}
