/** Source: apimachinery pkg/api/resource/quantity.go. */
import { describe, expect, test } from 'vitest';
import { bytesIn, isEnough, parseQuantity } from '../../server/src/core/quantity.ts';
import { Document } from '../../server/src/core/yaml.ts';

const field = (text: string) => new Document('', `a: ${text}\n`).root.get('a');

describe('a quantity', () => {
  test.each([
    ['1', 1],
    ['1Ki', 1024],
    ['1k', 1000],
    ['1Mi', 2 ** 20],
    ['1M', 1e6],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['1G', 1e9],
    ['.5Ti', 2 ** 39],
    ['5.', 5],
    ['1P', 1e15],
    ['1Ei', 2 ** 60],
    ['500m', 0.5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e-3', 0.001],
    ['1E', 1e18],
    ['-1', -1],
    ['+1Mi', 2 ** 20],
    [' 1Gi ', 2 ** 30],
  ])('%s', (text, value) => {
    expect(parseQuantity(text)?.value).toBe(value);
  });

  test.each(['', 'Gi', 'ten', '1 Gi', '1GB', '1Gib', '1gi', '1mi', '1K', '1,5Gi', '1e', '0x1', '1.2.3', '١'])(
    'is not %j',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  test('keeps its number and its suffix as they are written', () => {
    expect(parseQuantity('1.50Gi')).toMatchObject({ number: '1.50', suffix: 'Gi' });
    expect(parseQuantity('1e3')).toMatchObject({ number: '1', suffix: 'e3' });
  });
});

describe('bytes', () => {
  test('of a number are as many', () => {
    expect(bytesIn(field('10'))).toBe(10);
  });
  test('are whole', () => {
    expect(bytesIn(field('1500m'))).toBe(2);
  });
  test('of what is absent or no quantity are none', () => {
    for (const text of ['', '10GB', '"$(SIZE)"', '[1Gi]']) expect(bytesIn(field(text)), text).toBe(0);
  });
});

describe('a volume is large enough', () => {
  test.each([
    ['1Gi', '1G', true],
    ['1G', '1Gi', false],
    ['1Gi', '1024Mi', true],
    ['"$(SIZE)"', '1Gi', true],
    ['', '1Gi', false],
    ['1Gi', '"$(SIZE)"', true],
  ])('%s for %s: %s', (capacity, wanted, expected) => {
    expect(isEnough(field(capacity), field(wanted))).toBe(expected);
  });
});
