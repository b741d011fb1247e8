import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../core/errors.ts';
import type { Route } from '../route.ts';

/**
 * Doors that a cookie opens, or that set one, are for our own pages and for machines, which send neither header. Browsers
 * cannot be made to forge them; on plain HTTP away from this machine they leave Sec-Fetch-Site out, so Origin serves.
 * SameSite=Strict keeps other sites out already, but not other servers under the same domain.
 *
 * @throws DomainError `access.other-site`.
 */
export function refuseOtherSites(request: FastifyRequest, { permission, method }: Route): void {
  if (permission !== 'public' || method === 'get') return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const { origin } = request.headers;
  if (site === undefined && (origin === undefined || URL.parse(origin)?.host === request.host)) return;
  throw new DomainError('forbidden', 'access.other-site');
}
