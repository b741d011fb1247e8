import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { instantOf } from '../core/time.ts';
import { isCommonPassword } from '../doors/common-passwords.ts';
import { outsideIssuer } from '../doors/outside-issuer.ts';
import { openSyslog, toldAccess, toldLedger } from '../doors/syslog.ts';
import { factorKit } from '../doors/totp.ts';
import { buildApp } from '../http/app.ts';
import { routes } from '../http/routes.ts';
import { type Tokens, tokens } from '../http/tokens.ts';
import { type NewId, timeOrderedIds } from '../ids.ts';
import { type Keys, readKeys } from '../keys.ts';
import { type LibraryScheme, readSchemes } from '../library.ts';
import { type ClockGuard, clockGuard, newestAt } from '../log/clock-guard.ts';
import { buildLogListener } from '../log/listener.ts';
import { publishedLog } from '../log/published-log.ts';
import { guardedLedger, openPublisher, type Publisher, refusalSentence } from '../log/publisher.ts';
import { keptVerification } from '../log/verification.ts';
import { argon2Passwords } from '../passwords.ts';
import type { AccessRecordStore } from '../store/access/contract.ts';
import type { Store } from '../store/contract.ts';
import { storeFailed } from '../store/failure.ts';
import { attemptBudget } from '../usecases/access/budget.ts';
import { rightCheckTally } from '../usecases/access/right-check-count.ts';
import type { Ports } from '../usecases/context.ts';
import { openCost } from './cost.ts';
import { openFolder, type Surroundings } from './folder.ts';
import { openDatabase } from './postgres.ts';

export interface Service {
  readonly app: FastifyInstance;
  readonly ports: Ports;
  /** Signs and publishes the ledger; whoever serves calls `publish` every second. */
  readonly publisher: Publisher;
  /** Whether the clock is to be believed; whoever serves calls `keep` every hour. */
  readonly timeGuard: ClockGuard;
  /** The listener for outsiders; not listening yet, and never unless the settings ask for it. */
  readonly logListener: FastifyInstance;
  /** Stops taking requests, finishes what is under way, and lets go of the data folder. */
  close(): Promise<void>;
}

/** Opens a data folder and builds the service over it; it is not listening yet. */
export async function openService(config: Config, log: Logger, surroundings: Surroundings): Promise<Service> {
  const inside = await openPorts(config, log, surroundings);
  const { ports, publisher, timeGuard, accessTokens } = inside;
  let ready = true;
  const app = await buildApp({
    ports,
    routes,
    secureCookies: !config.publicUrl.startsWith('http://'),
    console: config.console,
    tokens: accessTokens,
    log,
    checkReplies: config.checkReplies,
    trustProxy: config.trustProxy,
    ready: () => ready,
    newRequestId: requestIds(ports.newId('req')),
    storeFailed,
  });
  const { clock } = surroundings;
  const logListener = buildLogListener({ publisher, tree: ports.store.tree, clock, refreshMs: config.log.refreshMs });
  return {
    app,
    ports,
    publisher,
    timeGuard,
    logListener,
    close: async () => {
      ready = false;
      await app.close();
      await logListener.close();
      await inside.close();
    },
  };
}

/** The service without its doors: all that use cases work with, over one data folder. */
interface Inside extends Pick<Service, 'ports' | 'publisher' | 'timeGuard' | 'close'> {
  readonly accessTokens: Tokens;
}

/** @throws Error when the folder cannot be opened. */
export async function openPorts(config: Config, log: Logger, surroundings: Surroundings): Promise<Inside> {
  const { database } = config;
  const data = database ? await openDatabase(config, database, surroundings) : openFolder(config, surroundings);
  const { clock } = surroundings;
  const { checkpointLock, signer } = data;
  const { origin } = data.store.ledger;
  const { tree } = data.store;
  const keys = readKeys(join(config.dataDir, 'keys'));
  const publisher = await openPublisher({
    origin,
    tree,
    lock: checkpointLock,
    signer,
    clock,
    shared: data.shared,
  }).catch(async (error) => {
    await data.close();
    throw error;
  });
  const refusal = publisher.refusal();
  if (refusal !== undefined) log.error(`the ledger is read-only: ${refusalSentence(refusal)}`);
  const timeGuard = clockGuard(config.dataDir, clock, await newestAt(data.store.ledger));
  const doubt = timeGuard.refusal();
  if (doubt !== undefined) log.error(`writes wait for an operator: ${refusalSentence(doubt)}`);
  const syslog = config.syslog && openSyslog(config.syslog, clock, log);
  const store = {
    ...data.store,
    ledger: toldLedger(
      guardedLedger(data.store.ledger, () => publisher.refusal() ?? timeGuard.refusal()),
      syslog,
    ),
  };
  const accessRecords = toldAccess(data.openAccessRecords(), syslog);
  const wholeBelow = data.shared ? await store.ledger.size() : undefined;
  const cost = await openCost(data.cost, keys.identityKey, await store.slices.live(), {
    wholeBelow,
    now: () => instantOf(clock.now()),
    onBug: (error) => log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'an import failed'),
  });
  const newId = timeOrderedIds(clock, surroundings.randomBytes);
  const accessTokens = tokens({
    privateKey: keys.tokenPrivate,
    publicKey: keys.tokenPublic,
    issuer: store.ledger.origin,
    clock: surroundings.clock,
    newId,
  });
  const ports: Ports = {
    ...portsOf({ store, accessRecords }, keys, accessTokens, newId, surroundings),
    log: publishedLog({ publisher, signer, clock }, () => keptVerification(config.dataDir)),
    cost: cost.ports,
    replay: data.replay,
    webhookTargets: config.webhookTargets,
    doorRules: config.doors,
    issuer: config.issuer && outsideIssuer(config.issuer),
    toldInVain: () => syslog?.lost() ?? 0,
  };
  return {
    ports,
    publisher,
    timeGuard,
    accessTokens,
    close: async () => {
      timeGuard.keep();
      // What was acknowledged last is covered by a checkpoint as well; if that fails, the next start does it.
      await publisher
        .publish()
        .catch((error: Error) => log.error(`the last checkpoint was not published: ${error.message}`));
      await cost.close();
      await ports.rightChecks
        .flush()
        .catch((error: Error) => log.error(`the last right checks were not counted: ${error.message}`));
      await accessRecords.close();
      syslog?.close();
      await data.close();
    },
  };
}

/** Unguessable from outside, and cheap: one random id a start, and a count. */
function requestIds(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}

function portsOf(
  { store, accessRecords }: { readonly store: Store; readonly accessRecords: AccessRecordStore },
  keys: Keys,
  issuer: Tokens,
  newId: NewId,
  { clock, randomBytes, passwordCost }: Surroundings,
): Omit<Ports, 'log' | 'cost' | 'replay' | 'webhookTargets' | 'doorRules' | 'issuer' | 'toldInVain'> {
  return {
    store,
    accessRecords,
    rightChecks: rightCheckTally({ clock, accessRecords, rights: store.rights }),
    clock,
    newId,
    identityHash: keys.identityHash,
    passwords: argon2Passwords(passwordCost),
    isCommonPassword,
    factorKit: factorKit(keys.factorKey, store.ledger.origin),
    budget: attemptBudget(clock, store.attempts),
    tokens: issuer,
    newSecret: () => Buffer.from(randomBytes(32)).toString('base64url'),
    library: shippedSchemes,
  };
}

/** Read once, when first asked for: the files belong to the release. */
function shippedSchemes(): readonly LibraryScheme[] {
  library ??= readSchemes();
  return library;
}

let library: readonly LibraryScheme[] | undefined;
