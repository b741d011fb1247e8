import { ProblemError, problemOf, UnreachableError } from '../api/problem.ts';
import type { components } from '../api/schema.gen.ts';
import { languageNow } from '../language/language-now.ts';

/**
 * Who is here. The access token lives in this module and nowhere else; the refresh secret is a cookie that no script can
 * read. Tabs of one browser share what one of them was given, and only one of them asks at a time. It runs before any
 * page's code has come, and needs none of it.
 */
export type AccessToken = components['schemas']['AccessToken'];

export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'out' }
  | { readonly kind: 'in'; readonly personId: string };

/** What has to be shown again before a request can go on: over the page, which keeps what was typed. */
export type Asked = 'login' | 'code' | 'password';

/** Let in as far as the next door: a code, a new password, a second factor to set up. */
export type Stage = Exclude<AccessToken['use'], 'full'>;

export interface State {
  readonly session: Session;
  readonly stage: Stage | undefined;
  readonly asked: Asked | undefined;
}

export function stateNow(): State {
  return state;
}

/** @returns what ends it. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tokenNow(): string | undefined {
  return token?.accessToken;
}

/** Takes a token that a door gave. Another person than before starts with nothing of theirs. */
export function enter(given: AccessToken): void {
  const before = lastPersonId;
  take(given);
  if (given.use !== 'full') return;
  channel.postMessage({ kind: 'token', token: given } satisfies Told);
  if (before !== undefined && before !== lastPersonId) location.assign('/');
  else settle(true);
}

/** Forgets the session here and in every other tab. The server was told by whoever calls this. */
export function leave(): void {
  channel.postMessage({ kind: 'left' } satisfies Told);
  forget();
}

/** On load: whoever was here before comes in by the cookie. @returns when it is known. */
export async function begin(): Promise<void> {
  if (localStorage.getItem(hint) !== null) await renew();
  if (state.session.kind === 'unknown') change({ session: { kind: 'out' } });
}

/**
 * A new access token by the cookie; one tab at a time, so that the others find theirs already given.
 *
 * @returns false when the session is over. @throws UnreachableError.
 */
export async function renew(): Promise<boolean> {
  const old = token;
  return alone(async () => {
    if (token !== old && token !== undefined) return true;
    const response = await fetch('/v1/auth/refresh', { method: 'POST', headers: languageHeader() }).catch((error) => {
      throw new UnreachableError(error);
    });
    if (response.status === 401) {
      localStorage.removeItem(hint);
      return false;
    }
    if (!response.ok) throw new ProblemError(problemOf(await response.json(), response.status));
    const given = (await response.json()) as AccessToken;
    take(given);
    channel.postMessage({ kind: 'token', token: given } satisfies Told);
    return true;
  });
}

/** Asks the person, once for all requests that wait. @returns false when they turned away. */
export function ask(what: Asked): Promise<boolean> {
  // Without a page behind it there is no dialog: the login is there already.
  if (state.session.kind !== 'in') return Promise.resolve(false);
  waiting ??= (() => {
    let settled = (_went: boolean) => {};
    const promise = new Promise<boolean>((resolve) => {
      settled = resolve;
    });
    change({ asked: what });
    return { promise, settled };
  })();
  return waiting.promise;
}

/** What was asked was answered, or the person turned away. */
export function settle(went: boolean): void {
  const { settled } = waiting ?? {};
  waiting = undefined;
  change({ asked: undefined });
  settled?.(went);
}

export function languageHeader(): Record<string, string> {
  return { 'accept-language': languageNow() === 'zh' ? 'zh-CN' : 'en' };
}

let state: State = { session: { kind: 'unknown' }, stage: undefined, asked: undefined };
let token: AccessToken | undefined;
let lastPersonId: string | undefined;
let waiting: { readonly promise: Promise<boolean>; readonly settled: (went: boolean) => void } | undefined;
const listeners = new Set<() => void>();
/** Not a secret: only that it is worth asking whether a session goes on. */
const hint = 'rx12.session';

type Told = { readonly kind: 'token'; readonly token: AccessToken } | { readonly kind: 'left' };
const channel = new BroadcastChannel('rx12.session');
channel.onmessage = ({ data }: MessageEvent<Told>) => {
  if (data.kind === 'left') forget();
  else if (lastPersonId !== undefined && personOf(data.token) !== lastPersonId) location.assign('/');
  else if (data.token.use === 'full') {
    take(data.token);
    if (state.asked === 'login') settle(true);
  }
};

function take(given: AccessToken): void {
  token = given;
  // A page that is open stays open behind the dialog that asks for the rest.
  if (given.use !== 'full') {
    change({ stage: given.use });
    return;
  }
  localStorage.setItem(hint, '1');
  lastPersonId = personOf(given);
  change({ session: { kind: 'in', personId: lastPersonId }, stage: undefined });
}

function forget(): void {
  token = undefined;
  localStorage.removeItem(hint);
  // Everything that was read and typed goes with the document.
  if (lastPersonId !== undefined) location.assign('/');
  else change({ session: { kind: 'out' }, stage: undefined });
}

function change(next: Partial<State>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

/** Browsers have locks in secure contexts only; elsewhere the server forgives two tabs that ask at once. */
async function alone<T>(run: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('rx12.session', () => run()) : run();
}

function personOf({ accessToken }: AccessToken): string {
  const [, claims = ''] = accessToken.split('.');
  const { pid } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { pid: string };
  return pid;
}
