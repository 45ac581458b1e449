/** Volumes and mounts by themselves: what is refused, by which name, and at which place of the text. */
import { describe, expect, test } from 'vitest';
import { decode } from '../../../server/src/core/api/decode.ts';
import { Check } from '../../../server/src/core/api/field-error.ts';
import { Path } from '../../../server/src/core/api/path.ts';
import type { PodSpec, StatefulSetSpec } from '../../../server/src/core/api/types.ts';
import { volumeDevices, volumeMounts } from '../../../server/src/core/api/validate/volume-mounts.ts';
import {
  type PlacedVolume,
  placedVolumes,
  statefulVolumes,
  volumes,
} from '../../../server/src/core/api/validate/volumes.ts';
import { readManifest, resourcesOf } from '../../../server/src/core/manifest.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';

/** What is found in the volumes and mounts of a Pod, by the server's name of the field, and the place in the text. */
function errorsIn(spec: PodSpec, at: Path, placed: readonly PlacedVolume[], version: KubernetesVersion) {
  const check = new Check(version);
  const known = volumes(check, placed);
  (spec.containers ?? []).forEach((container, i) => {
    const mounting = { volumes: known, mounts: container.volumeMounts, devices: container.volumeDevices };
    volumeMounts(check, at.child('containers').index(i).child('volumeMounts'), mounting);
    volumeDevices(check, at.child('containers').index(i).child('volumeDevices'), mounting);
  });
  return check.errors;
}

function spec<Spec>(text: string, type: string, version: KubernetesVersion): Spec {
  const [document] = readManifest('file:///m.yaml', `apiVersion: v1\nkind: Any\n${text}`).documents;
  const field = document ? resourcesOf(document)[0]?.field.get('spec') : undefined;
  if (!field) throw new Error('no spec');
  return decode(field, type, version).value as Spec;
}

const at = Path.top.child('spec');
const errorsOf = (text: string, version: KubernetesVersion = '1.37') => {
  const pod = spec<PodSpec>(text, 'PodSpec', version);
  return errorsIn(pod, at, placedVolumes(at.child('volumes'), pod.volumes), version);
};
const namesOf = (errors: ReturnType<typeof errorsOf>) => errors.map(({ type, path }) => `${type} ${path}`);

describe('volumes', () => {
  test('a volume without a source is an emptyDir', () => {
    expect(errorsOf('spec: { volumes: [{ name: tmp }, { name: run, nfs: null }] }')).toEqual([]);
  });

  test('of two sources, the second in the order of the server has to go', () => {
    const errors = errorsOf('spec: { volumes: [{ name: tmp, downwardAPI: {}, emptyDir: {} }] }');
    // The server's slip.
    expect(namesOf(errors)).toEqual(['Forbidden spec.volumes[0].downwarAPI']);
    expect(errors[0]?.path.steps).toEqual(['spec', 'volumes', 0, 'downwardAPI']);
    expect(errors[0]?.repairs).toEqual([{ kind: 'remove' }]);
  });

  test('a mode that was meant to be octal is taken as that', () => {
    const [error] = errorsOf('spec: { volumes: [{ name: tmp, configMap: { name: web, defaultMode: 644 } }] }');
    expect(error?.message).toBe(
      '644 is no mode of a file: 0 to 0777 (511 in decimal). As chmod would read it, it is written 0644.',
    );
    expect(error?.repairs).toEqual([{ kind: 'replace', value: 0o644 }]);
  });

  test('files of the downward API are told at their item', () => {
    const [error] = errorsOf(
      'spec: { volumes: [{ name: me, downwardAPI: { items: [{ path: a, fieldRef: { fieldPath: metadata.label } }] } }] }',
    );
    expect(`${error?.path}`).toBe('spec.volumes[0].downwardAPI.fieldRef.fieldPath');
    expect(error?.path.steps.slice(-4)).toEqual(['items', 0, 'fieldRef', 'fieldPath']);
    expect(error?.repairs).toEqual([{ kind: 'replace', value: 'metadata.labels' }]);
  });

  test('two sources that make the same file are told at the second', () => {
    const errors = errorsOf(`
spec:
  volumes:
    - name: all
      projected:
        sources:
          - secret: { name: a, items: [{ key: k, path: f }] }
          - configMap: { name: b, items: [{ key: k, path: f }] }
`);
    expect(namesOf(errors)).toEqual(['Invalid value spec.volumes[0].projected']);
    expect(errors[0]?.path.steps.slice(-5)).toEqual([1, 'configMap', 'items', 0, 'path']);
  });

  test('the claim of an ephemeral volume has labels and annotations, and nothing else of its own', () => {
    const errors = errorsOf(`
spec:
  volumes:
    - name: scratch
      ephemeral:
        volumeClaimTemplate:
          metadata: { labels: { app: web }, name: scratch, namespace: "", generation: 0, finalizers: [], uid: a }
          spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`);
    const at = 'spec.volumes[0].ephemeral.volumeClaimTemplate.metadata';
    expect(namesOf(errors)).toEqual([`Forbidden ${at}.name`, `Forbidden ${at}.finalizers`, `Forbidden ${at}.uID`]);
    expect(errors.at(-1)?.path.steps.at(-1)).toBe('uid');
  });

  test('a volume of an image is looked at since 1.35; before, it is forgotten with its mounts', () => {
    const text = `
spec:
  containers:
    - name: web
      volumeMounts:
        - { name: files, mountPath: /files, subPath: /a }
        - { name: tmp }
  volumes:
    - { name: files, image: { reference: web:1, pullPolicy: Sometimes } }
    - { name: Tmp }
`;
    expect(namesOf(errorsOf(text, '1.34'))).toEqual([
      'Invalid value spec.volumes[0].name',
      'Not found spec.containers[0].volumeMounts[0].name',
      'Required value spec.containers[0].volumeMounts[0].mountPath',
    ]);
    expect(namesOf(errorsOf(text, '1.35'))[0]).toBe('Unsupported value spec.volumes[0].image.pullPolicy');
  });
});

describe('volumes of a StatefulSet', () => {
  const errors = (text: string) => {
    const set = spec<StatefulSetSpec>(text, 'StatefulSetSpec', '1.37');
    const pod = set.template?.spec ?? {};
    const list = at.child('template', 'spec', 'volumes');
    const templates = at.child('volumeClaimTemplates');
    const placed = statefulVolumes(list, pod.volumes, templates, set.volumeClaimTemplates);
    return errorsIn(pod, at.child('template', 'spec'), placed, '1.37');
  };

  test('claim templates come first, and take the place of volumes of their name', () => {
    const found = errors(`
spec:
  volumeClaimTemplates: [{ metadata: { name: data } }, { metadata: { name: data } }]
  template:
    spec:
      volumes:
        - { name: data, configMap: {} }
        - { name: web, configMap: {} }
      containers: [{ name: web, volumeMounts: [{ name: data, mountPath: /data }] }]
`);
    expect(namesOf(found)).toEqual(['Required value spec.template.spec.volumes[1].configMap.name']);
    expect(found[0]?.path.steps).toEqual(['spec', 'template', 'spec', 'volumes', 1, 'configMap', 'name']);
  });

  test('a wrong name of a claim template is told where it stands, and mounts of it are not told', () => {
    const found = errors(`
spec:
  volumeClaimTemplates: [{ metadata: { name: My Data } }]
  template: { spec: { containers: [{ name: web, volumeMounts: [{ name: My Data, mountPath: /data }] }] } }
`);
    expect(namesOf(found)).toEqual([
      'Invalid value spec.template.spec.volumes[0].name',
      'Not found spec.template.spec.containers[0].volumeMounts[0].name',
    ]);
    expect(found[0]?.path.steps).toEqual(['spec', 'volumeClaimTemplates', 0, 'metadata', 'name']);
    expect(found[1]?.follows).toBe(found[0]);
  });
});

describe('mounts and devices', () => {
  test('the volume that was probably meant is offered', () => {
    const [error] = errorsOf(`
spec:
  volumes: [{ name: data }, { name: config }]
  containers: [{ name: web, volumeMounts: [{ name: dta, mountPath: /data }] }]
`);
    expect(error?.message).toBe('The Pod has no volume "dta". It has "data", "config".');
    expect(error?.repairs).toEqual([{ kind: 'replace', value: 'data' }]);
  });

  test('paths within a volume are told at their mount, although the server leaves its index out', () => {
    const [error] = errorsOf(`
spec:
  volumes: [{ name: data }]
  containers:
    - name: web
      volumeMounts: [{ name: data, mountPath: /a }, { name: data, mountPath: /b, subPath: /c }]
`);
    expect(`${error?.path}`).toBe('spec.containers[0].volumeMounts.subPath');
    expect(error?.path.steps.slice(-3)).toEqual(['volumeMounts', 1, 'subPath']);
    expect(error?.repairs).toEqual([{ kind: 'replace', value: 'c' }]);
  });

  test('only claims can be devices', () => {
    const text = (volume: string) => `
spec:
  volumes: [{ name: disk, ${volume} }]
  containers: [{ name: web, volumeDevices: [{ name: disk, devicePath: /dev/xvda }] }]
`;
    expect(errorsOf(text('persistentVolumeClaim: { claimName: disk }'))).toEqual([]);
    expect(namesOf(errorsOf(text('emptyDir: {}')))).toEqual(['Invalid value spec.containers[0].volumeDevices[0].name']);
  });
});
