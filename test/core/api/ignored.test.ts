/** What API servers take and do not keep, against recorded answers, which are not part of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ignoredFields } from '../../../server/src/core/api/ignored-fields.ts';
import { typeOfKind } from '../../../server/src/core/api/schema.ts';
import { readManifest } from '../../../server/src/core/manifest.ts';
import { remember } from '../../../server/src/core/remember.ts';
import type { KubernetesVersion } from '../../../server/src/core/settings.ts';
import type { Field } from '../../../server/src/core/yaml.ts';

interface Recording {
  readonly id: string;
  readonly yaml: string;
  readonly answers: readonly {
    readonly versions: readonly KubernetesVersion[];
    readonly accepted: boolean;
    readonly dropped?: readonly string[];
    readonly changed?: readonly { readonly field: string; readonly sent: unknown; readonly stored: unknown }[];
  }[];
}

const file = `${process.env.ORDINAL_CONFORMANCE ?? '../shared/conformance'}/admission/create.jsonl`;
const recordings = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Recording => JSON.parse(line))
  : [];

/** Not lost: what `stringData` says stands in `data`. */
const isKept = (field: string) => field === 'stringData';
/** The server's own: told as hints, whether or not what is sent happens to be what it writes. */
const isOwned = (field: string) =>
  /^status|^metadata\.(creationTimestamp|deletion\w+|generation|managedFields|selfLink|uid)/.test(field);
/** A volume of an image takes its mounts along, and what is compared is a list that has become shorter. */
const overVolumes = (field: string, isImage: boolean) =>
  isImage ? field.replace(/\.(volumes)(\[\d+\](\.image)?)?$/, '.$1').replace(/.*volumeMounts.*/, '') : field;

const roots = new Map<string, Field | undefined>();
function told(yaml: string, version: KubernetesVersion): { fields: Set<string>; owned: Set<string>; image: boolean } {
  const root = remember(roots, yaml, () => readManifest('', yaml).documents[0]?.root);
  const type = root && typeOfKind(root.get('apiVersion').text ?? '', root.get('kind').text ?? '');
  const found = type ? ignoredFields(root, type, version) : [];
  const image = found.some(({ fact }) => fact.takes === 'item');
  const fields = found
    // What says nothing is not recorded.
    .filter(({ field }) => field.scalar !== false)
    .map(({ dropped }) => dropped.path);
  return {
    fields: new Set(fields.filter((field) => !isOwned(field)).map((field) => overVolumes(field, image))),
    owned: new Set(fields.filter(isOwned)),
    image,
  };
}

describe.skipIf(recordings.length === 0)(`recordings of API servers (${file})`, () => {
  const accepted = recordings.flatMap(({ id, yaml, answers }) =>
    answers.flatMap(({ versions, accepted, dropped = [], changed = [] }) =>
      accepted
        ? versions.map((version) => ({
            id,
            yaml,
            version,
            lost: [...dropped, ...changed.flatMap(({ field }) => (field.endsWith('.procMount') ? [field] : []))].filter(
              (field) => !isKept(field),
            ),
          }))
        : [],
    ),
  );

  test('what they drop is told, and nothing else', () => {
    const wrong = accepted.flatMap(({ id, yaml, version, lost }) => {
      const { fields, image } = told(yaml, version);
      const wanted = new Set(lost.filter((field) => !isOwned(field)).map((field) => overVolumes(field, image)));
      wanted.delete('');
      const missed = [...wanted].filter((field) => !fields.has(field));
      const surplus = [...fields].filter((field) => !wanted.has(field));
      return missed.length + surplus.length > 0 ? [{ id, version, missed, surplus }] : [];
    });
    expect(accepted.filter(({ lost }) => lost.length > 0).length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });

  test('what they write themselves is told', () => {
    const missed = accepted.flatMap(({ id, yaml, version, lost }) => {
      const { owned } = told(yaml, version);
      return lost
        .filter(isOwned)
        .filter((field) => ![...owned].some((each) => field.startsWith(each)))
        .map((field) => ({ id, version, field }));
    });
    expect(missed).toEqual([]);
  });
});
