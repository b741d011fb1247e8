import { QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ProblemError } from './problem.ts';

/** What was read is kept while its page is open and asked for again when somebody comes back to it. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < maxRetries && mayPass(error),
      refetchOnWindowFocus: false,
      // The page says itself that it is offline; waiting silently would look like loading.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const maxRetries = 1;

/** A refusal stays one; what could not be reached may be a moment later. */
function mayPass(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 503;
}

/**
 * A write. `write` gets an Idempotency-Key that stays the same until one attempt was answered, so that pressing a button
 * again after a lost connection cannot do a thing twice. Everything on the page is read anew afterwards.
 */
export function useWrite<Command, Result>(options: {
  readonly write: (command: Command, key: string) => Promise<Result>;
  readonly onDone?: (result: Result) => void;
}) {
  const client = useQueryClient();
  const key = useRef(newKey());
  return useMutation<Result, Error, Command>({
    mutationFn: (command) => options.write(command, key.current),
    onSuccess: async (result) => {
      key.current = newKey();
      await client.invalidateQueries();
      options.onDone?.(result);
    },
    onError: (error) => {
      // Refused: the next attempt is another one, with another body.
      if (error instanceof ProblemError) key.current = newKey();
    },
  });
}

/** Not randomUUID, which browsers withhold on plain HTTP in intranets. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(keyBytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const keyBytes = 16;
