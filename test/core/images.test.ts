import { describe, expect, test } from 'vitest';
import { imageName, imageTag } from '../../server/src/core/images.ts';

describe('an image reference', () => {
  test.each([
    ['postgres', 'postgres', undefined],
    ['postgres:17.6', 'postgres', '17.6'],
    ['docker.io/library/postgres:17', 'postgres', '17'],
    ['registry.example:5000/postgres', 'postgres', undefined],
    ['registry.example:5000/team/postgres:17@sha256:0123', 'postgres', '17'],
    ['postgres@sha256:0123', 'postgres', undefined],
  ])('%s', (reference, name, tag) => {
    expect([imageName(reference), imageTag(reference)]).toEqual([name, tag]);
  });
});
