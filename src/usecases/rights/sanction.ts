import type { Evidence } from '../../core/procedure/deduction.ts';
import { foldRights } from '../../core/register/right.ts';
import type { Requirement } from '../../core/rules/scheme-words.ts';
import { type PutHold, putHold as put, renewHold as renew } from '../../core/sanction/hold.ts';
import {
  type ImposeSanction,
  imposeSanction as impose,
  orderSanction as order,
  setSanctionAside as setAside,
} from '../../core/sanction/impose.ts';
import { recordRequirement as requirement, holdTalk as talk } from '../../core/sanction/talk.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, type Written } from '../context.ts';
import { type AtHospital, refuseUnknownColleague, signOnDoctor } from '../register/doctor-sign.ts';

/** `sanctionDueId` as the list of sanctions gives it; the hospital is the one whose duty it is. */
type Step = AtHospital & { readonly sanctionDueId: string };

/**
 * The hospital that granted the right imposes what is due; HIS sees it from 00:00 of the day it begins.
 *
 * @throws DomainError as core's `imposeSanction`; `sanction.takeover-unknown`.
 */
export async function imposeSanction(
  context: Context,
  command: AtHospital & Omit<ImposeSanction, 'measureId'>,
): Promise<Written> {
  const measureId = context.newId('msr');
  return signOnDoctor(context, 'sanction.impose', command, measureId, async (signing) => {
    await refuseUnknownColleague(context, command.inpatientsTo, command.hospitalId, command.from);
    return impose(signing, { ...command, measureId });
  });
}

/** The commission orders the hospital to act. @throws DomainError as core's `orderSanction`. */
export async function orderSanction(
  context: Context,
  command: Step & { readonly document: string; readonly reason: string },
): Promise<Written> {
  return signOnDoctor(context, 'sanction.order', command, command.doctorId, (signing) => order(signing, command));
}

/** A reminder talk or an interview was held. @throws DomainError as core's `holdTalk`. */
export async function holdTalk(
  context: Context,
  command: Step & { readonly heldOn: IsoDate; readonly minutes: Evidence },
): Promise<Written> {
  return signOnDoctor(context, 'sanction.record', command, command.doctorId, (signing) => talk(signing, command));
}

/** @throws DomainError as core's `recordRequirement`. */
export async function recordRequirement(
  context: Context,
  command: Step & {
    readonly requirement: Requirement;
    readonly doneOn: IsoDate;
    readonly passed: boolean;
    readonly evidence: readonly Evidence[];
  },
): Promise<Written> {
  return signOnDoctor(context, 'sanction.record', command, command.doctorId, (signing) =>
    requirement(signing, command),
  );
}

/** What a statutory trigger proposes is not acted on. @throws DomainError as core's `setSanctionAside`. */
export async function setSanctionAside(
  context: Context,
  command: Step & { readonly reason: string },
): Promise<Written> {
  return signOnDoctor(context, 'sanction.impose', command, command.doctorId, (signing) => setAside(signing, command));
}

/** Suspends rights at once, for a few working days. @throws DomainError as core's `putHold`; `sanction.takeover-unknown`. */
export async function putHold(context: Context, command: AtHospital & Omit<PutHold, 'measureId'>): Promise<Written> {
  const measureId = context.newId('msr');
  return signOnDoctor(context, 'sanction.impose', command, measureId, async (signing) => {
    await refuseUnknownColleague(context, command.inpatientsTo, command.hospitalId, signing.today);
    return put(signing, { ...command, measureId });
  });
}

/** A second person lets a hold go on. @throws DomainError as core's `renewHold`; `sanction.takeover-unknown`. */
export async function renewHold(
  context: Context,
  command: AtHospital & Pick<PutHold, 'until' | 'inpatientsTo' | 'reason'> & { readonly renews: string },
): Promise<Written> {
  const measureId = context.newId('msr');
  return signOnDoctor(context, 'sanction.impose', command, measureId, async (signing) => {
    const { measures } = foldRights(signing.dossier.entries);
    const held = measures.find((measure) => measure.measureId === command.renews);
    if (held?.hospitalId !== command.hospitalId) throw absent();
    await refuseUnknownColleague(context, command.inpatientsTo, command.hospitalId, signing.today);
    return renew(signing, { ...command, measureId });
  });
}
