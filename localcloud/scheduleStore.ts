import type { KeptClock, ScheduleStore, Task } from './clock';
import type { Engine } from './engine';
import { Records } from './sandbox';

const CLOCK_ID = 'clock';

/** Keeps the clock and the tasks in the database folder, beside the documents they belong to. */
export async function openScheduleStore(engine: Engine): Promise<ScheduleStore> {
  const clocks = await Records.open<KeptClock & { _id: string }>(engine, 'clock');
  const tasks = await Records.open<Task>(engine, 'tasks');
  return {
    loadClock: () => clocks.get(CLOCK_ID) ?? null,
    saveClock: (state) => clocks.put({ _id: CLOCK_ID, ...state }),
    loadTasks: () => tasks.find(),
    saveTask: (task) => tasks.put(task),
    removeTask: (id) => tasks.remove({ _id: id }),
  };
}
