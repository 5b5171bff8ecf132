// The simulator against a second implementation that was written from the rules' text alone, without its code.
import { readScenario } from '../../shared/simulate';
import { differences, isValid } from './differences';
import { FAULTY, VALID } from './faults';
import { scenarioOf } from './generate';
import { mutationOf } from './mutate';

const BATCH = 25;
const batches = (count: number): number[] => Array.from({ length: count / BATCH }, (_, index) => index * BATCH);
const seedsOf = (first: number): number[] => Array.from({ length: BATCH }, (_, index) => first + index + 1);

describe('the simulator and the reference agree', () => {
  it.each(batches(300))('on all figures of 25 scenarios after seed %i', (first) => {
    for (const seed of seedsOf(first))
      expect({ seed, differences: differences(JSON.stringify(scenarioOf(seed))) }).toEqual({ seed, differences: [] });
  });

  it.each(batches(600))('on what is valid of 25 changed files after seed %i', (first) => {
    const file = scenarioOf(first);
    for (const seed of seedsOf(first)) {
      const text = mutationOf(seed, file);
      expect({ seed, differences: differences(text) }).toEqual({ seed, differences: [] });
    }
  });

  it.each(Object.entries(VALID))('that valid is: %s', (_, file) => {
    expect(isValid(JSON.stringify(file))).toBe(true);
    expect(differences(JSON.stringify(file))).toEqual([]);
  });

  it.each(Object.entries(FAULTY))('that a fault is: %s', (_, file) => {
    expect(isValid(JSON.stringify(file))).toBe(false);
    expect(readScenario(JSON.stringify(file))).toHaveProperty('faults');
  });
});
