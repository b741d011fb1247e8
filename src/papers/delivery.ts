import type { Language } from '../core/explanation.ts';
import type { DeliveryPaper } from '../core/paper/paper.ts';
import type { Markup } from './markup.ts';
import { dateOf, line, paragraph, sheet, table } from './sheet.ts';
import { say, untilWhen } from './words.ts';

/** 送达回证: blank to be signed, or refused before a witness; once delivery is recorded, filled in by the record. */
export function deliveryPage(language: Language, paper: DeliveryPaper): string {
  const { served, deliverBy, delivered } = paper;
  const how = delivered === null ? null : say(language, `paper.delivery.how.${delivered.how}`);
  return sheet(language, paper.kind, paper.head, {
    body: [
      table(language, [
        ['paper.delivery.served', `${say(language, `paper.${served.kind}.title`)} ${served.number}`],
        ['paper.delivery.decided-on', dateOf(language, served.on)],
        ['paper.delivery.by', deliverBy === null ? '—' : untilWhen(language, deliverBy)],
        ['paper.delivery.how', how ?? say(language, 'paper.delivery.how-blank')],
        ['paper.received-on', dateOf(language, delivered?.receivedOn ?? null)],
        ['paper.delivery.recorded-on', dateOf(language, delivered?.recordedOn ?? null)],
      ]),
      paragraph(say(language, 'paper.delivery.refusal')),
    ],
    signatures: signatures(language, paper),
  });
}

function signatures(language: Language, { delivered }: DeliveryPaper): Markup[] {
  return [
    line(language, 'paper.received-by'),
    line(language, 'paper.received-on', delivered?.receivedOn ?? null),
    line(language, 'paper.delivery.reason'),
    line(language, 'paper.delivery.witness', delivered?.witness ?? null),
    line(language, 'paper.delivery.server', delivered?.recordedBy ?? null),
    line(language, 'paper.delivery.document', delivered?.document ?? null),
  ];
}
