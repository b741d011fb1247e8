import { roundedRatio } from '../measure.ts';

/** One drug in both periods. `quantity` is in units of its own (packages, or ten-thousandths of a DDD): whole, never below 0. */
export interface DrugLine {
  readonly drugId: string;
  readonly before: Purchase;
  readonly after: Purchase;
}

export interface Purchase {
  readonly amountFen: number;
  readonly quantity: number;
}

/** Parts in fen. For each drug and over all, price + volume + mix = change, to the fen. */
export interface PriceVolumeMix {
  readonly beforeFen: number;
  readonly afterFen: number;
  readonly changeFen: number;
  /** Because a unit of the same drug costs another price. */
  readonly priceFen: number;
  /** Because more or less was used of all drugs alike. */
  readonly volumeFen: number;
  /** Because other drugs were used: dearer or cheaper ones, new ones and those given up. */
  readonly mixFen: number;
  readonly drugs: readonly DrugParts[];
}

export interface DrugParts {
  readonly drugId: string;
  readonly changeFen: number;
  readonly priceFen: number;
  readonly volumeFen: number;
  readonly mixFen: number;
  readonly presence: 'both' | 'new' | 'gone';
}

/**
 * Why drug money moved. With prices p = amount ÷ quantity and V the quantity of all drugs together:
 *
 * - price = amount now − quantity now × price before;
 * - volume = amount before × (V now ÷ V before − 1);
 * - mix = quantity now × price before − amount before × (V now ÷ V before).
 *
 * A new drug has no price before and takes its own: it is mix alone. Rounding: the two products are rounded to the fen, half
 * away from zero, drug by drug; everything else is differences and sums of whole fen, so nothing is left over.
 *
 * @returns null where nothing was used before: then there is no volume to compare with.
 */
export function priceVolumeMix(lines: readonly DrugLine[]): PriceVolumeMix | null {
  const volumeBefore = lines.reduce((sum, { before }) => sum + before.quantity, 0);
  const volumeAfter = lines.reduce((sum, { after }) => sum + after.quantity, 0);
  if (volumeBefore === 0) return null;
  const drugs = lines.map((line) => partsOf(line, volumeBefore, volumeAfter));
  const sum = (part: (drug: DrugParts) => number) => drugs.reduce((all, drug) => all + part(drug), 0);
  return {
    beforeFen: lines.reduce((all, { before }) => all + before.amountFen, 0),
    afterFen: lines.reduce((all, { after }) => all + after.amountFen, 0),
    changeFen: sum(({ changeFen }) => changeFen),
    priceFen: sum(({ priceFen }) => priceFen),
    volumeFen: sum(({ volumeFen }) => volumeFen),
    mixFen: sum(({ mixFen }) => mixFen),
    drugs,
  };
}

function partsOf({ drugId, before, after }: DrugLine, volumeBefore: number, volumeAfter: number): DrugParts {
  const atOldPrice =
    before.quantity === 0 ? after.amountFen : product(after.quantity, before.amountFen, before.quantity);
  const grownAlike = product(before.amountFen, volumeAfter, volumeBefore);
  return {
    drugId,
    changeFen: after.amountFen - before.amountFen,
    priceFen: after.amountFen - atOldPrice,
    volumeFen: grownAlike - before.amountFen,
    mixFen: atOldPrice - grownAlike,
    presence: before.quantity === 0 ? 'new' : after.quantity === 0 ? 'gone' : 'both',
  };
}

/** left × right ÷ by, to whole fen; exact, because products of fen and quantities leave 2^53 behind. */
function product(left: number, right: number, by: number): number {
  return roundedRatio(BigInt(left) * BigInt(right), BigInt(by), 0);
}
