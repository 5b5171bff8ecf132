export { demoVariables } from './owner';
export { seedDemo } from './seed';
