import { json, type Route, route } from '../../route.ts';
import { completenessRoutes } from './cost-completeness.ts';
import { drillRoutes } from './cost-drill.ts';
import { drugRoutes } from './cost-drugs.ts';
import { peerRoutes } from './cost-peers.ts';
import * as form from './cost-schemas.ts';
import { trendRoutes } from './cost-trends.ts';
import { wardTableRoutes } from './cost-wards.ts';

export const costRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/cost/measures',
    operationId: 'listMeasures',
    summary: 'What can be asked: each measure with its formula, caveats, owner and source',
    tag: 'cost',
    permission: 'cost.read',
    reply: { kind: 'json', status: 200, schema: form.measureList, example: form.measureListExample },
    handle: async (context) => json({ items: [...context.cost.measures.values()] }),
  }),
  ...trendRoutes,
  ...peerRoutes,
  ...wardTableRoutes,
  ...drillRoutes,
  ...drugRoutes,
  ...completenessRoutes,
];
