import { DomainError } from '../errors.ts';
import type { RulesRegister } from '../rules/register.ts';
import { isTalk, type Sanction, type SanctionDuty } from '../sanction/due.ts';
import type { IsoDate } from '../time.ts';
import { documentNumber, type InterviewPaper, type PaperHead } from './paper.ts';

/**
 * 约谈记录: of a reminder talk or an interview, before it is held with blank lines, afterwards with what was recorded.
 *
 * @throws DomainError `sanction.not-a-talk` for a measure on rights.
 */
export function interviewPaper(
  context: {
    readonly register: RulesRegister;
    readonly nameOf: (personId: string) => string;
    readonly named: (on: IsoDate) => Pick<PaperHead, 'hospitalName' | 'doctor'>;
  },
  sanction: Sanction,
  { hospitalId, steps: { talk } }: Pick<SanctionDuty, 'hospitalId' | 'steps'>,
): InterviewPaper {
  const { due, ground } = sanction;
  if (!isTalk(due) || due === 'cancellation') {
    throw new DomainError('invalid', 'sanction.not-a-talk', { sanctionDueId: sanction.id, hospitalId, due });
  }
  const adopted = context.register.adoptions.find(({ hash }) => hash === sanction.schemeHash);
  const title = { zh: sanction.schemeId, en: sanction.schemeId };
  return {
    kind: 'interview',
    head: {
      number: talk === null ? null : documentNumber('interview', hospitalId, talk),
      ...context.named(talk?.heldOn ?? sanction.dueOn),
      issuedOn: talk?.on ?? null,
    },
    rule: {
      scheme: adopted?.scheme.title ?? title,
      schemeVersion: sanction.schemeVersion,
      document: adopted?.document ?? adopted?.scheme.source.document ?? null,
      legalBasis: sanction.legalBasis,
      source: sanction.source,
      provenance: sanction.provenance,
    },
    text: sanction.text,
    due,
    dueOn: sanction.dueOn,
    reached:
      ground.kind === 'threshold'
        ? { of: 'points', at: ground.at, count: ground.after }
        : { of: 'acts', at: ground.at, count: ground.acts },
    requires: sanction.requires,
    held:
      talk === null
        ? null
        : {
            on: talk.heldOn,
            minutes: talk.minutes.ref,
            sha256: talk.minutes.sha256,
            recordedBy: context.nameOf(talk.by.personId),
          },
  };
}
