import { registerRegion as decide, type Region, type RegionLevel } from '../../core/register/region.ts';
import { registerStream } from '../../core/register/register.ts';
import { type Context, grantsHeld, reach, replyFor, type Written } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';

export interface NewRegion {
  readonly name: string;
  readonly level: RegionLevel;
  readonly parentId: string | null;
}

export async function registerRegion(context: Context, command: NewRegion): Promise<Written> {
  // The tree belongs to the city as a whole, so only a grant over all of it reaches it.
  const by = reach(context, 'region.register', [{}]);
  return decideOnNewest(undefined, async () => {
    const register = await registerOf(context);
    const regionId = context.newId('reg');
    const event = decide(register.regions, { regionId, ...command });
    const streams = [{ ...registerStream, decidedOn: register.length }];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, regionId));
    return { id: regionId, appended };
  });
}

/** Everybody who may see places may see the tree: it is in every address. The city first, then its counties by name. */
export async function regions(context: Context): Promise<readonly Region[]> {
  grantsHeld(context, 'place.read');
  const { regions } = await registerOf(context);
  return [...regions.values()].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function rank(region: Region): number {
  return region.level === 'city' ? 0 : 1;
}
