import type { IsoDate } from '../core/time.ts';
import { deliver } from '../usecases/appeals/appeal.ts';
import { inbox, readInboxItem } from '../usecases/appeals/inbox.ts';
import { recordFinding } from '../usecases/deductions/deduction-record.ts';
import { acknowledge, confirm, dismiss, stateOn, withdraw } from '../usecases/deductions/deduction-step.ts';
import { closeLead, postLead } from '../usecases/deductions/lead.ts';
import type { CityPlan } from './plan/city.ts';
import type { Answer, Decision, FindingPlan } from './plan/finding.ts';
import type { LeadPlan } from './plan/leads.ts';
import { loginAt } from './plan/people.ts';
import { measureMoments } from './sanctions.ts';
import type { Moment } from './timeline.ts';
import { actor, type World } from './world.ts';

/** Leads are posted, findings recorded, answered and decided, and rights measured, each by who may. */
export function deductionMoments(plan: CityPlan): Moment[] {
  const twoAuditors = new Set(plan.hospitals.flatMap(({ key, level }) => (level === 3 ? [key] : [])));
  return [
    ...plan.leads.flatMap(leadMoments),
    ...plan.findings.flatMap((finding, place) => {
      const second = twoAuditors.has(finding.hospital) && place % 3 === 0;
      return findingMoments(finding, second ? 'auditor.b' : 'auditor');
    }),
    ...plan.stories.measures.flatMap(measureMoments),
  ];
}

/** Who has something to answer, and so needs an account. */
export function whoAnswers({ findings }: CityPlan): Set<string> {
  return new Set(
    findings.flatMap(({ persons }) => persons.flatMap(({ doctor, life }) => (life.answer === null ? [] : [doctor]))),
  );
}

function findingMoments(finding: FindingPlan, auditor: string): Moment[] {
  const { key, hospital, recordedBy, recordedOn, persons } = finding;
  const recorder = loginAt(hospital, recordedBy === 'auditor' ? auditor : recordedBy);
  const moments = [
    {
      on: recordedOn,
      at: '10:30',
      what: `${key} is recorded`,
      happen: (world: World) => record(world, finding, recorder),
    },
  ];
  for (const [place, { doctor, life }] of persons.entries()) {
    const deduction = `${key}/${place}`;
    const { answer, decision, delivery } = life;
    if (answer !== null) {
      const what = `${deduction} is answered`;
      moments.push({ on: answer.on, at: '12:30', what, happen: (world) => answerTo(world, deduction, doctor, answer) });
    }
    if (decision !== null) {
      const what = `${deduction} is decided`;
      const by = decision.kind === 'withdrawn' ? recorder : loginAt(hospital, 'reviewer');
      moments.push({ on: decision.on, at: '15:00', what, happen: (world) => decide(world, deduction, by, decision) });
    }
    if (delivery !== null) {
      const what = `${deduction} is delivered`;
      const office = loginAt(hospital, 'auditor');
      const happen =
        delivery.how === 'inbox'
          ? (world: World) => readDecision(world, deduction, doctor)
          : (world: World) => handOver(world, deduction, office, delivery.on);
      moments.push({ on: delivery.on, at: delivery.how === 'inbox' ? '18:30' : '16:00', what, happen });
    }
  }
  return moments;
}

async function record(world: World, finding: FindingPlan, recorder: string): Promise<void> {
  const { key, hospital, ward, persons, lead, occurredOn, recordedOn } = finding;
  const { setting, drugs, actRef, remarks, source, externalDecision, items } = finding;
  const { appended } = await recordFinding(actor(world, recorder), {
    hospitalId: world.hospitals.get(hospital),
    persons: persons.map(({ doctor, capacity }) => ({ doctor: { doctorId: world.doctors.get(doctor) }, capacity })),
    ...{ occurredOn, setting, drugs, actRef, remarks, source, externalDecision, items },
    department: null,
    wardId: ward === null ? null : world.wards.get(ward),
    reviewRef: null,
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    evidence: [{ ref: `点评工作表/${recordedOn.slice(0, 7)}/${key}`, note: null, sha256: null }],
    leadId: lead === null ? null : world.leads.get(lead),
  });
  for (const [place, { entry }] of appended.entries.entries()) {
    if (entry.event.kind === 'deduction.recorded') world.deductions.set(`${key}/${place}`, entry.event.deductionId);
  }
}

async function answerTo(world: World, deduction: string, doctor: string, answer: Answer): Promise<void> {
  const deductionId = world.deductions.get(deduction);
  const context = actor(world, doctor);
  if (answer.kind === 'acknowledges') await acknowledge(context, { deductionId });
  else await stateOn(context, { deductionId, text: answer.text, attachments: [] });
}

async function decide(world: World, deduction: string, by: string, decision: Decision): Promise<void> {
  const deductionId = world.deductions.get(deduction);
  const context = actor(world, by);
  switch (decision.kind) {
    case 'confirmed':
      await confirm(context, { deductionId, note: decision.note });
      break;
    case 'dismissed':
      await dismiss(context, { deductionId, reason: decision.reason, exculpation: decision.exculpation });
      break;
    case 'withdrawn':
      await withdraw(context, { deductionId, reason: decision.reason });
      break;
  }
}

/** Opened in the inbox, which is its delivery (送达). */
async function readDecision(world: World, deduction: string, doctor: string): Promise<void> {
  const deductionId = world.deductions.get(deduction);
  const context = actor(world, doctor);
  const { items } = await inbox(context, { unread: undefined }, { limit: inboxLooked });
  const told = items.find((item) => item.deductionId === deductionId && item.delivers && !item.delivered);
  if (told === undefined) throw new Error(`no decision of ${deduction} lies in the inbox`);
  await readInboxItem(context, told.position);
}

/** Nobody in the city is told more than that about themselves. */
const inboxLooked = 200;

/** Handed over on paper, and signed for. */
async function handOver(world: World, deduction: string, office: string, on: IsoDate): Promise<void> {
  const document = { ref: `送达回证/${on}/${deduction}`, note: null, sha256: null };
  const paper = { how: 'signed-paper', receivedOn: on, document, witnessId: null } as const;
  await deliver(actor(world, office), { deductionId: world.deductions.get(deduction), ...paper });
}

function leadMoments(lead: LeadPlan): Moment[] {
  const { key, hospital, doctor, source, postedOn, setAsideOn, occurredOn, actRef, code, text } = lead;
  const poster = source === 'outlier' ? 'officer' : loginAt(hospital, source === 'his-hit' ? 'his' : 'auditor');
  const post = async (world: World) => {
    const { id } = await postLead(actor(world, poster), {
      hospitalId: world.hospitals.get(hospital),
      doctor: doctor === null ? null : { doctorId: world.doctors.get(doctor) },
      ...{ source, occurredOn, actRef, code, text },
    });
    world.leads.set(key, id);
  };
  const moments: Moment[] = [{ on: postedOn, at: '10:30', what: `lead ${key} is posted`, happen: post }];
  if (setAsideOn === null) return moments;
  const setAside = async (world: World) => {
    const reason = '经核查不属实，不予认定。';
    const closing = { leadId: world.leads.get(key), outcome: 'set-aside', deductionId: null, reason } as const;
    await closeLead(actor(world, loginAt(hospital, 'auditor')), closing);
  };
  return [...moments, { on: setAsideOn, at: '15:00', what: `lead ${key} is set aside`, happen: setAside }];
}
