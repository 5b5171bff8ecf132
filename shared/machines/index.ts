export * from './afterSales';
export * from './close';
export * from './coupon';
export * from './machine';
export * from './order';
export * from './refund';
export * from './topUp';
export * from './voucher';
