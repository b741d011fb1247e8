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
  const series = new Map<string, Series>();
  return {
    name,
    observe: ({ method, route, status }: Labels, seconds: number) => {
      const key = `${method} ${route} ${status}`;
      let one = series.get(key);
      if (one === undefined) {
        one = {
          labels: { method, route, status: String(status) },
          counts: new Array(bounds.length).fill(0),
          count: 0,
          sum: 0,
        };
        series.set(key, one);
      }
      one.count += 1;
      one.sum += seconds;
      const bound = bounds.findIndex((upTo) => seconds <= upTo);
      if (bound !== -1) one.counts[bound] = (one.counts[bound] ?? 0) + 1;
    },
    get: async () => ({
      name,
      help,
      type: 'histogram',
      values: [...series.values()].flatMap((one) => valuesOf(name, one)),
    }),
  };
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
