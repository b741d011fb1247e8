import autocannon from 'autocannon';

export const connections = 50;

export interface Throughput {
  readonly perSecond: number;
  readonly completed: number;
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Fifty connections, each sending its next request as soon as the last is answered. Each connection has its own share of
 * the requests, so that no two ask for the same thing at the same moment.
 *
 * @throws Error when one request is refused.
 */
export async function closedLoop(
  origin: string,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<Throughput> {
  let client = 0;
  const share = Math.floor(requests.length / connections);
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    setupClient: (connection) => {
      connection.setRequests(requests.slice(client * share, (client + 1) * share));
      client += 1;
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} refused and ${result.errors} failed of ${result.requests.total}`);
  }
  return { perSecond: result.requests.total / result.duration, completed: result.requests.total };
}

/** The same numbers in every run, different from call to call. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
