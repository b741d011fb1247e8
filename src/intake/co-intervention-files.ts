import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type CoIntervention, parseCoInterventions } from '../core/cost/effect/co-intervention.ts';

/** @throws Error naming the file and what is wrong in it; a service with a broken list must not start. */
export function readCoInterventions(file: string): readonly CoIntervention[] {
  return parseCoInterventions(parse(readFileSync(file, 'utf8')), file);
}
