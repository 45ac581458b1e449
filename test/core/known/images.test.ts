import { describe, expect, test } from 'vitest';
import { declaredVolume, imageName, imageTag, postgresVersion, userOf } from '../../../server/src/core/known/images.ts';
import { resourcesOf } from '../../../server/src/core/manifest.ts';
import { workspaceOf } from '../../harness.ts';

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

function container(image: string) {
  const pod = `apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: db, image: "${image}" }] }\n`;
  const [document] = workspaceOf(new Map([['pod.yaml', pod]])).manifest('pod.yaml')?.documents ?? [];
  const [resource] = document ? resourcesOf(document) : [];
  const found = resource?.type === 'Workload' ? resource.pods.containers[0] : undefined;
  if (!found) throw new Error('a Pod has a container');
  return found;
}

describe('what is known of an image', () => {
  test.each([
    ['postgres:17.6', 17],
    ['postgres:18-alpine', 18],
    ['postgres:9.6', 9],
    ['postgis/postgis:18-3.6', 18],
    ['pgvector/pgvector:0.8.1-pg17', 17],
    ['timescale/timescaledb:2.22.1-pg16', 16],
    ['postgres', undefined],
    ['postgres:latest', undefined],
    ['mysql:8.4', undefined],
  ])('the version of PostgreSQL in %s', (image, version) => {
    expect(postgresVersion(container(image))).toBe(version);
  });

  test.each([
    ['docker.io/bitnami/kafka:4.0', 1001],
    ['prom/prometheus', 65534],
    ['quay.io/prometheus/prometheus:v3.5.0', 65534],
    ['solr:9', 8983],
    ['somebody/prometheus', undefined],
    ['postgres:17', undefined],
  ])('the user of %s', (image, user) => {
    expect(userOf(container(image))).toBe(user);
  });

  test.each([
    ['postgres:17', '/var/lib/postgresql/data'],
    ['postgres:18', '/var/lib/postgresql'],
    ['mongo', '/data/db'],
    ['bitnami/mysql:8', undefined],
    ['somebody/mongo', undefined],
    ['qdrant/qdrant', undefined],
  ])('the VOLUME of %s', (image, path) => {
    expect(declaredVolume(container(image))).toBe(path);
  });
});
