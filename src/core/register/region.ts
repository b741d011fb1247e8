import { DomainError } from '../errors.ts';

export type RegionLevel = 'city' | 'county';

/** One place of the one region tree: a city and its counties. */
export interface Region {
  readonly regionId: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentId: string | null;
}

export type RegionEvent = { readonly kind: 'region.registered'; readonly v: 1 } & Region;

export type Regions = ReadonlyMap<string, Region>;

/** A region and every region above it, nearest first; empty for one that is not registered. */
export function regionPath(regions: Regions, regionId: string): string[] {
  const path: string[] = [];
  let region = regions.get(regionId);
  while (region !== undefined && !path.includes(region.regionId)) {
    path.push(region.regionId);
    region = region.parentId === null ? undefined : regions.get(region.parentId);
  }
  return path;
}

/**
 * Decides that a region exists: one city, and counties under it.
 *
 * @throws DomainError `region.second-city`, `region.city-with-parent`, `region.county-without-city`, `region.name-taken`.
 */
export function registerRegion(regions: Regions, region: Region): RegionEvent {
  const { name, level, parentId } = region;
  const others = [...regions.values()];
  if (level === 'city') {
    if (parentId !== null) throw new DomainError('invalid', 'region.city-with-parent', { name });
    const city = others.find((other) => other.level === 'city');
    if (city !== undefined) throw new DomainError('conflict', 'region.second-city', { name, city: city.name });
  } else if (parentId === null || regions.get(parentId)?.level !== 'city') {
    throw new DomainError('invalid', 'region.county-without-city', { name, parentId: parentId ?? '—' });
  }
  if (others.some((other) => other.name === name && other.parentId === parentId)) {
    throw new DomainError('conflict', 'region.name-taken', { name });
  }
  return { kind: 'region.registered', v: 1, ...region };
}
