// Every stored document. Money collections are closed to clients (database.json): only functions read and write them.
// Amounts are whole numbers of the unit that ends the field's name.
export * from './afterSales';
export * from './approvals';
export * from './books';
export * from './goods';
export * from './keeping';
export * from './messages';
export * from './orderParts';
export * from './orders';
export * from './people';
export * from './reviews';
export * from './service';
export * from './vouchers';
export * from './withdrawals';
