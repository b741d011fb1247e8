import { checkMapping } from '../../core/procedure/worksheet.ts';
import { covers } from '../../core/register/people/permission.ts';
import { placeOfHospital } from '../../core/register/register.ts';
import type { MappingRow } from '../../store/queries/mapping.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { registerOf } from '../register.ts';

export interface SaveMapping {
  readonly hospitalId: string;
  /** A later mapping of the same name replaces the earlier one. */
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string | null>>;
}

/** @throws DomainError `absent`, `mapping.invalid`. */
export async function saveMapping(context: Context, command: SaveMapping): Promise<Written> {
  const register = await registerOf(context);
  const { hospitalId, name } = command;
  const by = reach(context, 'mapping.save', [placeOfHospital(register, hospitalId, todayOf(context))]);
  if (!register.hospitals.has(hospitalId)) throw absent();
  checkMapping(command);
  const saved = await context.store.mappings.ofHospital(hospitalId);
  const mappingId = saved.find((mapping) => mapping.name === name)?.mappingId ?? context.newId('map');
  const appended = await context.store.ledger.append(
    [
      {
        event: { kind: 'mapping.saved', v: 1, mappingId, ...command },
        by,
        streams: [{ kind: 'hospital', id: hospitalId }],
      },
    ],
    replyFor(context, mappingId),
  );
  return { id: mappingId, appended };
}

/** The mappings of one hospital by name, for whoever records there. @throws DomainError `absent`. */
export async function mappings(context: Context, hospitalId: string): Promise<readonly MappingRow[]> {
  const grants = grantsHeld(context, 'deduction.record');
  const register = await registerOf(context);
  const place = placeOfHospital(register, hospitalId, todayOf(context));
  if (!register.hospitals.has(hospitalId) || !grants.some((grant) => covers(grant, place))) throw absent();
  return context.store.mappings.ofHospital(hospitalId);
}
