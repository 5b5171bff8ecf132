const Sequencer = require('@jest/test-sequencer').default;

/** What runs longest, longest first: begun last it would keep one core waiting for the other. */
const LONGEST = [
  'functions/cashierRaces',
  'functions/equality/equality',
  'functions/repeats',
  'functions/settleBatch',
  'functions/races',
  'functions/rekey',
  'functions/bytes',
  'seed/play',
  'functions/signIn',
  'functions/handOver',
  'functions/kills',
  'migrations/migration',
  'functions/close',
  'simulate/run.property',
  'functions/sealed',
  'functions/order',
  'functions/opening',
  'functions/sessions',
  'functions/errands',
  'functions/owner',
];

const rankOf = ({ path }) => {
  const at = LONGEST.findIndex((name) => path.endsWith(`/tests/${name}.test.ts`));
  return at < 0 ? LONGEST.length : at;
};

/** The long ones first, the others as jest would have them: also on a machine that has not run them before. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted].sort((a, b) => rankOf(a) - rankOf(b));
  }
};
