const Sequencer = require('@jest/test-sequencer').default;

/** What runs longest, longest first: begun last it would keep one core waiting for the other. */
const LONGEST = [
  'functions/equality/equality',
  'functions/indexes',
  'functions/order',
  'functions/close',
  'functions/reads',
  'functions/budgets',
  'functions/refusals',
  'verify/command',
  'functions/people',
  'functions/merchant',
  'functions/overview',
  'simulate/compare',
  'simulate/run.property',
  'release/release.property',
  'rules/pricePurchase',
  'oracle/oracle',
  'tidy/unused',
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
