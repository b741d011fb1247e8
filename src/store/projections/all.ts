import type { Projection } from '../projection.ts';
import { doctorProjections } from './doctor.ts';
import { peopleProjections } from './people.ts';
import { rightProjections } from './right.ts';

/** Every table that verify rebuilds and compares. A projection that is not in this list is not written either. */
export const projections: readonly Projection[] = [...peopleProjections, ...doctorProjections, ...rightProjections];
