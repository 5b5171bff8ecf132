import type { Step } from '../step';
import { auditLines } from './auditLines';
import { cases } from './cases';
import { kinds } from './kinds';
import { packedPages } from './packedPages';
import { pictures } from './pictures';
import { searchTerms } from './searchTerms';
import { shelf } from './shelf';
import { staff } from './staff';
import { wholeDocuments } from './wholeDocuments';

/** Every step there is, in order: one to each version. A step that has left this house is never changed. */
export const steps: readonly Step[] = [
  pictures,
  packedPages,
  wholeDocuments,
  searchTerms,
  kinds,
  shelf,
  cases,
  staff,
  auditLines,
];
