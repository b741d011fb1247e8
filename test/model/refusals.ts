import type { Command, Model } from './model.ts';
import {
  acceptedIn,
  appealEnds,
  codeOf,
  dueIn,
  monthAfter,
  settled,
  statementEnds,
  stateOf,
  triggerIn,
  weightOf,
  yearOf,
} from './sums.ts';

/** Every reason for which the service may refuse; none: it must accept. */
export function refusals(model: Model, command: Command): string[] {
  const { today } = model;
  const reasons: string[] = [];
  const when = (wrong: boolean, code: string) => wrong && reasons.push(code);
  const own = (code: string) => when('by' in command && command.by === 'doctor', code);
  const one = 'at' in command ? model.cases[command.at] : undefined;
  const state = one === undefined ? '' : stateOf(model, one);
  const by = 'by' in command ? command.by : 'doctor';
  const notOpen = () => {
    when(['confirmed', 'revoked', 'reversed'].includes(state), 'deduction.already-confirmed');
    when(['dismissed', 'withdrawn'].includes(state), 'deduction.already-closed');
    when(state === 'lapsed', 'deduction.lapsed');
  };
  /** Ours or an authority's, a second decision makes nothing heavier. */
  const heavier = () => {
    if (!('outcome' in command) || command.outcome !== 'reduced') return;
    const now = one?.confirmed ? weightOf(model, one) : 0;
    when(command.points > now, 'outcome.heavier');
    when(command.points === now, 'outcome.not-reduced');
    when(command.points === 0 && one?.other === null, 'outcome.reduced-to-nothing');
  };
  switch (command.kind) {
    case 'record': {
      const over = ['dismissed', 'withdrawn', 'lapsed', 'reversed'];
      const { act, code, other } = command;
      const same = model.cases.filter(
        (each) => each.act === act && (codeOf(each) === code.slice(0, 2) || (other !== null && each.other === other)),
      );
      own('deduction.own-record');
      when(!same.every((each) => over.includes(stateOf(model, each))), 'deduction.act-already-recorded');
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
      when(due?.some((part) => !settled(model, part)) === true, 'sanction.window-open');
      when(model.measures.has(command.year), 'sanction.already-imposed');
      when(command.from <= today, 'sanction.begins-too-soon');
      break;
    }
    case 'carry': {
      const year = yearOf(today - command.daysAgo);
      own('opening.own-record');
      when(
        model.openings.some(({ closed, carriedOn }) => !closed && yearOf(carriedOn) === year),
        'opening.already-recorded',
      );
      break;
    }
    case 'open':
    case 'propose closing':
    case 'close': {
      const opening = model.openings[command.opening];
      own('opening.own-record');
      if (command.kind === 'open') {
        when(opening?.order !== null, 'opening.decided');
        when(opening?.by === by, 'opening.one-person');
        break;
      }
      when(opening?.order === null, 'opening.not-confirmed');
      when(opening?.closed === true, 'opening.reversed-before');
      if (command.kind === 'close') {
        when(opening?.proposedBy === null, 'opening.no-reversal-proposed');
        when(opening?.proposedBy === by, 'opening.reversal-one-person');
      } else when(opening?.proposedBy !== null, 'opening.reversal-already-proposed');
      break;
    }
    case 'leave':
      own('leave.own-record');
      break;
    case 'be back': {
      const { from, until } = model.leaves[command.leave] ?? { from: 0, until: 0 };
      own('leave.own-record');
      when(from === until, 'leave.absent');
      when(command.until < from || command.until >= until, 'leave.not-sooner');
      break;
    }
    case 'enforce':
    case 'set aside': {
      const acts = triggerIn(model, command.year);
      own('sanction.own-record');
      when(acts === undefined, 'sanction.absent');
      when(model.enforced.has(command.year), 'sanction.already-imposed');
      when(model.setAside.has(command.year), 'sanction.set-aside-before');
      if (command.kind !== 'enforce') break;
      when(acts?.some((part) => !settled(model, part)) === true, 'sanction.window-open');
      when(command.from <= today, 'sanction.begins-too-soon');
      break;
    }
    case 'restore':
      own('doctor.own-record');
      when(model.enforced.get(command.year)?.lifted !== false, 'right.already-lifted');
      break;
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
      when(one !== undefined && today > statementEnds(model, one), 'deduction.statement-late');
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
      const ends = one === undefined ? null : appealEnds(model, one);
      when(one?.confirmed === null, 'appeal.nothing-decided');
      when(one?.fallen !== null, 'appeal.fallen');
      when(one?.appeal === 'open', 'appeal.already-open');
      when(one?.appeal === 'waived', 'appeal.waived');
      when(one?.appeal === 'ruled', 'appeal.no-further-level');
      when(one?.appeal === 'withdrawn', 'appeal.withdrawn');
      when(ends !== null && today > ends, 'appeal.too-late');
      break;
    }
    case 'take back':
      when(one?.appeal === 'withdrawn', 'appeal.withdrawn');
      when(one?.appeal !== 'open' || one.fallen !== null, 'appeal.none-open');
      break;
    case 'outcome':
      own('deduction.own-record');
      when(one?.confirmed === null, 'outcome.not-confirmed');
      when(one?.fallen !== null, 'outcome.fallen');
      heavier();
      break;
    case 'rule':
      own('ruling.own-record');
      when(one?.appeal !== 'open' || one.fallen !== null, 'ruling.no-appeal-open');
      when(one?.by === by, 'ruling.by-recorder');
      when(one?.confirmed?.by === by, 'ruling.by-confirmer');
      heavier();
      break;
    case 'propose':
    case 'reverse':
    case 'keep':
      own('deduction.own-record');
      when(one?.confirmed === null, 'reversal.not-confirmed');
      when(one?.fallen !== null, 'reversal.twice');
      if (command.kind === 'propose') when(one?.proposedBy !== null, 'reversal.already-proposed');
      else when(one?.proposedBy === null, 'reversal.none-proposed');
      if (command.kind === 'reverse') when(one?.proposedBy === by, 'reversal.one-person');
  }
  return reasons;
}
