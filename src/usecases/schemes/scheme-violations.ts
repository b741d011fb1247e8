import type { Text } from '../../core/explanation.ts';
import type { AdoptedScheme } from '../../core/rules/adoption.ts';
import { schemesInForce } from '../../core/rules/adoption.ts';
import type { Violation } from '../../core/rules/scheme.ts';
import { type IsoDate, within } from '../../core/time.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';

export interface ViolationSearch {
  readonly on?: IsoDate | undefined;
  /** Found in the code or in either text, whatever the width and the case. */
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly scheme?: string | undefined;
  /** Only what binds this hospital; without, what binds anywhere. */
  readonly hospitalId?: string | undefined;
}

export interface ViolationFound extends Violation {
  readonly schemeId: string;
  readonly schemeTitle: Text;
  readonly schemeVersion: string;
}

/** The violations in force on a day, by scheme and in the scheme's own order. */
export async function violations(
  context: Context,
  search: ViolationSearch,
): Promise<{ readonly on: IsoDate; readonly items: readonly ViolationFound[] }> {
  grantsHeld(context, 'scheme.read');
  const { on = todayOf(context), q = '', category, scheme, hospitalId } = search;
  const { adoptions, hospitalOn } = await registerOf(context);
  const binding =
    hospitalId === undefined
      ? adoptions.filter((adopted) => within(adopted, on))
      : schemesInForce(adoptions, on, hospitalOn(hospitalId, on)?.jurisdictionIds ?? []);
  const words = folded(q);
  const items = onePerText(binding)
    .filter(({ schemeId }) => scheme === undefined || schemeId === scheme)
    .flatMap(({ schemeId, scheme: { title, version, violations: all } }) =>
      all.map((violation) => ({ schemeId, schemeTitle: title, schemeVersion: version, ...violation })),
    )
    .filter((found) => category === undefined || found.category === category)
    .filter(({ code, zh, en }) => [code, zh, en].some((text) => folded(text).includes(words)));
  return { on, items };
}

/** One text adopted by two counties is listed once. */
function onePerText(binding: readonly AdoptedScheme[]): AdoptedScheme[] {
  return [...new Map(binding.map((adopted) => [adopted.hash, adopted])).values()].sort((a, b) =>
    a.schemeId < b.schemeId ? -1 : a.schemeId > b.schemeId ? 1 : 0,
  );
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
