import { DomainError } from '../../core/errors.ts';
import { placeOfHospital, type Register } from '../../core/register/register.ts';
import type { RightOn } from '../../core/register/right.ts';
import { type Instant, type IsoDate, instantOf, isIsoDate } from '../../core/time.ts';
import { absent, type Context, reach, todayOf } from '../context.ts';
import { streamOf } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { currentRights } from './right.ts';

/** One doctor of a hospital's list. */
interface ListedRights {
  readonly licenceNo: string;
  /** Every post at this hospital, past ones too: a staff number without a current post is nobody's right any more. */
  readonly posts: readonly { readonly staffNo: string; readonly from: IsoDate; readonly until: IsoDate | null }[];
  readonly rights: readonly RightOn[];
}

export interface RightListPage {
  readonly items: readonly ListedRights[];
  readonly asOf: Instant;
  /** Give this as `changedSince` next time: what it leaves out is unchanged. The same on every page of one list. */
  readonly changedSince: string;
  /** Where the next page begins; undefined: there is none. */
  readonly next: RightListPlace | undefined;
}

export interface RightListPlace {
  readonly after: string;
  readonly since?: string | undefined;
  readonly startedAt: string;
}

/**
 * The rights of everybody whom a hospital has or had a post for, for a copy behind its gateway.
 *
 * @param search.changedSince what an earlier list gave: only doctors about whom an entry was made, or a dated measure or
 * grant began or ended, since then. A doctor may be listed again without a difference, never left out with one.
 * @throws DomainError `right.changed-since` for a text that no list gave.
 */
export async function rightList(
  context: Context,
  search: {
    readonly hospitalId: string;
    readonly changedSince?: string | undefined;
    readonly limit: number;
    readonly page?: RightListPlace | undefined;
  },
): Promise<RightListPage> {
  const { hospitalId, page } = search;
  const today = todayOf(context);
  const register = await registerOf(context);
  reach(context, 'right.read', [placeOfHospital(register, hospitalId, today)]);
  if (!register.hospitals.has(hospitalId)) throw absent();
  // Before anything is read: an entry made while this list is read is then in the next one again.
  const size = await context.store.ledger.size();
  const startedAt = page?.startedAt ?? markOf({ position: size, date: today });
  const sinceText = page === undefined ? search.changedSince : page.since;
  const since = sinceText === undefined ? undefined : sinceOf(sinceText, size);
  const whole = since === undefined || endedBetween(register, hospitalId, since.date, today);
  const limit = Math.min(search.limit, maxRightPage);
  const found = await context.store.rights.holders({
    hospitalId,
    limit: limit + 1,
    after: page?.after ?? '',
    since: whole ? undefined : { ...since, today },
  });
  const ids = found.slice(0, limit);
  const last = ids.at(-1);
  return {
    items: await itemsOf(context, register, hospitalId, ids),
    asOf: instantOf(context.clock.now()),
    changedSince: startedAt,
    next: found.length > limit && last !== undefined ? { after: last, since: sinceText, startedAt } : undefined,
  };
}

export const maxRightPage = 500;

async function itemsOf(
  context: Context,
  register: Register,
  hospitalId: string,
  doctorIds: readonly string[],
): Promise<ListedRights[]> {
  const nowMs = context.clock.now();
  const posts = Map.groupBy(await context.store.doctors.postsOf(doctorIds), (post) => post.doctorId);
  const items: ListedRights[] = [];
  for (const doctorId of doctorIds) {
    const length = await context.store.ledger.lengthOf(streamOf(doctorId));
    const known = await currentRights(context, register, { doctorId, length }, nowMs);
    const site = known.sites.find((one) => one.hospitalId === hospitalId);
    if (site === undefined) continue;
    const here = (posts.get(doctorId) ?? []).filter((post) => post.hospitalId === hospitalId);
    items.push({
      licenceNo: known.licenceNo,
      posts: here.map(({ staffNo, from, until }) => ({ staffNo, from, until })),
      rights: site.answer.rights,
    });
  }
  return items;
}

/** For a list that begins with what changes from now on. */
export async function markOfNow(context: Pick<Context, 'store' | 'clock'>): Promise<string> {
  return markOf({ position: await context.store.ledger.size(), date: todayOf(context) });
}

interface Mark {
  readonly position: number;
  readonly date: IsoDate;
}

/** A ledger position and the Shanghai date it was read on, e.g. 1234-2026-11-20. */
function markOf({ position, date }: Mark): string {
  return `${position}-${date}`;
}

function sinceOf(text: string, size: number): Mark {
  const [, position = '', date = ''] = /^(\d{1,15})-(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (!isIsoDate(date) || Number(position) > size) throw new DomainError('invalid', 'right.changed-since');
  return { position: Number(position), date };
}

/** A hospital's end changes every right it granted at once. */
function endedBetween(register: Register, hospitalId: string, date: IsoDate, today: IsoDate): boolean {
  const until = register.hospitals.get(hospitalId)?.until ?? null;
  return until !== null && until > date && until <= today;
}
