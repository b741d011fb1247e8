/** What the processes over one store agree on. Where one process holds the store alone, every answer is yes. */
export interface Coordination {
  /**
   * Takes a task that one process at a time does, such as sending what is due; undefined: another has it. It falls free
   * when it is released and when whoever holds it dies.
   */
  takeTask(task: SharedTask): Promise<TaskHold | undefined>;
}

export type SharedTask = 'sending' | 'pruning' | 'forgetting';

export interface TaskHold {
  release(): Promise<void>;
}

export const alone: Coordination = {
  takeTask: async () => ({ release: async () => {} }),
};
