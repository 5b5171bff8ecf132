/**
 * A state machine as data: for each state, the events it knows and the state each leads to. An event that a state does
 * not name is refused there; a state that names none is final.
 */
export type Machine<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** The state that an event leads to, or undefined where it is refused. */
export function next<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  from: State,
  event: Event,
): State | undefined {
  return machine[from][event];
}

/** Every state that can be reached from one, itself included. */
export function reachable<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  from: State,
): ReadonlySet<State> {
  const seen = new Set<State>([from]);
  for (const state of seen) {
    for (const to of Object.values(machine[state]) as State[]) seen.add(to);
  }
  return seen;
}
