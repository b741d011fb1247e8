import { useSyncExternalStore } from 'react';
import { type State, stateNow, subscribe } from './session.ts';

/** Who is here, as it is while a component is shown. */
export function useSession(): State {
  return useSyncExternalStore(subscribe, stateNow);
}
