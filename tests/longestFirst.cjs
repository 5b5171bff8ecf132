const Sequencer = require('@jest/test-sequencer').default;

/** What runs longest, longest first: begun last it would keep one core waiting for the other. */
const LONGEST = [
  'functions/cashierRaces',
  'functions/afterSales',
  'seed/play',
  'functions/settleBatch',
  'functions/purchase',
  'functions/races',
  'functions/repeats',
  'functions/purchasePaid',
  'functions/messages',
  'functions/rekey',
  'functions/handOver',
  'functions/bytes',
  'functions/sealed',
  'functions/kills',
  'functions/equality/equality',
  'functions/indexes',
  'migrations/migration',
  'functions/order',
  'functions/errands',
  'functions/vouchers',
  'functions/coupons',
  'functions/reads',
  'functions/signIn',
  'functions/cashier',
  'functions/limits',
  'functions/shippingUpload',
  'functions/parcels',
  'functions/close',
  'simulate/run.property',
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
