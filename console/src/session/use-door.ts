import { useState } from 'react';

/** A call of a door from a form: whether it is under way, and what it refused last. */
export function useDoor<Command>(call: (command: Command) => Promise<unknown>) {
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = async (command: Command): Promise<void> => {
    setWaiting(true);
    setError(undefined);
    try {
      await call(command);
    } catch (refused) {
      setError(refused);
    } finally {
      setWaiting(false);
    }
  };
  return { go, waiting, error };
}
