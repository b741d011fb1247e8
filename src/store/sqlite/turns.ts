/** Who may write when: some alone, others beside each other, in the order in which they came. */
export interface Turns {
  /** Waits until all that came before has ended, however it ended; what comes later waits for it. */
  alone<T>(work: () => T | Promise<T>): Promise<T>;
  /** Waits only for what has to be alone. */
  beside<T>(work: () => T | Promise<T>): Promise<T>;
}

export function turns(): Turns {
  /** When the last that was alone has ended, and then when all beside each other since have. */
  let lastAlone: Promise<void> = Promise.resolve();
  let allBeside: Promise<void> = Promise.resolve();
  return {
    alone: (work) => {
      const mine = Promise.all([lastAlone, allBeside]).then(work);
      lastAlone = ended(mine);
      allBeside = Promise.resolve();
      return mine;
    },
    beside: (work) => {
      const mine = lastAlone.then(work);
      allBeside = ended(Promise.all([allBeside, ended(mine)]));
      return mine;
    },
  };
}

function ended(work: Promise<unknown>): Promise<void> {
  return work.then(nothing, nothing);
}

function nothing(): void {}
