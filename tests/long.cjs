/**
 * Tests that take their callers to every seam, or kill them there, for half a minute and more: `npm run test:long`. What
 * they try by the hundred, `npm test` tries by the piece in the files of each function. By path below tests/.
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
];
