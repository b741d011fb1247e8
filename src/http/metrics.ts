import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../store/contract.ts';

export interface Metrics {
  observe(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** Labels hold route templates only: no identifier of anybody ever becomes a label. */
export function metrics(store: Store): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'rx12_http_request_seconds',
    help: 'Time to answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'rx12_ledger_entries',
    help: 'Entries in the ledger.',
    registers: [registry],
    async collect() {
      this.set(await store.ledger.size());
    },
  });
  const series = new Map<string, ReturnType<typeof duration.labels>>();
  return {
    observe: ({ method, route, status }, seconds) => {
      const key = `${method} ${route} ${status}`;
      let one = series.get(key);
      if (one === undefined) {
        one = duration.labels(method, route, String(status));
        series.set(key, one);
      }
      one.observe(seconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
