import { foldDeductions } from '../../core/procedure/deduction.ts';
import { factsNear } from '../../core/register/dated.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { covers } from '../../core/register/people/permission.ts';
import { placesOf, type Register } from '../../core/register/register.ts';
import { type DutyState, type Sanction, sanctionsOf } from '../../core/sanction/due.ts';
import { sanctionSeenFrom } from '../../core/sanction/view.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, todayOf } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { doctorReach, hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';

/** What is due about one doctor and what was done about it, as far as the actor sees the hospitals. @throws DomainError `absent`. */
export async function sanctionsOfDoctor(
  context: Context,
  { doctorId, asOf = todayOf(context) }: { readonly doctorId: string; readonly asOf?: IsoDate | undefined },
): Promise<{ readonly sanctions: readonly Sanction[]; readonly length: number }> {
  const grants = grantsHeld(context, 'sanction.read');
  const record = await recordNow(context, doctorId);
  if (record === undefined) throw absent();
  const register = await registerOf(context);
  const places = placesOf(register, record.doctor, todayOf(context));
  const reaching = grants.filter((grant) => places.some((place) => covers(grant, place)));
  if (reaching.length === 0) throw absent();
  const sanctions = sanctionsOf(register, record.dossier, asOf);
  const shown = seesAll(reaching) ? sanctions : seen(sanctions, register, reaching, record, todayOf(context));
  return { sanctions: shown, length: record.stream.decidedOn };
}

export interface SanctionPage {
  readonly items: readonly { readonly doctorId: string; readonly doctorName: string; readonly sanction: Sanction }[];
  /** Doctors are read in pages; null on the last. */
  readonly after: string | null;
}

/** The sanctions due at the actor's hospitals or about the doctors of their department, doctor by doctor; `state` keeps those with a duty in that state. */
export async function sanctionsDue(
  context: Context,
  filter: { readonly hospitalId?: string | undefined; readonly state?: DutyState | undefined },
  { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
): Promise<SanctionPage> {
  const grants = grantsHeld(context, 'sanction.read').filter(({ scope }) => scope.kind !== 'self');
  const register = await registerOf(context);
  const today = todayOf(context);
  const reached = doctorReach(register, grants, today, filter.hospitalId);
  const { hospitalIds } = reached;
  const found = await context.store.sanctions.candidates({ hospitalIds, after, limit: limit + 1 });
  const doctorIds = found.slice(0, limit);
  const items: SanctionPage['items'][number][] = [];
  for (const doctorId of doctorIds) {
    const record = await recordNow(context, doctorId);
    if (record === undefined) continue;
    const visible = reached.of(record.doctor) ?? new Set(register.hospitals.keys());
    const own = findingsAt(record, visible);
    const doctorName = factsNear(record.doctor.facts, today).name;
    for (const sanction of sanctionsOf(register, record.dossier, today)) {
      const shown = sanctionSeenFrom(sanction, visible, own);
      const wanted = shown.duties.some(({ state }) => filter.state === undefined || state === filter.state);
      if (wanted) items.push({ doctorId, doctorName, sanction: shown });
    }
  }
  return { items, after: found.length > limit ? (doctorIds.at(-1) ?? null) : null };
}

function seesAll(grants: readonly AccessGrant[]): boolean {
  return grants.some(({ scope }) => scope.kind === 'city' || scope.kind === 'self');
}

/** A head of department is of the hospital. */
function seen(
  sanctions: readonly Sanction[],
  register: Register,
  grants: readonly AccessGrant[],
  record: DoctorRecord,
  today: IsoDate,
): Sanction[] {
  const reached = hospitalsReached(register, grants, today) ?? [];
  const departments = grants.flatMap(({ scope }) => (scope.kind === 'department' ? [scope.hospitalId] : []));
  const hospitalIds = new Set([...reached, ...departments]);
  const own = findingsAt(record, hospitalIds);
  return sanctions
    .map((sanction) => sanctionSeenFrom(sanction, hospitalIds, own))
    .filter((sanction) => sanction.duties.length > 0);
}

function findingsAt({ dossier }: DoctorRecord, hospitalIds: ReadonlySet<string>): Set<string> {
  const findings = [...foldDeductions(dossier.entries).values()].map(({ finding }) => finding);
  return new Set(findings.filter((each) => hospitalIds.has(each.hospitalId)).map((each) => each.deductionId));
}
