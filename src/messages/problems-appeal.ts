import type { Messages } from './catalogue.ts';

/** What is refused once a deduction has been confirmed: delivery, appeal, ruling, outside outcomes, reversal and erasure. */
export const appealProblems: Messages = {
  'deduction.recused': {
    zh: '您已就该医师申报利害关系，须回避，不能在该记录中签署。请由他人办理。',
    en: 'You have declared an interest about this doctor and are recused from this deduction. Somebody else must sign.',
  },
  'delivery.nothing-decided': {
    zh: '该记录尚无可送达的决定（状态：{state}）。认定后才送达。',
    en: 'This deduction has no decision to deliver ({state}). Deliver it once it is confirmed.',
  },
  'delivery.twice': {
    zh: '该记录的现行决定已于 {on} 送达，期限自该日起算，不能再次送达。',
    en: 'The newest decision on this deduction was delivered on {on}; the window runs from that day and it is not delivered twice.',
  },
  'delivery.received-in-future': {
    zh: '送达日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The receipt is dated {value}, later than today ({today}). Correct the date.',
  },
  'delivery.before-decision': {
    zh: '送达日期 {value} 早于决定日期 {on}。请更正日期。',
    en: 'The receipt is dated {value}, before the decision of {on}. Correct the date.',
  },
  'delivery.receipt-missing': {
    zh: '该记录以纸质签收送达，须附送达回证的编号（或哈希值）。',
    en: 'A delivery of this deduction on paper needs the reference of the signed receipt.',
  },
  'delivery.witness-missing': {
    zh: '该记录拒收送达，须写明见证人。',
    en: 'Name the witness before whom the delivery of this deduction was refused.',
  },
  'delivery.witness-unwanted': {
    zh: '该记录为本人签收，无需见证人。请删去，或改为拒收送达。',
    en: 'The doctor signed for this deduction, so there is no witness. Leave it out, or record a refusal.',
  },
  'delivery.witness-involved': {
    zh: '见证人 {personId} 不能是送达人或当事医师。请另行指定。',
    en: 'The witness {personId} cannot be the person who delivers or the doctor concerned. Name another.',
  },
  'appeal.nothing-decided': {
    zh: '该记录没有可申诉的认定（状态：{state}）。',
    en: 'This deduction has no confirmation to appeal against ({state}).',
  },
  'appeal.fallen': {
    zh: '该记录已于 {on} 失去效力（{state}），无需申诉。',
    en: 'This deduction fell on {on} ({state}); there is nothing left to appeal against.',
  },
  'appeal.already-open': {
    zh: '该记录已于 {on} 申诉，正在复核中。请等待复核决定。',
    en: 'An appeal about this deduction has been open since {on}. Wait for its ruling.',
  },
  'appeal.waived': {
    zh: '您已于 {on} 放弃对该记录申诉。可另循法定途径（复议、诉讼）。',
    en: 'You waived the appeal about this deduction on {on}. The remedies of the law outside remain.',
  },
  'appeal.withdrawn': {
    zh: '您已于 {on} 撤回对该记录的申诉，原决定已生效，不能再次申诉。可另循法定途径（复议、诉讼）。',
    en: 'You withdrew the appeal about this deduction on {on}, and the decision is final. The remedies of the law outside remain.',
  },
  'appeal.none-open': {
    zh: '该记录没有待复核的申诉（状态：{state}），无可撤回。',
    en: 'No appeal about this deduction is open ({state}), so there is none to withdraw.',
  },
  'appeal.no-further-level': {
    zh: '该记录已经过本办法规定的 {level} 级复核，不能再次申诉。可另循法定途径（复议、诉讼）。',
    en: 'This deduction has been through all {level} instance(s) that the scheme knows. The remedies of the law outside remain.',
  },
  'appeal.not-under-scheme': {
    zh: '记分办法 {scheme} 不设内部申诉。该记录请向作出决定的机关提出。',
    en: 'The scheme {scheme} knows no appeal here. Take this deduction to the authority that decided.',
  },
  'appeal.too-late': {
    zh: '该记录的申诉期已届满，自 {on} 起不再受理。可另循法定途径（复议、诉讼）。',
    en: 'The window to appeal against this deduction has run; from {on} on it is closed. The remedies of the law outside remain.',
  },
  'appeal.attachment-without-hash': {
    zh: '附件“{value}”缺少 SHA-256 哈希值。请补充，以便日后核对同一文件。',
    en: 'The attachment {value} lacks its SHA-256. Add it, so that the same file can be recognised later.',
  },
  'ruling.no-appeal-open': {
    zh: '该记录没有待复核的申诉（状态：{state}）。',
    en: 'No appeal about this deduction waits for a ruling ({state}).',
  },
  'ruling.wrong-body': {
    zh: '该记录应由 {accepted} 复核，“{value}”无权作出决定。',
    en: 'The appeal about this deduction is for {accepted} to rule on, not for {value}.',
  },
  'ruling.own-record': {
    zh: '{personId} 是该记录的当事医师，不能参与复核。',
    en: '{personId} is the doctor of this deduction and cannot take part in the ruling.',
  },
  'ruling.recused': {
    zh: '{personId} 已申报利害关系，须回避该记录的复核。',
    en: '{personId} has declared an interest and is recused from the ruling on this deduction.',
  },
  'ruling.by-recorder': {
    zh: '{personId} 录入了该记录，不能参与复核。请由第三人办理。',
    en: '{personId} recorded this deduction and cannot take part in the ruling. A third person must.',
  },
  'ruling.by-confirmer': {
    zh: '{personId} 认定了该记录，不能参与复核。请由第三人办理。',
    en: '{personId} confirmed this deduction and cannot take part in the ruling. A third person must.',
  },
  'ruling.by-earlier-panel': {
    zh: '{personId} 参加过该记录的前一级复核，不能再次参与。',
    en: '{personId} took part in an earlier ruling on this deduction and cannot rule again.',
  },
  'ruling.member-twice': {
    zh: '复核人员 {personId} 出现两次（签署人已计入）。请只保留一次。',
    en: 'The panel member {personId} stands twice (the signer counts). Keep one.',
  },
  'ruling.panel-too-small': {
    zh: '该记录的复核至少须 {atLeast} 人（含签署人），现有 {members} 人。',
    en: 'The ruling on this deduction takes at least {atLeast} person(s), the signer among them; there are {members}.',
  },
  'ruling.minutes-in-future': {
    zh: '复核会议日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The panel met on {value}, later than today ({today}). Correct the date.',
  },
  'ruling.minutes-before-appeal': {
    zh: '复核会议日期 {value} 早于申诉日期 {on}。请更正日期。',
    en: 'The panel met on {value}, before the appeal of {on}. Correct the date.',
  },
  'outcome.items-unwanted': {
    zh: '结果为“{outcome}”时不能列出减分条目（该记录）。请删去，或改为“reduced”。',
    en: 'An outcome of {outcome} changes no points of this deduction. Leave the items out, or make it reduced.',
  },
  'outcome.unknown-item': {
    zh: '该记录没有记分办法 {value} 的条目。',
    en: 'This deduction has no item under the scheme {value}.',
  },
  'outcome.item-twice': {
    zh: '记分办法 {value} 在减分条目中出现两次（该记录）。请只保留一次。',
    en: 'The scheme {value} stands twice among the reduced items of this deduction. Keep one.',
  },
  'outcome.heavier': {
    zh: '该记录现为 {now} 分，不能改为 {value} 分：申诉不得加重。',
    en: 'This deduction weighs {now} point(s) and cannot be made {value}: a second decision is never heavier.',
  },
  'outcome.not-reduced': {
    zh: '该记录的各条目分值均未减少。请减少分值，或改为“upheld”。',
    en: 'No item of this deduction would weigh less. Reduce one, or make the outcome upheld.',
  },
  'outcome.reduced-to-nothing': {
    zh: '该记录的各条目均减为 0 分，应为撤销。请改为“revoked”。',
    en: 'Every item of this deduction would weigh 0: that is a revocation. Make the outcome revoked.',
  },
  'outcome.not-confirmed': {
    zh: '该记录未经认定（状态：{state}），没有可登记的外部决定。',
    en: 'This deduction is not confirmed ({state}), so no outside decision about it can be recorded.',
  },
  'outcome.fallen': {
    zh: '该记录已于 {on} 失去效力，无需登记外部决定。',
    en: 'This deduction fell on {on}; an outside decision changes nothing any more.',
  },
  'outcome.decided-in-future': {
    zh: '外部决定日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The outside decision is dated {value}, later than today ({today}). Correct the date.',
  },
  'outcome.before-finding': {
    zh: '外部决定日期 {value} 早于认定日 {foundOn}。请更正日期。',
    en: 'The outside decision is dated {value}, before the finding of {foundOn}. Correct the date.',
  },
  'reversal.not-confirmed': {
    zh: '该记录未经认定（状态：{state}），无可更正。未认定的请撤回或不予认定。',
    en: 'This deduction is not confirmed ({state}), so there is nothing to reverse. Withdraw or dismiss it.',
  },
  'reversal.twice': {
    zh: '该记录已于 {on} 失去效力（{state}），不能再次更正。',
    en: 'This deduction fell on {on} ({state}) and cannot be reversed again.',
  },
  'reversal.already-proposed': {
    zh: '该记录的更正已于 {on} 提出，等待另一人确认。',
    en: 'A reversal of this deduction was proposed on {on} and waits for another person.',
  },
  'reversal.none-proposed': {
    zh: '该记录没有待确认的更正。请先提出。',
    en: 'No reversal of this deduction waits for confirmation. Propose one first.',
  },
  'reversal.one-person': {
    zh: '该记录的更正由您本人提出（按人而非账号判断），须由另一人确认。',
    en: 'You proposed the reversal of this deduction yourself (persons count, not accounts); another person must confirm it.',
  },
  'deduction.confirmations-refused': {
    zh: '所列 {count} 条中有 {refused} 条不能认定，全部未写入。请逐条处理后重新提交。',
    en: '{refused} of the {count} deductions cannot be confirmed, so none was. Mend or leave out those listed and send it again.',
  },
  'deduction.listed-twice': {
    zh: '记录 {value} 在清单中出现两次。请只保留一次。',
    en: 'Deduction {value} stands twice in the list. Keep one.',
  },
  'deduction.minutes-in-future': {
    zh: '会议纪要日期 {value} 晚于今天({today})。请更正日期。',
    en: 'The minutes are dated {value}, later than today ({today}). Correct the date.',
  },
  'delivery.witness-unknown': {
    zh: '没有编号为 {personId} 的见证人。请核对编号。',
    en: 'There is no person {personId} to be the witness. Check the identifier.',
  },
  'ruling.member-unknown': {
    zh: '没有编号为 {personId} 的人员。请核对复核人员名单。',
    en: 'There is no person {personId}. Check the list of members.',
  },
  'paper.not-yet': {
    zh: '该记录的状态为 {state}，还没有可打印的 {paper}。请先完成该步骤。',
    en: 'This deduction is {state}; there is no {paper} to print yet. Take that step first.',
  },
  'erasure.too-early': {
    zh: '该扣分须保存至 {retainedUntil} 之前;今天是 {today},届时方可销毁。',
    en: 'This deduction is retained: it may be destroyed from {retainedUntil} on, and today is {today}.',
  },
  'erasure.no-scheme': {
    zh: '该扣分所依据的办法已查不到,无法确定保存期,不得销毁。',
    en: 'No scheme of this deduction is known any more, so nothing says how long it is retained. It stays.',
  },
  'erasure.open': {
    zh: '该扣分尚未办结(状态 {state}),不得销毁。请先确认、不予认定或撤回。',
    en: 'This deduction is still open ({state}). Confirm, dismiss or withdraw it first.',
  },
  'erasure.appeal-open': {
    zh: '该扣分的送达或申诉尚未结束({phase}),不得销毁。',
    en: 'Delivery or appeal of this deduction is not over ({phase}), so it stays.',
  },
  'erasure.reversal-open': {
    zh: '该扣分有待第二人决定的撤销提议,请先处理。',
    en: 'A reversal of this deduction waits for its second person. Settle that first.',
  },
  'erasure.sanction-open': {
    zh: '依据该扣分的处理措施尚未办结,不得销毁。',
    en: 'A sanction that rests on this deduction is not done, so it stays.',
  },
  'erasure.measure-in-force': {
    zh: '该医师的处方权措施仍在执行,该扣分不得销毁。',
    en: 'A measure on the doctor’s right is in force, so this deduction stays.',
  },
  'erasure.already-proposed': {
    zh: '该扣分已于 {on} 提议销毁,请由另一人确认或退回。',
    en: 'Destroying this deduction was proposed on {on} already; another person confirms or refuses it.',
  },
  'erasure.none-proposed': {
    zh: '没有待确认的销毁该扣分的提议。',
    en: 'Nobody has proposed to destroy this deduction.',
  },
  'erasure.one-person': {
    zh: '销毁该记录由您提议,须由另一人确认。',
    en: 'You proposed to destroy this deduction; another person must confirm it.',
  },
  'erasure.own-record': {
    zh: '销毁涉及您本人的档案，您不能签署。请由他人办理。',
    en: 'What would be destroyed is about yourself, so you cannot sign. Somebody else must.',
  },
  'erasure.recused': {
    zh: '您已就该医师申报利害关系，须回避，不能签署销毁。',
    en: 'You have declared an interest about this doctor and cannot sign the destruction.',
  },
  'erasure.remainder-none': {
    zh: '该医师没有已过保存期且不再被任何扣分需要的返还分、结转、处理记录或线索，无可销毁。',
    en: 'No credit, balance from paper, sanction text or lead of this doctor has outlived its retention without a deduction that needs it.',
  },
  'erasure.remainder-sanction-open': {
    zh: '该处理措施尚未办结，返还分、结转与处理记录须保留。',
    en: 'This sanction is not done; credits, balances and sanction texts stay until it is.',
  },
  'erasure.remainder-measure-in-force': {
    zh: '该医师的处方权措施仍在执行，返还分、结转与处理记录须保留。',
    en: 'This measure on the doctor’s right is in force; credits, balances and sanction texts stay.',
  },
  'erasure.remainder-proposed': {
    zh: '已于 {on} 提议销毁该医师过期的返还分、结转与处理记录，请由另一人确认或退回。',
    en: 'Destroying what outlived its retention was proposed on {on} already; another person confirms or refuses it.',
  },
  'erasure.remainder-not-proposed': {
    zh: '没有待确认的销毁提议。请先由一人提议。',
    en: 'Nobody has proposed to destroy what outlived its retention. One person proposes first.',
  },
  'erasure.remainder-one-person': {
    zh: '销毁由您提议，须由另一人确认。',
    en: 'You proposed the destruction; another person must confirm it.',
  },
};
