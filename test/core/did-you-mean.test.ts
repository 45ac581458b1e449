import { describe, expect, test } from 'vitest';
import { nearest } from '../../server/src/core/did-you-mean.ts';

const meant = (name: string, ...candidates: readonly string[]) => nearest(name, candidates, (each) => each);

describe('a name was meant', () => {
  test.each([
    ['two letters are swapped', 'ngnix', 'nginx'],
    ['a letter is missing', 'ngin', 'nginx'],
    ['a letter is there twice', 'nginxx', 'nginx'],
    ['a letter is another one', 'nginy', 'nginx'],
    ['a letter is large', 'Nginx', 'nginx'],
    ['a dash is missing', 'fastssd', 'fast-ssd'],
    ['two slips in a long name', 'postgers-hedless', 'postgres-headless'],
    ['one slip in a short name', 'wbe', 'web'],
  ])('when %s', (_, name, candidate) => {
    expect(meant(name, candidate)).toBe(candidate);
  });
  test('that is the nearest', () => {
    expect(meant('postgrse', 'postgrace', 'postgres', 'postmaster')).toBe('postgres');
  });
  test('that is the first of the equally near', () => {
    expect(meant('data', 'date', 'dato')).toBe('date');
  });
});

describe('no name was meant', () => {
  test.each([
    ['there is none', 'nginx'],
    ['it is the name itself', 'nginx', 'nginx'],
    ['only the numbers differ', 'web-1', 'web-2'],
    ['a number has more digits', 'web-9', 'web-10'],
    ['a suffix is missing', 'nginx', 'nginx-headless'],
    ['two of four letters differ', 'wine', 'wind-a'],
    ['three slips', 'postgres', 'pstgrse-a'],
    ['the one letter that there is differs', 'a', 'b'],
    ['it is empty', '', 'a'],
  ])('when %s', (_, name, ...candidates) => {
    expect(meant(name, ...candidates)).toBeUndefined();
  });
});
