import { addDays } from '../core/time.ts';
import { liftMeasure, measureRight, rightsOfDoctor } from '../usecases/rights/right-change.ts';
import { imposeSanction, recordRequirement } from '../usecases/rights/sanction.ts';
import type { MeasurePlan, OtherMeasurePlan, SanctionPlan } from './plan/measures.ts';
import { loginAt } from './plan/people.ts';
import type { Moment } from './timeline.ts';
import { actor, type World } from './world.ts';

/** What hospitals do about rights: what points have made due by the whole way to it, anything else by its own ground. */
export function measureMoments(measure: MeasurePlan): Moment[] {
  return measure.kind === 'sanction' ? sanctionMoments(measure) : [otherMoment(measure)];
}

function sanctionMoments(plan: SanctionPlan): Moment[] {
  const { doctor, hospital, on, until, reason, document, sanctionDueId, lift } = plan;
  const affairs = loginAt(hospital, 'affairs');
  const ids = (world: World) => ({ doctorId: world.doctors.get(doctor), hospitalId: world.hospitals.get(hospital) });
  const impose = async (world: World) => {
    const terms = { from: addDays(on, 1), until, inpatientsTo: null, attestation: null };
    const taken = { ...ids(world), sanctionDueId, ...terms, reason, document };
    world.measures.set(doctor, (await imposeSanction(actor(world, affairs), taken)).id);
  };
  const moments: Moment[] = [{ on, at: '16:30', what: `${doctor} is sanctioned`, happen: impose }];
  if (lift === null) return moments;
  const pass = async (world: World) => {
    for (const requirement of ['training', 'exam'] as const) {
      const result = { requirement, doneOn: lift.passedOn, passed: true, evidence: [] };
      await recordRequirement(actor(world, affairs), { ...ids(world), sanctionDueId, ...result });
    }
  };
  const end = async (world: World) => {
    const lifting = { measureId: world.measures.get(doctor), from: lift.on, reason: lift.reason, document: null };
    await liftMeasure(actor(world, affairs), { ...ids(world), ...lifting });
  };
  return [
    ...moments,
    { on: lift.passedOn, at: '16:30', what: `${doctor} passes`, happen: pass },
    { on: lift.on, at: '16:30', what: `${doctor}'s measure is lifted`, happen: end },
  ];
}

function otherMoment(plan: OtherMeasurePlan): Moment {
  const { doctor, hospital, on, measure, until, legalBasis, reason } = plan;
  const affairs = loginAt(hospital, 'affairs');
  const take = async (world: World) => {
    const ids = { doctorId: world.doctors.get(doctor), hospitalId: world.hospitals.get(hospital) };
    const { grants } = await rightsOfDoctor(actor(world, affairs), ids.doctorId);
    const rightKinds = plan.rightKinds.filter((kind) => grants.some((grant) => grant.rightKind === kind));
    const grounds = { legalBasis, reason, document: null, sanctionDueId: null };
    const taken = await measureRight(actor(world, affairs), {
      ...ids,
      ...{ measure, rightKinds, from: on, until },
      ...grounds,
    });
    world.measures.set(doctor, taken.id);
  };
  return { on, at: '16:30', what: `${doctor} is ${measure}`, happen: take };
}
