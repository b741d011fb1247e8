import type { Command, Model } from './model.ts';
import { acceptedIn, codeOf, dueIn, monthAfter, settled, stateOf, weightOf, workingDaysAfter, yearOf } from './sums.ts';

/** Every reason for which the service may refuse; none: it must accept. */
export function refusals(model: Model, command: Command): string[] {
  const { today } = model;
  const reasons: string[] = [];
  const when = (wrong: boolean, code: string) => wrong && reasons.push(code);
  const own = (code: string) => when('by' in command && command.by === 'doctor', code);
  const one = 'at' in command ? model.cases[command.at] : undefined;
  const state = one === undefined ? '' : stateOf(one, today);
  const by = 'by' in command ? command.by : 'doctor';
  const notOpen = () => {
    when(['confirmed', 'revoked', 'reversed'].includes(state), 'deduction.already-confirmed');
    when(['dismissed', 'withdrawn'].includes(state), 'deduction.already-closed');
    when(state === 'lapsed', 'deduction.lapsed');
  };
  switch (command.kind) {
    case 'record': {
      const over = ['dismissed', 'withdrawn', 'lapsed', 'reversed'];
      const same = model.cases.filter((each) => each.act === command.act && codeOf(each) === command.code.slice(0, 2));
      own('deduction.own-record');
      when(!same.every((each) => over.includes(stateOf(each, today))), 'deduction.act-already-recorded');
      break;
    }
    case 'credit':
      own('credit.own-record');
      when(acceptedIn(model, yearOf(today), today) >= 2, 'credit.over-cap');
      break;
    case 'accept': {
      const credit = model.credits[command.at];
      own('credit.own-record');
      when(credit?.by === by, 'credit.own-confirmation');
      when(credit?.acceptedOn !== null, 'credit.already-confirmed');
      when(acceptedIn(model, yearOf(today), today) >= 2, 'credit.over-cap');
      break;
    }
    case 'impose': {
      const due = dueIn(model, command.year).get('suspension');
      own('sanction.own-record');
      when(due === undefined, 'sanction.absent');
      when(due?.some((part) => !settled(part, today)) === true, 'sanction.window-open');
      when(model.measures.has(command.year), 'sanction.already-imposed');
      when(command.from <= today, 'sanction.begins-too-soon');
      break;
    }
    case 'talk':
      own('sanction.own-record');
      when(!dueIn(model, command.year).has('talk'), 'sanction.absent');
      when(model.talks.has(command.year), 'sanction.talk-held-before');
      break;
    case 'exam': {
      const measure = model.measures.get(command.year);
      own('sanction.own-record');
      when(!dueIn(model, command.year).has('suspension'), 'sanction.absent');
      when(measure === undefined, 'sanction.not-begun');
      when(measure !== undefined && today < measure.from, 'sanction.before-due');
      when(measure?.passed === true, 'sanction.requirement-met-before');
      break;
    }
    case 'lift': {
      const measure = model.measures.get(command.year);
      const stands = dueIn(model, command.year).has('suspension') && measure !== undefined;
      own('doctor.own-record');
      when(measure?.lifted !== false, 'right.already-lifted');
      when(stands && today < monthAfter(measure.from), 'sanction.minimum-runs');
      when(stands && !measure.passed, 'sanction.requirements-open');
      break;
    }
    case 'hold':
      own('hold.own-record');
      when(model.holdUntil > today, 'hold.already-held');
      when(command.days > 20, 'hold.too-long');
      break;
    case 'state':
      notOpen();
      when(one !== undefined && today > workingDaysAfter(one.recordedOn, 5), 'deduction.statement-late');
      break;
    case 'acknowledge':
      notOpen();
      when(one?.acknowledged === true, 'deduction.already-acknowledged');
      break;
    case 'confirm':
      notOpen();
      own('deduction.own-record');
      when(one?.by === by, 'deduction.own-confirmation');
      when(state === 'recorded', 'deduction.statement-window-open');
      break;
    case 'dismiss':
      notOpen();
      own('deduction.own-record');
      when(one?.by === by, 'deduction.own-dismissal');
      break;
    case 'withdraw':
      notOpen();
      own('deduction.own-record');
      break;
    case 'deliver':
    case 'read': {
      const served = one?.appeal === 'ruled' ? one.rulingDelivered : one?.deliveredOn !== null;
      if (command.kind === 'deliver') own('deduction.own-record');
      when(one?.confirmed === null, command.kind === 'read' ? 'absent' : 'delivery.nothing-decided');
      when(served, command.kind === 'read' ? 'absent' : 'delivery.twice');
      break;
    }
    case 'appeal':
    case 'waive': {
      const late = one?.deliveredOn != null && today > workingDaysAfter(one.deliveredOn, 10);
      when(one?.confirmed === null, 'appeal.nothing-decided');
      when(one?.fallen !== null, 'appeal.fallen');
      when(one?.appeal === 'open', 'appeal.already-open');
      when(one?.appeal === 'waived', 'appeal.waived');
      when(one?.appeal === 'ruled', 'appeal.no-further-level');
      when(late, 'appeal.too-late');
      break;
    }
    case 'rule': {
      const now = one?.confirmed ? weightOf(model, one) : 0;
      own('ruling.own-record');
      when(one?.appeal !== 'open' || one.fallen !== null, 'ruling.no-appeal-open');
      when(one?.by === by, 'ruling.by-recorder');
      when(one?.confirmed?.by === by, 'ruling.by-confirmer');
      if (command.outcome !== 'reduced') break;
      when(command.points > now, 'outcome.heavier');
      when(command.points === now, 'outcome.not-reduced');
      when(command.points === 0, 'outcome.reduced-to-nothing');
      break;
    }
    case 'propose':
    case 'reverse':
      own('deduction.own-record');
      when(one?.confirmed === null, 'reversal.not-confirmed');
      when(one?.fallen !== null, 'reversal.twice');
      if (command.kind === 'propose') when(one?.proposedBy !== null, 'reversal.already-proposed');
      else when(one?.proposedBy === null, 'reversal.none-proposed');
      if (command.kind === 'reverse') when(one?.proposedBy === by, 'reversal.one-person');
  }
  return reasons;
}
