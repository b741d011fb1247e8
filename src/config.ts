import { join, resolve } from 'node:path';
import { z } from 'zod';
import { leastDaysKept } from './core/register/people/access-record.ts';
import { type SecondFactorPolicy, secondFactorPolicies } from './core/register/people/check.ts';
import { type PasswordPolicy, type PasswordProfile, passwordProfiles } from './core/register/people/password-policy.ts';

/** Everything that can be set from outside. This file is the only reader of the process environment. */
export interface Config {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly checkReplies: boolean;
  /** Whether the pages for people are served; off where only machines come. */
  readonly console: boolean;
  readonly trustProxy: boolean;
  /** The origins that may be told of changed rights; empty: nobody is. */
  readonly webhookTargets: readonly string[];
  /** What is asked of whoever logs in; durations in milliseconds. */
  readonly doors: {
    readonly secondFactor: SecondFactorPolicy;
    readonly passwords: PasswordPolicy;
    readonly stepUpMs: number;
    readonly idleMs: number;
    readonly sessionsPerAccount: number;
  };
  /** Where people may log in who are known there; undefined: nowhere else. */
  readonly issuer:
    | {
        readonly issuer: string;
        readonly clientId: string;
        readonly secretFile: string | undefined;
        readonly redirectUri: string;
      }
    | undefined;
  /** Where logins and what is audited are told besides; undefined: nowhere. */
  readonly syslog:
    | {
        readonly protocol: 'udp' | 'tcp' | 'tls';
        readonly host: string;
        readonly port: number;
        /** Whose word for the receiver's certificate is taken; undefined: whom the machine trusts. */
        readonly authoritiesFile: string | undefined;
      }
    | undefined;
  /** The published ledger. */
  readonly log: {
    /** Where the newest checkpoint is kept outside the database; best on another disk. */
    readonly lockPath: string;
    /** The listener for outsiders; undefined: off. */
    readonly listen: { readonly host: string; readonly port: number } | undefined;
    /** How long outsiders see the same checkpoint. */
    readonly refreshMs: number;
    /** An outside program that signs, and the public keys it signs with; undefined: keys in files. */
    readonly signer: { readonly command: string; readonly vkeys: readonly string[] } | undefined;
  };
  /** How long it is kept who looked at what, in days. */
  readonly accessKeepDays: number;
  /** PostgreSQL instead of files; undefined: the data folder holds everything. */
  readonly database:
    | {
        readonly url: string;
        /** Who makes and migrates the schema; only commands need it, and the service should not have it. */
        readonly ownerUrl: string | undefined;
        /** Another server that keeps the checkpoint lock; undefined: a file. */
        readonly lockUrl: string | undefined;
        /** A streaming replica that answers questions of drug cost; undefined: the database itself does. */
        readonly replicaUrl: string | undefined;
      }
    | undefined;
  /** Backups that the service makes by itself; undefined: none. */
  readonly backup: { readonly target: string; readonly everyMs: number; readonly keep: number } | undefined;
}

/** Scheme, host and port and nothing else, as `URL.origin` spells it. */
function isTarget(text: string): boolean {
  const parts = URL.parse(text);
  if (parts === null || parts.origin !== text) return false;
  const { protocol, hostname } = parts;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}

const minuteMs = 60_000;

const flag = z.enum(['0', '1']).transform((value) => value === '1');

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port number from 0 to 65535')
  .transform(Number)
  .pipe(z.int().max(65_535));

const atLeastOne = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'a whole number from 1 to 9999')
  .transform(Number);

function whole(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,4}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(least, `at least ${least}`).max(most, `at most ${most}`));
}

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'postgresql://role@host:port/database' });

const schema = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  LOCK_DATABASE_URL: postgresUrl.optional(),
  DATABASE_REPLICA_URL: postgresUrl.optional(),
  RX12_DATA: z.string().min(1).default('data'),
  RX12_HOST: z.string().min(1).default('127.0.0.1'),
  RX12_PORT: port.default(8012),
  RX12_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  RX12_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  RX12_CHECK_REPLIES: flag.default(false),
  RX12_CONSOLE: flag.default(true),
  RX12_TRUST_PROXY: flag.default(false),
  RX12_WEBHOOK_TARGETS: z
    .string()
    .transform((text) => text.split(/\s+/).filter((origin) => origin !== ''))
    .pipe(z.array(z.string().refine(isTarget, 'origins such as https://his.example.cn; http on this machine only')))
    .default([]),
  RX12_CHECKPOINT_LOCK: z.string().min(1).optional(),
  RX12_LOG_HOST: z.string().min(1).default('127.0.0.1'),
  RX12_LOG_PORT: port.optional(),
  RX12_LOG_REFRESH_S: z
    .string()
    .regex(/^\d{1,5}$/, 'whole seconds, at most 99999')
    .transform(Number)
    .default(3_600),
  RX12_LOG_SIGNER: z.string().min(1).optional(),
  RX12_BACKUP_DIR: z.string().min(1).optional(),
  RX12_BACKUP_EVERY_H: atLeastOne.default(24),
  RX12_BACKUP_KEEP: atLeastOne.default(14),
  RX12_ACCESS_KEEP_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'whole days')
    .transform(Number)
    .pipe(z.int().min(leastDaysKept, `at least ${leastDaysKept} days: the law asks for six months`))
    .default(730),
  RX12_SECOND_FACTOR: z.enum(secondFactorPolicies).default('privileged'),
  RX12_STEP_UP_MIN: whole(1, 720).default(30),
  RX12_SESSION_IDLE_MIN: whole(1, 720).default(30),
  RX12_SESSIONS_PER_ACCOUNT: atLeastOne.default(5),
  RX12_PASSWORD_PROFILE: z.enum(Object.keys(passwordProfiles) as [PasswordProfile]).default('mlps3'),
  RX12_PASSWORD_MIN_LENGTH: whole(8, 64).optional(),
  RX12_PASSWORD_CLASSES: whole(0, 4).optional(),
  RX12_PASSWORD_HISTORY: whole(0, 24).optional(),
  RX12_PASSWORD_MAX_AGE_DAYS: whole(0, 3_650).optional(),
  RX12_SYSLOG: z
    .string()
    .regex(/^(udp|tcp|tls):\/\/[^/?#@]+:\d{1,5}$/, 'udp://host:port, tcp://host:port or tls://host:port')
    .transform((text) => {
      const { protocol, hostname, port: at } = new URL(text);
      const by = protocol.slice(0, -1) as 'udp' | 'tcp' | 'tls';
      return { protocol: by, host: hostname.replace(/^\[|\]$/g, ''), port: Number(at) };
    })
    .optional(),
  RX12_SYSLOG_CA_FILE: z.string().min(1).optional(),
  RX12_OIDC_ISSUER: z
    .url()
    .refine((text) => isTarget(new URL(text).origin), 'https; http on this machine only')
    .optional(),
  RX12_OIDC_CLIENT_ID: z.string().min(1).default('rx12'),
  RX12_OIDC_SECRET_FILE: z.string().min(1).optional(),
  RX12_OIDC_REDIRECT_URL: z.url({ protocol: /^https?$/ }).optional(),
  RX12_LOG_VKEYS: z
    .string()
    .transform((text) => text.split(/\s+/).filter((vkey) => vkey !== ''))
    .default([]),
});

/**
 * Reads and checks the settings.
 *
 * @throws Error that lists every bad setting with its name and what it must be; values are not repeated.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('RX12_') && !(name in schema.shape));
  const result = schema.safeParse(environment);
  const complaints = [
    ...unknown.map((name) => `${name}: there is no such setting`),
    ...(result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
  ];
  if (!result.success || complaints.length > 0)
    throw new Error(`the settings cannot be used:\n  ${complaints.join('\n  ')}`);
  const set = result.data;
  return {
    dataDir: resolve(set.RX12_DATA),
    host: set.RX12_HOST,
    port: set.RX12_PORT,
    publicUrl: set.RX12_PUBLIC_URL ?? `http://${set.RX12_HOST}:${set.RX12_PORT}`,
    logLevel: set.RX12_LOG_LEVEL,
    checkReplies: set.RX12_CHECK_REPLIES,
    console: set.RX12_CONSOLE,
    trustProxy: set.RX12_TRUST_PROXY,
    webhookTargets: set.RX12_WEBHOOK_TARGETS,
    accessKeepDays: set.RX12_ACCESS_KEEP_DAYS,
    database: databaseSettings(set),
    doors: {
      secondFactor: set.RX12_SECOND_FACTOR,
      stepUpMs: set.RX12_STEP_UP_MIN * minuteMs,
      idleMs: set.RX12_SESSION_IDLE_MIN * minuteMs,
      sessionsPerAccount: set.RX12_SESSIONS_PER_ACCOUNT,
      passwords: passwordPolicy(set),
    },
    issuer: issuerSettings(set),
    syslog: set.RX12_SYSLOG && { ...set.RX12_SYSLOG, authoritiesFile: set.RX12_SYSLOG_CA_FILE },
    backup:
      set.RX12_BACKUP_DIR === undefined
        ? undefined
        : {
            target: resolve(set.RX12_BACKUP_DIR),
            everyMs: set.RX12_BACKUP_EVERY_H * 3_600_000,
            keep: set.RX12_BACKUP_KEEP,
          },
    log: {
      lockPath: resolve(set.RX12_CHECKPOINT_LOCK ?? join(set.RX12_DATA, 'checkpoint.lock')),
      listen: set.RX12_LOG_PORT === undefined ? undefined : { host: set.RX12_LOG_HOST, port: set.RX12_LOG_PORT },
      refreshMs: set.RX12_LOG_REFRESH_S * 1_000,
      signer:
        set.RX12_LOG_SIGNER === undefined ? undefined : { command: set.RX12_LOG_SIGNER, vkeys: set.RX12_LOG_VKEYS },
    },
  };
}

/** @throws Error for settings that do not go together. */
function databaseSettings(set: z.output<typeof schema>): Config['database'] {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, LOCK_DATABASE_URL: lockUrl } = set;
  const { DATABASE_REPLICA_URL: replicaUrl } = set;
  if (url === undefined) {
    const others = { DATABASE_OWNER_URL: ownerUrl, LOCK_DATABASE_URL: lockUrl, DATABASE_REPLICA_URL: replicaUrl };
    const alone = Object.entries(others).flatMap(([name, given]) => (given === undefined ? [] : [name]));
    if (alone.length === 0) return undefined;
    throw new Error(`the settings cannot be used:\n  ${alone.join(' and ')}: only with DATABASE_URL`);
  }
  if (set.RX12_BACKUP_DIR !== undefined) {
    throw new Error('the settings cannot be used:\n  RX12_BACKUP_DIR: PostgreSQL is backed up by its own tools');
  }
  return { url, ownerUrl, lockUrl, replicaUrl };
}

/** A profile with what the settings say otherwise. */
function passwordPolicy(set: z.output<typeof schema>): PasswordPolicy {
  const profile: PasswordPolicy = passwordProfiles[set.RX12_PASSWORD_PROFILE];
  const maxAgeDays = set.RX12_PASSWORD_MAX_AGE_DAYS ?? profile.maxAgeDays;
  return {
    minLength: set.RX12_PASSWORD_MIN_LENGTH ?? profile.minLength,
    minLengthAlone: set.RX12_PASSWORD_MIN_LENGTH ?? profile.minLengthAlone,
    classes: set.RX12_PASSWORD_CLASSES ?? profile.classes,
    history: set.RX12_PASSWORD_HISTORY ?? profile.history,
    // Nought: never.
    maxAgeDays: maxAgeDays === 0 ? null : maxAgeDays,
  };
}

function issuerSettings(set: z.output<typeof schema>): Config['issuer'] {
  if (set.RX12_OIDC_ISSUER === undefined) return undefined;
  const base = set.RX12_PUBLIC_URL ?? `http://${set.RX12_HOST}:${set.RX12_PORT}`;
  return {
    issuer: set.RX12_OIDC_ISSUER,
    clientId: set.RX12_OIDC_CLIENT_ID,
    secretFile: set.RX12_OIDC_SECRET_FILE,
    redirectUri: set.RX12_OIDC_REDIRECT_URL ?? new URL('/login/issuer', base).href,
  };
}
