import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import supertest from 'supertest';
import { createDataFolder, createKeyFolder } from '../../src/compose/folder.ts';
import { openPorts, openService, type Service } from '../../src/compose/service.ts';
import { readConfig } from '../../src/config.ts';
import type { Role, Scope } from '../../src/core/register/people/access.ts';
import { instantOf } from '../../src/core/time.ts';
import { logTo } from '../../src/logger.ts';
import { founder } from '../../src/usecases/access/bootstrap.ts';
import type { Actor, Context } from '../../src/usecases/context.ts';
import { type TestClock, testClock } from './clock.ts';
import { rowsOfFile, sql, wrongInFile } from './database.ts';
import { type TestDatabase, testDatabase, testOrigin, wrongIn } from './postgres/database.ts';

/** The whole service over a real database in a folder of its own, listening on loopback, with a clock the test moves. */
export interface TestService extends Service {
  readonly clock: TestClock;
  readonly folder: string;
  readonly baseUrl: string;
  readonly http: ReturnType<typeof supertest>;
  /** Everything that was logged, as text. */
  readonly logged: () => string;
  /** A person with one account and these grants; `token` opens every door they open. */
  user(grants: readonly { role: Role; scope: Scope; category?: string }[], personId?: string): Promise<TestUser>;
  /** What a check of everything from the entries alone finds; empty when all is well. */
  wrong(): Promise<readonly unknown[]>;
  /** Runs SQL on what is stored, as somebody who has the disk or the server. */
  tamper(statements: string): Promise<void>;
  /** Every row of a table of the ledger's, as it is stored. */
  rowsOf(table: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Closes it and opens the same folder again; `between` may do to its files what must not happen while it runs. */
  reopen(between?: () => void): Promise<void>;
}

export interface TestUser {
  readonly personId: string;
  readonly accountId: string;
  readonly login: string;
  readonly password: string;
  readonly token: string;
  readonly bearer: { readonly authorization: string };
  /** For calling use cases without a door. */
  readonly context: Context;
}

export async function startService(
  options: {
    readonly clock?: TestClock;
    readonly listen?: boolean;
    readonly webhookTargets?: readonly string[];
    readonly settings?: Readonly<Record<string, string>>;
    /** false: use cases alone, without the doors that take longest to build. */
    readonly doors?: boolean;
    /** A founded database, which the test drops; without, that of the store under test. */
    readonly database?: Pick<TestDatabase, 'url' | 'admin'>;
    /** Where the folder is made; without, where temporary files go. */
    readonly under?: string;
  } = {},
): Promise<TestService> {
  const folder = mkdtempSync(join(options.under ?? tmpdir(), 'rx12-test-'));
  const clock = options.clock ?? testClock();
  const surroundings = { clock, randomBytes: deterministicBytes(), passwordCost: { memoryKiB: 64, passes: 1 } };
  let text = '';
  const log = logTo(
    'debug',
    new Writable({
      write: (chunk, _encoding, done) => {
        text += String(chunk);
        done();
      },
    }),
  );
  const settings = {
    RX12_DATA: join(folder, 'data'),
    RX12_CHECK_REPLIES: '1',
    RX12_PORT: '0',
    RX12_SECOND_FACTOR: 'off',
    RX12_CONSOLE: '0',
    ...options.settings,
    RX12_WEBHOOK_TARGETS: (options.webhookTargets ?? ['https://his.example']).join(' '),
  };
  const own = onPostgres && options.database === undefined ? await testDatabase() : undefined;
  const database = options.database ?? own;
  const config = readConfig({ ...settings, ...(database && { DATABASE_URL: database.url }) });
  if (database) createKeyFolder(config.dataDir, testOrigin);
  else createDataFolder(config.dataDir, testOrigin, clock);
  const open = async (): Promise<Service> =>
    options.doors === false
      ? withoutDoors(await openPorts(config, log, surroundings))
      : openService(config, log, surroundings);
  let service = await open();
  let users = 0;

  const listen = async () =>
    options.listen === false || options.doors === false ? '' : service.app.listen({ host: '127.0.0.1', port: 0 });
  let baseUrl = await listen();

  const test: TestService = {
    get app() {
      return service.app;
    },
    get ports() {
      return service.ports;
    },
    get publisher() {
      return service.publisher;
    },
    get timeGuard() {
      return service.timeGuard;
    },
    get logListener() {
      return service.logListener;
    },
    clock,
    folder,
    get baseUrl() {
      return baseUrl;
    },
    get http() {
      return supertest(baseUrl);
    },
    logged: () => text,
    wrong: async () => (database ? wrongIn(database.url) : wrongInFile(join(config.dataDir, 'rx12.db'))),
    tamper: async (statements) => {
      if (database) await database.admin(statements);
      else await test.reopen(() => sql(join(config.dataDir, 'rx12.db'), statements));
    },
    rowsOf: async (table) =>
      database
        ? (await database.admin(`select * from ${table}`)).rows
        : rowsOfFile(join(config.dataDir, 'rx12.db'), table),
    reopen: async (between) => {
      await service.close();
      between?.();
      service = await open();
      baseUrl = await listen();
    },
    user: async (grants, knownPersonId) => {
      users += 1;
      const { ports } = service;
      const personId = knownPersonId ?? ports.newId('per');
      const accountId = ports.newId('acc');
      const login = `user${users}`;
      const password = `password of ${login}`;
      const streams = [{ kind: 'person' as const, id: personId }];
      await ports.store.ledger.append([
        ...(knownPersonId === undefined
          ? [
              {
                event: {
                  kind: 'person.registered',
                  v: 1,
                  personId,
                  personKind: 'human',
                  name: `测试${users}`,
                  identityHash: null,
                } as const,
                by: founder,
                streams,
              },
            ]
          : []),
        { event: { kind: 'account.opened', v: 1, accountId, personId, login, hospitalId: null }, by: founder, streams },
        ...grants.map(({ role, scope, category }) => ({
          event: {
            kind: 'access.granted' as const,
            v: 1 as const,
            grantId: ports.newId('acg'),
            personId,
            role,
            scope,
            category: category ?? null,
            from: '2000-01-01',
            until: null,
          },
          by: founder,
          streams,
        })),
      ]);
      const passwordHash = await ports.passwords.hash(password);
      await ports.store.doors.setCredential({
        accountId,
        passwordHash,
        mustChange: false,
        changedAt: instantOf(clock.now()),
      });
      const sessionId = ports.newId('ses');
      const check = { at: instantOf(clock.now()), by: 'password' } as const;
      const session = {
        sessionId,
        accountId,
        refreshHash: null,
        startedAt: instantOf(clock.now()),
        expiresAt: '9999-12-31T00:00:00.000Z',
        endedAt: null,
        check,
        seenAt: check.at,
      };
      await ports.store.doors.startSession(session, 1);
      const { token } = await ports.tokens.issue({ accountId, personId, sessionId, use: 'full', check });
      const actor: Actor = { personId, accountId, grants: await ports.store.people.grantsOf(personId) };
      return {
        personId,
        accountId,
        login,
        password,
        token,
        bearer: { authorization: `Bearer ${token}` },
        context: { ...ports, actor, idempotency: undefined },
      };
    },
    close: async () => {
      await service.close();
      await own?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return test;
}

function withoutDoors(inside: Omit<Service, 'app' | 'logListener'>): Service {
  const none = (): never => {
    throw new Error('this service was opened without its doors');
  };
  return {
    ...inside,
    get app() {
      return none();
    },
    get logListener() {
      return none();
    },
  };
}

/** The same tests run over either store: see vitest.config.ts. */
export const onPostgres = process.env.RX12_TEST_STORE === 'postgres';

/** Bytes that look random and are the same in every run. */
function deterministicBytes(): (count: number) => Uint8Array {
  let counter = 0;
  return (count) => {
    counter += 1;
    const bytes = createHash('sha512').update(`test ${counter}`).digest();
    return bytes.subarray(0, count);
  };
}
