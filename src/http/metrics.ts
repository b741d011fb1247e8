import { collectDefaultMetrics, Gauge, type Histogram, Registry } from 'prom-client';
import type { Ports } from '../usecases/context.ts';

export interface Metrics {
  observe(labels: Labels, seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

interface Labels {
  readonly method: string;
  readonly route: string;
  readonly status: number;
}

/** Labels hold route templates only: no identifier of anybody ever becomes a label. */
export function metrics({ store, toldInVain }: Pick<Ports, 'store' | 'toldInVain'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = durationHistogram('rx12_http_request_seconds', 'Time to answer, by route template.');
  // The registry asks a metric for its name and its values, and nothing else.
  registry.registerMetric(durations as unknown as Histogram);
  new Gauge({
    name: 'rx12_ledger_entries',
    help: 'Entries in the ledger.',
    registers: [registry],
    async collect() {
      this.set(await store.ledger.size());
    },
  });
  new Gauge({
    name: 'rx12_syslog_lost',
    help: 'Audit messages since the start that syslog did not get.',
    registers: [registry],
    collect() {
      this.set(toldInVain());
    },
  });
  return { observe: durations.observe, text: () => registry.metrics(), contentType: registry.contentType };
}

/** Upper bounds in seconds; what takes longer is counted under +Inf alone. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/**
 * A Prometheus histogram whose observations only add: the library's own checks and hashes the labels of each, which a
 * right check feels, and here they are a route's template, known from the start.
 */
function durationHistogram(name: string, help: string) {
  const series: Series[] = [];
  // By texts that the router holds and never by one put together here, which would be hashed anew for each request.
  const byRoute = new Map<string, Map<string, Map<number, Series>>>();
  const seriesOf = ({ method, route, status }: Labels): Series => {
    const byMethod = kept(byRoute, route, () => new Map<string, Map<number, Series>>());
    const byStatus = kept(byMethod, method, () => new Map<number, Series>());
    return kept(byStatus, status, () => {
      const labels = { method, route, status: String(status) };
      const one = { labels, counts: new Array<number>(bounds.length).fill(0), count: 0, sum: 0 };
      series.push(one);
      return one;
    });
  };
  return {
    name,
    observe: (labels: Labels, seconds: number) => {
      const one = seriesOf(labels);
      one.count += 1;
      one.sum += seconds;
      const bound = bounds.findIndex((upTo) => seconds <= upTo);
      if (bound !== -1) one.counts[bound] = (one.counts[bound] ?? 0) + 1;
    },
    get: async () => ({
      name,
      help,
      type: 'histogram',
      values: series.flatMap((one) => valuesOf(name, one)),
    }),
  };
}

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const held = map.get(key);
  if (held !== undefined) return held;
  const made = make();
  map.set(key, made);
  return made;
}

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Observations up to each bound and above the one before. */
  readonly counts: number[];
  count: number;
  sum: number;
}

function valuesOf(name: string, { labels, counts, count, sum }: Series) {
  let upTo = 0;
  const buckets = bounds.map((bound, at) => {
    upTo += counts[at] ?? 0;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bound }, value: upTo };
  });
  return [
    ...buckets,
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
