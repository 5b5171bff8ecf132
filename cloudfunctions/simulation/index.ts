import { serve } from '../_actions/handler';
import { start } from './start';
import { history, newest, step } from './step';

/** A draft of plans played beside those that run, on what the shop has sold. Changes nothing of the shop. */
export const main = serve<'simulation'>({
  'simulation.start': start,
  'simulation.step': step,
  'simulation.newest': newest,
  'simulation.history': history,
});
