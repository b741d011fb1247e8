import { DomainError } from '../../core/errors.ts';
import type { Signer } from '../../core/ledger/entry.ts';
import { covers, type Place } from '../../core/register/people/permission.ts';
import { regionPath } from '../../core/register/region.ts';
import { placeOfHospital, type Register, registerStream } from '../../core/register/register.ts';
import { adoptScheme as found, type SchemeEvent } from '../../core/rules/adoption.ts';
import {
  confirmAdoption as confirm,
  dropAdoption as drop,
  type Proposing,
  proposeAdoption as propose,
} from '../../core/rules/adoption-proposal.ts';
import type { Scheme } from '../../core/rules/scheme.ts';
import type { IsoDate } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import { absent, type Context, grantsHeld, replyFor, signerIn, todayOf, type Written } from '../context.ts';
import { idsOfPerson } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';

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
 * Founds an empty city with a shipped scheme, by one person and from any day: only while nothing has been recorded.
 *
 * @throws DomainError `absent` for a jurisdiction that is not the actor's; `adoption.file-unknown`; what core's
 * `adoptScheme` refuses; `adoption.category-changed`.
 */
export async function adoptScheme(context: Context, command: AdoptScheme): Promise<Written> {
  const { file, from, jurisdictionId, document } = command;
  return write(context, command, async ({ register }) => {
    const scheme = shipped(context, file);
    const anythingRecorded = await context.store.deductions.anyRecorded();
    const { adoptions } = register;
    const event = found({ adoptions, sha256Hex, anythingRecorded }, { scheme, from, jurisdictionId, document });
    refuseMovedCategories(register, scheme);
    return { id: scheme.id, event };
  });
}

/**
 * One person proposes an adoption from a later day on, citing the published document.
 *
 * @throws DomainError as `adoptScheme`, and what core's `proposeAdoption` refuses.
 */
export async function proposeAdoption(
  context: Context,
  command: AdoptScheme & { readonly document: string; readonly publishedOn: IsoDate },
): Promise<Written> {
  const { file, from, jurisdictionId, document, publishedOn } = command;
  const adoptionId = context.newId('adp');
  return write(context, command, async (loaded) => {
    const scheme = shipped(context, file);
    const event = propose(loaded.proposing, { adoptionId, scheme, from, jurisdictionId, document, publishedOn });
    refuseMovedCategories(loaded.register, scheme);
    return { id: adoptionId, event };
  });
}

interface Step {
  readonly adoptionId: string;
  readonly ifMatch?: number | undefined;
}

/** Another person confirms before it begins. @throws DomainError what core's `confirmAdoption` refuses. */
export async function confirmAdoption(context: Context, { adoptionId, ifMatch }: Step): Promise<Written> {
  const where = { jurisdictionId: await jurisdictionOf(context, adoptionId), ifMatch };
  return write(context, where, async ({ register, proposing }) => {
    const event = confirm(proposing, adoptionId);
    refuseMovedCategories(register, event.scheme);
    return { id: event.schemeId, event };
  });
}

/** @throws DomainError what core's `dropAdoption` refuses. */
export async function dropAdoption(context: Context, command: Step & { readonly reason: string }): Promise<Written> {
  const { adoptionId, ifMatch } = command;
  const where = { jurisdictionId: await jurisdictionOf(context, adoptionId), ifMatch };
  return write(context, where, async ({ proposing }) => ({ id: adoptionId, event: drop(proposing, command) }));
}

interface Loaded {
  readonly register: Register;
  readonly proposing: Proposing;
}

/** Loads the register, decides and appends to it and to the scheme's own stream. */
async function write(
  context: Context,
  { jurisdictionId, ifMatch }: Pick<AdoptScheme, 'jurisdictionId' | 'ifMatch'>,
  decide: (loaded: Loaded) => Promise<{ readonly id: string; readonly event: SchemeEvent }>,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    grantsHeld(context, 'scheme.adopt');
    const register = await registerOf(context);
    const by = signerFor(context, register, jurisdictionId);
    refuseMoved(ifMatch, register.length);
    const { adoptions, proposals } = register;
    const signing = { signerIds: await idsOfPerson(context, by.personId), today: todayOf(context) };
    const { id, event } = await decide({ register, proposing: { adoptions, proposals, sha256Hex, ...signing } });
    const streams = [
      { kind: 'scheme' as const, id: event.schemeId },
      { ...registerStream, decidedOn: register.length },
    ];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, id));
    return { id, appended };
  });
}

function signerFor(context: Context, register: Register, jurisdictionId: string): Signer {
  const place = placeOfJurisdiction(register, jurisdictionId, todayOf(context));
  const grant = grantsHeld(context, 'scheme.adopt').find((held) => covers(held, place));
  if (grant === undefined) throw absent();
  return signerIn(context, grant);
}

/** @throws DomainError `absent` for a proposal that does not exist or binds where the actor has no say. */
async function jurisdictionOf(context: Context, adoptionId: string): Promise<string> {
  grantsHeld(context, 'scheme.adopt');
  const { proposals } = await registerOf(context);
  const proposal = proposals.get(adoptionId);
  if (proposal === undefined) throw absent();
  return proposal.jurisdictionId;
}

function shipped(context: Context, file: string): Scheme {
  const scheme = context.library().find((each) => each.file === file)?.scheme;
  if (scheme !== undefined) return scheme;
  const known = context.library().map((each) => each.file);
  throw new DomainError('invalid', 'adoption.file-unknown', { file, known });
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
