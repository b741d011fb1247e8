import type { AppealBody } from '../../procedure/appeal/due-process.ts';
import type { AccessGrant } from './access.ts';

/**
 * In which body a grant that may rule on appeals seats its holder: a panellist of the hospital in its panel, one of a
 * county or the city among the quality-control experts, an officer in the commission.
 */
export function bodyOf({ role, scope }: Pick<AccessGrant, 'role' | 'scope'>): AppealBody {
  if (role !== 'appeal-panellist') return 'commission';
  return scope.kind === 'hospital' ? 'hospital-panel' : 'quality-control-experts';
}
