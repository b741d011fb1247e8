import { z } from 'zod';
import { secondFactorPolicies } from '../../../core/register/people/check.ts';
import { json, type Route, route } from '../../route.ts';

const minuteMs = 60_000;

export const settingsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/security-settings',
    operationId: 'readSecuritySettings',
    summary: 'What is asked of whoever logs in, as the service was started; it is changed where the service runs',
    tag: 'access',
    permission: 'settings.read',
    reply: {
      kind: 'json',
      status: 200,
      schema: z
        .object({
          secondFactor: z.enum(secondFactorPolicies).meta({ description: 'Who must have one (RX12_SECOND_FACTOR).' }),
          stepUpMin: z.int().meta({ description: 'How long a check is good for a weighty step (RX12_STEP_UP_MIN).' }),
          sessionIdleMin: z.int().meta({ description: 'RX12_SESSION_IDLE_MIN.' }),
          sessionsPerAccount: z.int().meta({ description: 'RX12_SESSIONS_PER_ACCOUNT.' }),
          password: z.object({
            minLength: z.int(),
            minLengthAlone: z.int().meta({ description: 'Without a second factor.' }),
            classes: z.int().meta({ description: 'Kinds of characters it must have; 0: any.' }),
            history: z.int().meta({ description: 'So many former ones may not be the next.' }),
            maxAgeDays: z.int().nullable().meta({ description: 'null: never for its age alone.' }),
          }),
          issuer: z.string().nullable().meta({ description: 'Where else people may log in (RX12_OIDC_ISSUER).' }),
          webhookTargets: z.array(z.string()).meta({ description: 'Who may be told of changed rights.' }),
          syslogLost: z.int().meta({ description: 'Audit messages since the start that syslog did not get.' }),
        })
        .meta({ id: 'SecuritySettings' }),
      example: {
        secondFactor: 'privileged',
        stepUpMin: 30,
        sessionIdleMin: 30,
        sessionsPerAccount: 5,
        password: { minLength: 10, minLengthAlone: 10, classes: 3, history: 5, maxAgeDays: 90 },
        issuer: null,
        webhookTargets: [],
        syslogLost: 0,
      },
    },
    handle: async ({ doorRules, issuer, webhookTargets, toldInVain }) => {
      const { secondFactor, stepUpMs, idleMs, sessionsPerAccount, passwords } = doorRules;
      return json({
        secondFactor,
        stepUpMin: stepUpMs / minuteMs,
        sessionIdleMin: idleMs / minuteMs,
        sessionsPerAccount,
        password: passwords,
        issuer: issuer?.issuer ?? null,
        webhookTargets,
        syslogLost: toldInVain(),
      });
    },
  }),
];
