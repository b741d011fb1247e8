import type { Clock } from '../core/clock.ts';
import type { IsoDate } from '../core/time.ts';
import type { Context, Ports } from '../usecases/context.ts';

/** A clock that history moves. Each look at it passes a moment, as it would where people work. */
export interface HistoryClock extends Clock {
  /** Never back. */
  moveTo(date: IsoDate, time: string): void;
}

export function historyClock(start: IsoDate): HistoryClock {
  let now = Date.parse(`${start}T08:00:00.000+08:00`);
  return {
    now: () => {
      now += lookMs;
      return now;
    },
    moveTo: (date, time) => {
      now = Math.max(now, Date.parse(`${date}T${time}:00.000+08:00`));
    },
  };
}

const lookMs = 83;

/** The clock that the demo is served with: nine in the morning of one day when the process starts. */
export function clockStartingAt(startMs: number, real: Clock = { now: Date.now }): Clock {
  const offsetMs = startMs - real.now();
  return { now: () => real.now() + offsetMs };
}

/** The city while it is being built: what the plan calls things, and what the service calls them. */
export interface World {
  readonly ports: Ports;
  readonly clock: HistoryClock;
  readonly hospitals: Names;
  readonly regions: Names;
  readonly wards: Names;
  readonly doctors: Names;
  readonly posts: Names;
  readonly deductions: Names;
  readonly leads: Names;
  readonly measures: Names;
  /** Who acts, by login. */
  readonly actors: Map<string, Context>;
  /** Hashes of first passwords, by login. */
  readonly firstHashes: Map<string, string>;
}

export function emptyWorld(ports: Ports, clock: HistoryClock): World {
  const [hospitals, regions, wards, doctors] = [names('hospital'), names('region'), names('ward'), names('doctor')];
  const [posts, deductions, leads, measures] = [names('post'), names('deduction'), names('lead'), names('measure')];
  return {
    ports,
    clock,
    hospitals,
    regions,
    wards,
    doctors,
    posts,
    deductions,
    leads,
    measures,
    actors: new Map(),
    firstHashes: new Map(),
  };
}

/** @throws Error for a login that has no account yet. */
export function actor({ actors }: World, login: string): Context {
  const context = actors.get(login);
  if (context === undefined) throw new Error(`nobody has the login ${login} yet`);
  return context;
}

/** Reads a person's grants and lets them act by a login from now on. */
export async function letAct(world: World, login: string, ids: { personId: string; accountId: string }): Promise<void> {
  const grants = await world.ports.store.people.grantsOf(ids.personId);
  world.actors.set(login, { ...world.ports, actor: { ...ids, grants }, idempotency: undefined });
}

/** Ids by what the plan calls the thing. */
export interface Names {
  set(key: string, id: string): void;
  /** @throws Error for what is not there yet: the plan asks too early. */
  get(key: string): string;
  has(key: string): boolean;
  readonly size: number;
}

function names(kind: string): Names {
  const ids = new Map<string, string>();
  return {
    set: (key, id) => void ids.set(key, id),
    get: (key) => {
      const id = ids.get(key);
      if (id === undefined) throw new Error(`there is no ${kind} ${key} yet`);
      return id;
    },
    has: (key) => ids.has(key),
    get size() {
      return ids.size;
    },
  };
}
