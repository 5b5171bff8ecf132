export { demoVariables } from './owner';
export { pictureAddressOf, pictureFile, picturesFolder } from './pictures';
export { seedDemo } from './seed';
