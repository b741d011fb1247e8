import type { Route } from '../../src/http/route.ts';
import type { Call } from './matrix/access-matrix-row.ts';

/** What a row's call is sent to. */
export function addressOf(route: Route, call: Call): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = call.params?.[name];
    if (value === undefined) throw new Error(`${route.operationId}: the row gives no ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(call.query ?? {}).toString();
  return query === '' ? path : `${path}?${query}`;
}

export function methodOf(route: Route) {
  return route.method.toUpperCase() as 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
}
