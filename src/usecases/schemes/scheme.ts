import { type AdoptedScheme, schemeHash } from '../../core/rules/adoption.ts';
import { type AdoptionProposal, openProposals } from '../../core/rules/adoption-proposal.ts';
import type { Scheme } from '../../core/rules/scheme.ts';
import { type IsoDate, within } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import { absent, type Context, grantsHeld, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';

/** What a list shows of a scheme. */
export interface SchemeHead {
  readonly schemeId: string;
  readonly version: string;
  readonly title: Scheme['title'];
  readonly provenance: Scheme['provenance'];
  readonly direction: Scheme['direction'];
  readonly total: number;
  readonly hash: string;
  readonly inForce: Scheme['inForce'];
}

export interface SchemeList {
  readonly shipped: readonly (SchemeHead & { readonly file: string })[];
  readonly adopted: readonly (SchemeHead & Binding)[];
  /** Waiting for a second person; they bind nobody. */
  readonly proposed: readonly (SchemeHead & Omit<AdoptionProposal, 'scheme' | 'state'>)[];
}

/** Where and how long an adopted version binds. */
export interface Binding {
  readonly jurisdictionId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly document: string | null;
  readonly publishedOn: IsoDate | null;
}

/** Schemes are public law to everybody who is logged in with a role of the service. */
export async function schemes(context: Context): Promise<SchemeList> {
  grantsHeld(context, 'scheme.read');
  const { adoptions, proposals } = await registerOf(context);
  return {
    shipped: context.library().map(({ file, scheme }) => ({ file, ...headOf(scheme, schemeHash(scheme, sha256Hex)) })),
    adopted: adoptions.map((adopted) => ({ ...headOf(adopted.scheme, adopted.hash), ...bindingOf(adopted) })),
    proposed: openProposals(proposals).map(({ scheme, state: _, ...proposal }) => ({
      ...headOf(scheme, proposal.hash),
      ...proposal,
    })),
  };
}

export interface SchemeOn extends Binding {
  readonly hash: string;
  readonly scheme: Scheme;
}

/** The versions of a scheme that bind anybody on a day, text and all. @throws DomainError `absent` where none ever did. */
export async function schemeOn(
  context: Context,
  { schemeId, on = todayOf(context) }: { readonly schemeId: string; readonly on?: IsoDate | undefined },
): Promise<{ readonly on: IsoDate; readonly versions: readonly SchemeOn[] }> {
  grantsHeld(context, 'scheme.read');
  const { adoptions } = await registerOf(context);
  const versions = adoptions.filter((adopted) => adopted.schemeId === schemeId);
  if (versions.length === 0) throw absent();
  const binding = versions.filter((adopted) => within(adopted, on));
  return {
    on,
    versions: binding.map((adopted) => ({ ...bindingOf(adopted), hash: adopted.hash, scheme: adopted.scheme })),
  };
}

function headOf(scheme: Scheme, hash: string): SchemeHead {
  const { id: schemeId, version, title, provenance, direction, total, inForce } = scheme;
  return { schemeId, version, title, provenance, direction, total, hash, inForce };
}

function bindingOf({ jurisdictionId, from, until, document, publishedOn }: AdoptedScheme): Binding {
  return { jurisdictionId, from, until, document, publishedOn };
}
