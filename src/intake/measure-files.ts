import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type DueDay, parseDueDay } from '../core/cost/due-day.ts';
import { type Measure, parseMeasure } from '../core/cost/measure.ts';
import { type PriceIndex, parsePriceIndex } from '../core/cost/price-index.ts';
import { parseReference, type Reference } from '../core/cost/reference.ts';

/**
 * Reads every measure (`*.yaml`) and published series (`reference/*.yaml`) of a folder.
 *
 * @throws Error naming the file that is not a measure, an id that two files claim, a balancing measure or a series' measure that is not there.
 */
export function readMeasures(folder: string): {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly references: readonly Reference[];
} {
  const measures = new Map<string, Measure>();
  for (const file of yamlFiles(folder)) {
    const measure = parseMeasure(parse(readFileSync(file, 'utf8')), file);
    if (measures.has(measure.id)) throw new Error(`${file}: another file defines the measure ${measure.id}`);
    measures.set(measure.id, measure);
  }
  for (const measure of measures.values()) {
    const unknown = measure.balancing.find((id) => !measures.has(id));
    if (unknown !== undefined) throw new Error(`${measure.id}: there is no measure ${unknown} to balance it`);
  }
  const references = yamlFiles(join(folder, 'reference')).map((file) => {
    const reference = parseReference(parse(readFileSync(file, 'utf8')), file);
    if (!measures.has(reference.measure)) throw new Error(`${file}: there is no measure ${reference.measure}`);
    return reference;
  });
  return { measures, references };
}

/** Reads every price index of a folder, in order of file name. @throws Error naming the file that is none. */
export function readPriceIndices(folder: string): readonly PriceIndex[] {
  return yamlFiles(folder).map((file) => parsePriceIndex(parse(readFileSync(file, 'utf8')), file));
}

/** By when a month's figures are owed. @throws Error naming the file that does not say it. */
export function readDueDay(file: string): DueDay {
  return parseDueDay(parse(readFileSync(file, 'utf8')), file);
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}
