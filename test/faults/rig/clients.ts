import http from 'node:http';
import type { HurtFolder } from './service.ts';
import type { AcknowledgedReply } from './trace.ts';

/** One thing that a client asked to be written, and what it learnt of it. */
export interface Asked {
  /** Stands in the entry, so that it is known again: the act of a deduction, the text of a lead. */
  readonly mark: string;
  readonly path: string;
  readonly body: string;
  readonly key: string;
  /** `unknown`: no answer came, or one that says that the service failed; it may or may not have been written. */
  outcome: 'unknown' | 'acknowledged' | 'refused';
  reply?: AcknowledgedReply;
  status?: number;
  problem?: string;
}

/** How many clients press at once. */
export const clients = 16;

let marks = 0;

/** A finding about one of the sixteen doctors, or, every fourth, a lead, which nothing but its key keeps from being double. */
export function something(folder: HurtFolder): Asked {
  marks += 1;
  const mark = `M${process.pid}-${marks}`;
  const { hospitalId, licenceNos } = folder;
  const isLead = marks % 4 === 0;
  const licenceNo = licenceNos[marks % licenceNos.length];
  const lead = { hospitalId, source: 'complaint', occurredOn: '2026-11-02', text: mark };
  const finding = {
    persons: [{ doctor: { licenceNo } }],
    hospitalId,
    occurredOn: '2026-11-02',
    setting: 'outpatient',
    actRef: mark,
    items: [{ scheme: 'ganzhou-default', code: '2-1' }],
  };
  return {
    mark,
    path: isLead ? '/v1/leads' : '/v1/deductions',
    body: JSON.stringify(isLead ? lead : finding),
    key: `key-${mark}`,
    outcome: 'unknown',
  };
}

/** Asks once; never throws. `key: null` sends it without its Idempotency-Key. */
export async function ask(
  address: string,
  folder: Pick<HurtFolder, 'authorization'>,
  asked: Asked,
  options: { readonly agent?: http.Agent; readonly key?: null } = {},
): Promise<Asked> {
  const answer = await post(address, folder, asked, options).catch(() => undefined);
  if (answer === undefined) return asked;
  asked.status = answer.status;
  if (answer.status === 201) {
    asked.outcome = 'acknowledged';
    asked.reply = JSON.parse(answer.text) as AcknowledgedReply;
  } else {
    asked.problem = (JSON.parse(answer.text) as { code: string }).code;
    // After a 5xx a caller cannot know.
    asked.outcome = answer.status >= 500 ? 'unknown' : 'refused';
  }
  return asked;
}

function post(
  address: string,
  { authorization }: Pick<HurtFolder, 'authorization'>,
  asked: Asked,
  { agent, key }: { readonly agent?: http.Agent; readonly key?: null },
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      ...(key === null ? {} : { 'idempotency-key': asked.key }),
    };
    const request = http.request(`${address}${asked.path}`, { method: 'POST', headers, ...(agent && { agent }) });
    request.on('error', fail);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      // A body that ends early is an answer that did not come.
      response.on('error', fail);
      response.on('end', () => (response.complete ? done({ status: response.statusCode ?? 0, text }) : fail()));
    });
    request.end(asked.body);
  });
}

export interface Pressure {
  readonly asked: Asked[];
  /** Resolves once so many are acknowledged in all. */
  acknowledged(count: number): Promise<void>;
  /** No new requests; resolves when each that is under way has been answered or has failed. */
  stop(): Promise<void>;
}

/** Sixteen clients, each asking for the next thing as soon as it knows of the last, until one fails or it is stopped. */
export function press(address: string, folder: HurtFolder): Pressure {
  const asked: Asked[] = [];
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  let stopping = false;
  let acknowledgedSoFar = 0;
  const waiting: { count: number; done: () => void }[] = [];
  const client = async () => {
    while (!stopping) {
      const next = something(folder);
      asked.push(next);
      await ask(address, folder, next, { agent });
      if (next.outcome !== 'acknowledged') return;
      acknowledgedSoFar += 1;
      for (const { count, done } of waiting) if (acknowledgedSoFar >= count) done();
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client)).then(() => agent.destroy());
  return {
    asked,
    acknowledged: (count) =>
      new Promise((done, fail) => {
        waiting.push({ count, done });
        if (acknowledgedSoFar >= count) done();
        all.then(() => fail(new Error(`all clients stopped after ${acknowledgedSoFar} acknowledgements`)));
      }),
    stop: () => {
      stopping = true;
      return all;
    },
  };
}
