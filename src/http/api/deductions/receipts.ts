import { z } from 'zod';
import { ownHeads, ownReceipts, receiptsOfDeduction } from '../../../usecases/deductions/receipt.ts';
import { pageLinks, placeIn } from '../../cursor.ts';
import { json, type Route, route } from '../../route.ts';
import { id, links, page } from '../../schemas.ts';

const receipt = z
  .object({
    seq: z.int().meta({ description: 'Position of the entry in the ledger.' }),
    kind: z.string().meta({ description: 'What the entry says happened.' }),
    at: z.iso.datetime(),
    file: z.string().meta({
      description:
        'To be kept as a .tlog-proof file (c2sp.org/tlog-proof@v1) with the entry and its salt. Check it with ' +
        '`rx12 verify-receipt FILE --key VKEY` or with the page /verify-receipt, both without this service.',
    }),
  })
  .meta({ id: 'Receipt' });

const issued = {
  items: z.array(receipt),
  pending: z.array(z.int()).meta({ description: 'Entries of the last second, in no checkpoint yet: ask again.' }),
  vkeys: z
    .array(z.string())
    .meta({ description: 'The keys that signed. Compare them with those the commission publishes.' }),
};

const example = {
  items: [
    {
      seq: 20_480,
      kind: 'deduction.recorded',
      at: '2026-11-20T01:00:00.000Z',
      file: 'c2sp.org/tlog-proof@v1\nextra Af8…\nindex 20480\n…\n\nrx12.example.cn/ganzhou\n20481\n…\n\n— rx12.example.cn/ganzhou …\n',
    },
  ],
  pending: [],
  vkeys: ['rx12.example.cn/ganzhou+1a2b3c4d+AZ…'],
};

const place = z.strictObject({ after: z.int().nonnegative() });
const defaultPage = 50;

export const receiptRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/deductions/{deductionId}/receipts',
    operationId: 'getReceipts',
    summary: 'Proofs that the record of a finding and every later step stand in the published ledger',
    tag: 'receipts',
    permission: 'deduction.read',
    readsDoctor: true,
    params: z.strictObject({ deductionId: id }),
    reply: { kind: 'json', status: 200, schema: z.object(issued), example },
    handle: async (context, { params }) => json(await receiptsOfDeduction(context, params.deductionId)),
  }),
  route({
    method: 'get',
    path: '/v1/me/receipts',
    operationId: 'listOwnReceipts',
    summary: 'Proofs for every entry of the own record, in ledger order',
    tag: 'receipts',
    permission: 'deduction.answer',
    readsDoctor: true,
    query: z.strictObject(page),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ ...issued, links }),
      example: { ...example, links: { next: null } },
    },
    handle: async (context, { query }) => {
      const { limit = defaultPage, cursor } = query;
      const { after, ...found } = await ownReceipts(context, { limit, after: placeIn(place, cursor)?.after ?? -1 });
      const { links: to, headers } = pageLinks('/v1/me/receipts', query, after === null ? undefined : { after });
      return json({ ...found, links: to }, { headers });
    },
  }),
  route({
    method: 'get',
    path: '/v1/me/head',
    operationId: 'getOwnHead',
    summary: 'The log’s signed statement of where the own record ends: with all receipts it shows that none is missing',
    tag: 'receipts',
    permission: 'deduction.answer',
    readsDoctor: true,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        heads: z
          .array(
            z.object({
              stream: z.object({ kind: z.literal('doctor'), id: z.string() }),
              n: z.int().meta({ description: 'Entries in the record.' }),
              seq: z.int().nullable().meta({ description: 'Position of the newest; null while there is none.' }),
              statement: z.string().meta({ description: 'A C2SP signed note.' }),
            }),
          )
          .meta({ description: 'The own record, then each that was merged into it.' }),
        vkeys: issued.vkeys,
      }),
      example: {
        heads: [
          {
            stream: { kind: 'doctor', id: 'doc_1' },
            n: 12,
            seq: 20_480,
            statement:
              'rx12/stream-head/v1\nrx12.example.cn/ganzhou\ndoctor doc_1\n12\n20480\n…\n20481\n2026-11-20T01:00:00.000Z\n\n— rx12.example.cn/ganzhou …\n',
          },
        ],
        vkeys: example.vkeys,
      },
    },
    handle: async (context) => json(await ownHeads(context)),
  }),
];
