import { z } from 'zod';
import { deductionPapers, type Paper } from '../../../core/paper/paper.ts';
import { sha256 } from '../../../hashing.ts';
import { paperPage } from '../../../papers/page.ts';
import { sheetStyle } from '../../../papers/sheet.ts';
import { deductionPaper, talkPaper } from '../../../usecases/deductions/paper.ts';
import { type Locale, type Reply, type Route, route } from '../../route.ts';
import { id, text } from '../../schemas.ts';

const type = 'text/html; charset=utf-8';
const example =
  '<!doctype html><html lang="zh-CN"><head><title>记分告知书 告〔2026〕8XK4TW-1024号</title></head></html>';

export const paperRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/deductions/{deductionId}/papers/{paper}',
    operationId: 'printDeductionPaper',
    summary:
      'A paper about a deduction to be printed, sealed and signed: 告知书 notice, 认定书 decision, 送达回证 delivery, 复核书 ruling',
    tag: 'deductions',
    permission: 'deduction.read',
    readsDoctor: true,
    stepUp: 'paper',
    params: z.strictObject({ deductionId: id, paper: z.enum(deductionPapers) }),
    reply: { kind: 'file', type, example },
    problems: [409],
    handle: async (context, { params, locale }) => page(locale, await deductionPaper(context, params)),
  }),
  route({
    method: 'get',
    path: '/v1/doctors/{doctorId}/sanctions/papers/interview',
    operationId: 'printInterview',
    summary: 'The record of a reminder talk or interview (约谈记录): blank before it is held, afterwards as recorded',
    tag: 'sanctions',
    permission: 'sanction.read',
    readsDoctor: true,
    stepUp: 'paper',
    params: z.strictObject({ doctorId: id }),
    query: z.strictObject({
      sanctionDueId: text(200).meta({ description: 'As the list of sanctions gives it.' }),
      hospital: id.meta({ description: 'The hospital whose duty it is.' }),
    }),
    reply: { kind: 'file', type, example },
    problems: [422],
    handle: async (context, { params, query, locale }) => {
      const { sanctionDueId, hospital: hospitalId } = query;
      return page(locale, await talkPaper(context, { ...params, sanctionDueId, hospitalId }));
    },
  }),
];

function page(locale: Locale, paper: Paper): Reply {
  return printed(`${paper.kind}.html`, paperPage(locale, paper));
}

/** A page made of `sheetStyle` and nothing else from anywhere. */
export function printed(name: string, content: string, more: Readonly<Record<string, string>> = {}): Reply {
  return {
    kind: 'file',
    name,
    content,
    // To be seen and printed, not saved; and whatever stands in it, it runs nothing and reaches nobody.
    headers: {
      'content-disposition': 'inline',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      ...more,
    },
  };
}

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${Buffer.from(sha256(Buffer.from(sheetStyle))).toString('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'sandbox',
].join('; ');
