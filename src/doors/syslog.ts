import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Logger } from 'pino';
import type { Clock } from '../core/clock.ts';
import { instantOf } from '../core/time.ts';
import type { AccessRecordStore } from '../store/access/contract.ts';
import type { LedgerStore } from '../store/contract.ts';

export interface SyslogTarget {
  readonly protocol: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  readonly port: number;
  /** PEM file of those whose word for a receiver by TLS is taken; undefined: whom the machine trusts. */
  readonly authoritiesFile: string | undefined;
}

/** Where logins and what is audited are told besides. Nobody waits for it; what is lost is counted and said. */
export interface Syslog {
  tell(event: SyslogEvent): void;
  lost(): number;
  close(): void;
}

/** Ids only: of persons, nothing but the account's. */
export interface SyslogEvent {
  /** RFC 5424's MSGID: the operation, or the kind of the entry. */
  readonly what: string;
  readonly outcome: string;
  readonly accountId: string | null;
  readonly about: string | null;
  readonly ref: string;
}

/**
 * RFC 5424 by UDP, a message a datagram; by TCP, each preceded by its length (RFC 6587, octet counting); or by TLS in the
 * same form (RFC 5425), to a receiver whose certificate is vouched for and bears the name that was set, and to no other.
 */
export function openSyslog(target: SyslogTarget, clock: Clock, log: Logger): Syslog {
  let lost = 0;
  let saidMs = Number.NEGATIVE_INFINITY;
  const lose = () => {
    lost += 1;
    if (clock.now() - saidMs < sayEveryMs) return;
    saidMs = clock.now();
    log.warn({ lost }, 'syslog is not reached: what would be told is counted as lost');
  };
  const sender = target.protocol === 'udp' ? byUdp(target, lose) : byStream(target, lose);
  return {
    tell: (event) => sender.send(messageOf(event, instantOf(clock.now()))),
    lost: () => lost,
    close: sender.close,
  };
}

const sayEveryMs = 60_000;

interface Sender {
  send(message: string): void;
  close(): void;
}

function byUdp({ host, port }: SyslogTarget, lose: () => void): Sender {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').unref();
  socket.on('error', lose);
  return {
    send: (message) => socket.send(message, port, host, (error) => error && lose()),
    close: () => socket.close(),
  };
}

/** Connects when there is something to tell; what was not written when the connection breaks is lost. */
function byStream({ protocol, host, port, authoritiesFile }: SyslogTarget, lose: () => void): Sender {
  // Read once, at start: where it cannot be read, nothing starts.
  const ca = authoritiesFile && readFileSync(authoritiesFile, 'utf8');
  let open: Socket | undefined;
  const reach = (): Socket => {
    if (protocol === 'tcp') return connect({ host, port });
    // An address cannot be asked for by name; the certificate has to bear it all the same.
    const asked = isIP(host) === 0 ? { servername: host } : {};
    return connectTls({ host, port, minVersion: 'TLSv1.2', ...asked, ...(ca === undefined ? {} : { ca }) });
  };
  const connected = (): Socket => {
    const socket = reach().unref();
    socket.setTimeout(connectMs, () => socket.connecting && socket.destroy(new Error('no connection in time')));
    // Each message that was waiting is told apart by its own callback.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (open === socket) open = undefined;
    });
    // It sends nothing that matters; unread, it would hold the connection's end back.
    socket.resume();
    return socket;
  };
  return {
    send: (message) => {
      open ??= connected();
      if (open.writableLength > maxWaitingBytes) return lose();
      open.write(`${Buffer.byteLength(message)} ${message}`, (error) => error && lose());
    },
    close: () => open?.end(),
  };
}

const connectMs = 5_000;
const maxWaitingBytes = 1_000_000;

/** Facility 10 (security), severity 5 (notice) for what was done and 4 (warning) for what was not. */
export function messageOf({ what, outcome, accountId, about, ref }: SyslogEvent, at: string): string {
  const priority = facility * 8 + (outcome === 'done' ? 5 : 4);
  const data = { outcome, account: accountId ?? '', about: about ?? '', ref };
  const pairs = Object.entries(data).map(([name, value]) => `${name}="${value.replace(/["\\\]]/g, '\\$&')}"`);
  // 32473 is the number that RFC 5612 keeps for those who have none of their own.
  return `<${priority}>1 ${at} - rx12 - ${what} [rx12@32473 ${pairs.join(' ')}]`;
}

const facility = 10;

/** Logins, exports and denials are told when their row is durable. */
export function toldAccess(records: AccessRecordStore, syslog: Syslog | undefined): AccessRecordStore {
  if (syslog === undefined) return records;
  return {
    ...records,
    add: async (record, doctorIds) => {
      const recordId = await records.add(record, doctorIds);
      const { act, outcome, operation: what, accountId, object: about, requestId: ref } = record;
      if (act === 'account' || act === 'export' || outcome === 'denied')
        syslog.tell({ what, outcome, accountId, about, ref });
      return recordId;
    },
  };
}

/** Entries about persons, accounts and what they may do are told when they are durable. */
export function toldLedger(ledger: LedgerStore, syslog: Syslog | undefined): LedgerStore {
  if (syslog === undefined) return ledger;
  return {
    ...ledger,
    append: async (drafts, reply, door) => {
      const appended = await ledger.append(drafts, reply, door);
      for (const { entry } of appended.entries) {
        const { event, by, seq } = entry;
        if (!/^(access|account|person)\./.test(event.kind)) continue;
        const about = 'accountId' in event ? event.accountId : 'grantId' in event ? event.grantId : null;
        syslog.tell({ what: event.kind, outcome: 'done', accountId: by.accountId, about, ref: `entry-${seq}` });
      }
      return appended;
    },
  };
}
