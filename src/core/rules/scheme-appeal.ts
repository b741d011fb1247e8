import { z } from 'zod';
import { appealBodies } from '../procedure/appeal/due-process.ts';
import { ownProvenance } from './scheme-provenance.ts';

/** The parts of a scheme that give a doctor a second opinion, and time. */

/** Only so that a slip of the keyboard is caught. */
const maxPauseDays = 1_100;

const body = z.enum(appealBodies);

/** Who rules on an appeal (复核), first instance first. No instance: under this scheme there is no appeal here. */
export const appeal = z.strictObject({
  levels: z
    .array(
      z.strictObject({
        body,
        /** Persons who rule together, the one who signs among them. */
        membersAtLeast: z.int().min(1).max(15),
        /** Who must rule once the ruling is late; null: the duty stays where it is. */
        movesUpTo: body.nullable().default(null),
      }),
    )
    .max(3),
  source: z.string().nullable().default(null),
  provenance: ownProvenance,
});

/** Which clocks a documented leave of the doctor pauses, and for how many calendar days of each at most. */
export const leave = z.strictObject({
  pauses: z.array(z.enum(['statement', 'confirmation', 'appeal'])).min(1),
  atMostDays: z.int().min(1).max(maxPauseDays),
  provenance: ownProvenance,
});
