import { DomainError } from '../core/errors.ts';
import { covers, type Place } from '../core/register/permission.ts';
import { regionPath } from '../core/register/region.ts';
import { placeOfHospital, type Register, registerStream } from '../core/register/register.ts';
import { type AdoptedScheme, adoptScheme as decide, schemeHash } from '../core/rules/adoption.ts';
import type { Scheme } from '../core/rules/scheme.ts';
import { type IsoDate, within } from '../core/time.ts';
import { sha256Hex } from '../hashing.ts';
import { absent, type Context, grantsHeld, replyFor, signerIn, todayOf, type Written } from './context.ts';
import { registerOf } from './register.ts';
import { decideOnNewest, refuseMoved } from './retry.ts';

export interface AdoptScheme {
  /** The name of a shipped file, such as ganzhou-default-2026.yaml. */
  readonly file: string;
  readonly from: IsoDate;
  /** A region, or one hospital for itself. */
  readonly jurisdictionId: string;
  readonly document: string | null;
  /** The length of the register's stream. */
  readonly ifMatch?: number | undefined;
}

/**
 * Binds a jurisdiction by a shipped scheme from a date on; the entry carries the text.
 *
 * @throws DomainError `absent` for a jurisdiction that is not the actor's; `adoption.file-unknown`; what core's
 * `adoptScheme` refuses; `adoption.category-changed`.
 */
export async function adoptScheme(context: Context, command: AdoptScheme): Promise<Written> {
  grantsHeld(context, 'scheme.adopt');
  const { file, from, jurisdictionId, document, ifMatch } = command;
  return decideOnNewest(ifMatch, async () => {
    const register = await registerOf(context);
    const place = placeOfJurisdiction(register, jurisdictionId, todayOf(context));
    const grant = grantsHeld(context, 'scheme.adopt').find((held) => covers(held, place));
    if (grant === undefined) throw absent();
    refuseMoved(ifMatch, register.length);
    const shipped = context.library().find((each) => each.file === file);
    if (shipped === undefined) {
      const known = context.library().map((each) => each.file);
      throw new DomainError('invalid', 'adoption.file-unknown', { file, known });
    }
    const { scheme } = shipped;
    const { adoptions } = register;
    const event = decide({ adoptions, sha256Hex }, { scheme, from, jurisdictionId, document });
    refuseMovedCategories(register, scheme);
    const streams = [
      { kind: 'scheme' as const, id: scheme.id },
      { ...registerStream, decidedOn: register.length },
    ];
    const by = signerIn(context, grant);
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, scheme.id));
    return { id: scheme.id, appended };
  });
}

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
}

/** Where and how long an adopted version binds. */
export interface Binding {
  readonly jurisdictionId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly document: string | null;
}

/** Schemes are public law to everybody who is logged in with a role of the service. */
export async function schemes(context: Context): Promise<SchemeList> {
  grantsHeld(context, 'scheme.read');
  const { adoptions } = await registerOf(context);
  return {
    shipped: context.library().map(({ file, scheme }) => ({ file, ...headOf(scheme, schemeHash(scheme, sha256Hex)) })),
    adopted: adoptions.map((adopted) => ({ ...headOf(adopted.scheme, adopted.hash), ...bindingOf(adopted) })),
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

function bindingOf({ jurisdictionId, from, until, document }: AdoptedScheme): Binding {
  return { jurisdictionId, from, until, document };
}

/** @throws DomainError `absent` for what is neither a region nor a hospital. */
function placeOfJurisdiction(register: Register, id: string, today: IsoDate): Place {
  if (register.hospitals.has(id)) return placeOfHospital(register, id, today);
  const regionIds = regionPath(register.regions, id);
  if (regionIds.length === 0) throw absent();
  return { regionIds };
}

/** Who may see and decide a finding hangs on its category, so a code keeps it for good; a new meaning is a new code. */
function refuseMovedCategories({ adoptions }: Register, scheme: Scheme): void {
  for (const before of adoptions) {
    if (before.schemeId !== scheme.id) continue;
    for (const { code, category } of scheme.violations) {
      const was = before.violations.get(code)?.category;
      if (was !== undefined && was !== category) {
        const parameters = { code, was, category, version: before.scheme.version };
        throw new DomainError('conflict', 'adoption.category-changed', parameters);
      }
    }
  }
}
