// Writes the shape of the Kubernetes API into server/src/core/api/schema.json: fields, types, versions, allowed values. No prose.
//
//   node scripts/generate-schema.mjs [FOLDER]
//
// Inputs: FOLDER (or $ORDINAL_OPENAPI) with `v1.31.json`, `v1.32.json`, …: the `definitions` of `GET /openapi/v2` of a kube-apiserver
// of each version; scripts/schema-defaults.json, the defaults, which those files do not tell; and scripts/schema-by-hand.json, the
// kinds that they leave out, in the notation of the result:
//   "StatefulSetSpec": { "replicas": "int32", "selector": "LabelSelector!", "ordinals": "StatefulSetOrdinals", … }
//   type     string, int32, int64, bool, double, bytes, Quantity, IntOrString, Time, MicroTime, any, or a type of this table;
//            `[]` before it: a list, `{}` before it: a map from strings
//   !        required, as far as the schema says so
//   =a|b     the values that are named for it
//   <1.34    known up to 1.33;   >1.34   known since 1.34 (from the first version of the table on: nothing)
//   #name    the key that tells the items of a list apart
//   :1       what holds where nothing is written, whatever else is
// Adding a version: put its file there, add it to `kubernetesVersions` in settings.ts, run this, and see what the tests say.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = process.argv[2] ?? process.env.ORDINAL_OPENAPI ?? '../shared/data/openapi';
const files = (await readdir(folder)).filter((name) => /^v1\.\d+\.json$/.test(name));
const versions = files.map((name) => name.slice(1, -5)).sort((a, b) => minor(a) - minor(b));
const byVersion = await Promise.all(
  versions.map(async (version) => JSON.parse(await readFile(join(folder, `v${version}.json`), 'utf8')).definitions),
);
const beside = async (name) => JSON.parse(await readFile(new URL(name, import.meta.url), 'utf8'));
const byHand = await beside('schema-by-hand.json');
const defaults = await beside('schema-defaults.json');

function minor(version) {
  return Number(version.split('.')[1]);
}
const nameOf = (definition) => definition.split('.').at(-1);
const scalars = new Map([
  ['Quantity', 'Quantity'],
  ['IntOrString', 'IntOrString'],
  ['Time', 'Time'],
  ['MicroTime', 'MicroTime'],
  ['FieldsV1', 'any'],
  ['RawExtension', 'any'],
]);

function typeOf(schema) {
  if (schema.$ref) return scalars.get(nameOf(schema.$ref)) ?? nameOf(schema.$ref);
  if (schema.type === 'array') return `[]${typeOf(schema.items)}`;
  if (schema.type === 'object') return schema.additionalProperties ? `{}${typeOf(schema.additionalProperties)}` : 'any';
  if (schema.type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  if (schema.type === 'integer') return schema.format === 'int64' ? 'int64' : 'int32';
  return { boolean: 'bool', number: 'double' }[schema.type] ?? 'any';
}

function fieldOf(schema, isRequired) {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [schema['x-kubernetes-patch-merge-key']].filter(Boolean);
  return [
    `${typeOf(schema)}${isRequired ? '!' : ''}`,
    schema.enum ? `=${schema.enum.join('|')}` : '',
    keys.length > 0 ? `#${keys.join(',')}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const types = {};
const kinds = {};
for (const [i, definitions] of byVersion.entries())
  for (const [definition, schema] of Object.entries(definitions)) {
    const name = nameOf(definition);
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? [])
      if (schema.properties?.metadata?.$ref?.endsWith('ObjectMeta'))
        kinds[`${group ? `${group}/` : ''}${version} ${kind}`] = name;
    if (scalars.has(name) || !schema.properties) continue;
    types[name] ??= {};
    const type = types[name];
    for (const [field, property] of Object.entries(schema.properties)) {
      // The newest version's words hold; a requirement that was dropped is none.
      const text = fieldOf(property, schema.required?.includes(field));
      type[field] = { since: type[field]?.since ?? i, until: i, text };
    }
  }

const last = versions.length - 1;
const written = Object.fromEntries(
  Object.entries(types).map(([name, fields]) => [
    name,
    Object.fromEntries(
      Object.entries(fields).map(([field, { since, until, text }]) => [
        field,
        text + (since > 0 ? ` >${versions[since]}` : '') + (until < last ? ` <${versions[until + 1]}` : ''),
      ]),
    ),
  ]),
);
Object.assign(written, byHand.types);
Object.assign(kinds, byHand.kinds);
for (const [type, fields] of Object.entries(defaults.types))
  for (const [field, value] of Object.entries(fields)) {
    if (!written[type]?.[field]) throw new Error(`schema-defaults.json: there is no ${type}.${field}`);
    written[type][field] = `${written[type][field]} :${value}`;
  }

// Only what a kind of the table reaches.
const reached = new Set();
const reach = (name) => {
  if (reached.has(name) || !written[name]) return;
  reached.add(name);
  for (const text of Object.values(written[name])) reach(/^(?:\[\]|\{\})*([A-Za-z0-9]+)/.exec(text)[1]);
};
Object.values(kinds).forEach(reach);

const line = ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
const sorted = (entries) => entries.sort(([a], [b]) => (a < b ? -1 : 1));
await writeFile(
  'server/src/core/api/schema.json',
  `{
  "versions": ${JSON.stringify(versions)},
  "kinds": {
${sorted(Object.entries(kinds)).map(line).join(',\n')}
  },
  "types": {
${sorted([...reached].map((name) => [name, written[name]]))
  .map(line)
  .join(',\n')}
  }
}
`,
);

/** The same as interfaces: what decode.ts yields. Everything may be absent, and nothing else is in it. */
const primitive = {
  string: 'string',
  bytes: 'string',
  Time: 'string',
  MicroTime: 'string',
  Quantity: 'Quantity',
  IntOrString: 'IntOrString',
};
function typescript(text) {
  const [, prefix, name] = /^((?:\[\]|\{\})*)([A-Za-z0-9]+)/.exec(text);
  const base =
    primitive[name] ??
    { int32: 'number', int64: 'number', double: 'number', bool: 'boolean', any: 'unknown' }[name] ??
    name;
  return (prefix.match(/\[\]|\{\}/g) ?? []).reduceRight(
    (inner, each) =>
      each === '[]' ? `readonly ${inner.startsWith('readonly') ? `(${inner})` : inner}[]` : `StringMap<${inner}>`,
    base,
  );
}
const shape = ([name, fields]) => `export interface ${name} {
${Object.entries(fields)
  .map(([field, text]) => `  readonly ${/^[A-Za-z]\w*$/.test(field) ? field : `'${field}'`}?: ${typescript(text)};\n`)
  .join('')}}
`;
await writeFile(
  'server/src/core/api/types.ts',
  `/** The objects of the Kubernetes API as decode.ts yields them. Written by scripts/generate-schema.mjs. */

/** As it is written: \`10Gi\`, \`500m\`, \`1\`. */
export type Quantity = string;
export type IntOrString = number | string;
export type StringMap<T> = Readonly<Record<string, T>>;

${sorted([...reached].map((name) => [name, written[name]]))
  .map(shape)
  .join('')}`,
);
