/**
 * Tests that take half a minute and more, most of them since callers are met at every seam, or killed there: `npm run
 * test:long`. By path below tests/.
 */
module.exports = [
  'functions/cashierRaces',
  'functions/settleBatch',
  'functions/races',
  'functions/repeats',
  'functions/purchasePaid',
  'functions/rekey',
  'functions/handOver',
  'functions/sealed',
  'functions/kills',
  'functions/lostUpdates',
  'functions/bytes',
  'functions/afterSales',
  'functions/purchase',
  'functions/messages',
  'functions/simulation',
  'functions/exits',
  'functions/till',
  'functions/withdrawal',
  'functions/cashBalanceRaces',
  'functions/closing',
  'functions/proofRaces',
  'functions/payPassword',
  'functions/guesses',
  'seed/play',
];
