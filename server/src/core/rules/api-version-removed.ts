import { answerAs } from '../api/answer.ts';
import { marksKey, placeOf } from '../api/report.ts';
import { rewrite } from '../api/rewrite.ts';
import { typeOfKind } from '../api/schema.ts';
import { nearest } from '../did-you-mean.ts';
import { replaceScalar } from '../edit.ts';
import {
  groupOf,
  isBuiltIn,
  isInvented,
  removedIn,
  type ServedKind,
  servedKinds,
  shortNames,
  wasServed,
} from '../known/served-apis.ts';
import { isPlaceholder, type Resource } from '../manifest.ts';
import { defineRule, type Fix, type Report } from '../rule.ts';
import type { KubernetesVersion } from '../settings.ts';
import type { Field } from '../yaml.ts';

export default defineRule({
  id: 'api-version-removed',
  kinds: ['Resource'],
  effect: 'rejected',
  severity: 'error',
  summary: 'The cluster serves no such kind in that `apiVersion`.',
  why: `Kinds move from beta versions to stable ones, and the old versions are removed some releases later: \`apps/v1beta1\` and \`apps/v1beta2\` with
Kubernetes 1.16, \`networking.k8s.io/v1beta1\` with 1.22, \`policy/v1beta1\` and \`batch/v1beta1\` with 1.25. From then on kubectl says that there are
"no matches for kind", and nothing of the object gets to the cluster.

The name of the version is often all that has to change. Where fields were moved as well, or got no default any more, they are named here.
Kinds of other groups than Kubernetes' own are custom resources: of those Ordinal says nothing.`,
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  bad: `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
`,
  good: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: nginx
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: nginx
  replicas: 3
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
---
apiVersion: v1
kind: Service
metadata:
  name: nginx
spec:
  clusterIP: None
  selector:
    app: nginx
  ports:
    - port: 80
`,

  *check(resource, workspace) {
    const { apiVersion, kind } = resource;
    if (apiVersion === '' || isPlaceholder(apiVersion) || workspace.isPartial(resource)) return;
    const written = ['apiVersion', 'kind'].map((name) => resource.field.get(name));
    // What is no text is told as of the wrong type.
    if (written.some((field) => field.exists && field.string === undefined)) return;
    const odd = written.find(isMalformed);
    if (odd && isBuiltIn(groupOf(apiVersion))) {
      yield malformed(odd);
      return;
    }
    if (kind.endsWith('List') || !isBuiltIn(groupOf(apiVersion))) return;
    const { kubernetes } = workspace.settingsOf(resource.field.document.uri);
    const meant = servedKinds.filter((each) => each.kind === kind);
    if (meant.some((each) => each.apiVersion === apiVersion && serves(each, kubernetes))) return;
    if (meant.length > 0) yield* otherVersion(resource, meant, kubernetes);
    else yield* otherKind(resource, kubernetes);
  },
});

const minor = (version: string) => Number(version.split('.')[1]);
const serves = ({ since, until }: ServedKind, kubernetes: KubernetesVersion) =>
  (since === undefined || minor(kubernetes) >= minor(since)) &&
  (until === undefined || minor(kubernetes) < minor(until));

const noSuchApi = [{ type: 'no such API', field: '' }];

// ---- what is written is no name ----

const isMalformed = (field: Field) => field.string !== undefined && /[^A-Za-z0-9./-]/.test(field.string.value);

function malformed(field: Field): Report {
  const text = field.text ?? '';
  const start = /^[A-Za-z][A-Za-z0-9./-]*/.exec(text)?.[0];
  return {
    at: field,
    message: `${JSON.stringify(text)} is no ${field.step}${
      text.includes('#') ? ': a comment needs a blank before its "#"' : ''
    }.${start ? ` Did you mean "${start}"?` : ''}`,
    fixes: start ? [{ title: `Write ${field.step}: ${start}`, safe: false, edits: [replaceScalar(field, start)] }] : [],
    api: [{ type: 'decoding', field: '' }],
  };
}

// ---- the kind is there, in another version or group ----

function* otherVersion(
  resource: Resource,
  meant: readonly ServedKind[],
  kubernetes: KubernetesVersion,
): Iterable<Report> {
  const { apiVersion, kind, field } = resource;
  const at = field.get('apiVersion');
  // Kinds that are younger than some versions are none that a StatefulSet needs: they are left alone.
  if (meant.some(({ since }) => since !== undefined)) return;
  const group = groupOf(apiVersion);
  const served = meant.filter((each) => serves(each, kubernetes));
  const now = served.findLast((each) => groupOf(each.apiVersion) === group) ?? served.at(-1);
  if (!now) return;
  const gone = removedIn(apiVersion, kind);
  const { fixes, related } = rewritten(resource, now.apiVersion, kubernetes, gone !== undefined);
  yield {
    at,
    message: `${
      gone === undefined
        ? `There is no ${kind} in ${apiVersion}`
        : `${apiVersion} ${kind} was removed with Kubernetes ${gone}`
    }: it is ${now.apiVersion}${gone === undefined ? '' : ' now'}.${
      gone !== undefined && related.length > 0 ? ' More than the version has to change.' : ''
    }`,
    // Nothing is sent of it, so there is nothing to refuse: what one sees is that no Job ever starts.
    ...(kind === 'CronJob' ? { effect: 'stuck' } : {}),
    fixes,
    related: gone === undefined ? [] : related,
    api: noSuchApi,
  };
}

/** What the object would be told under its new version, and how it gets there. */
function rewritten(resource: Resource, apiVersion: string, kubernetes: KubernetesVersion, isGone: boolean) {
  const { field, kind } = resource;
  const at = field.get('apiVersion');
  const type = typeOfKind(apiVersion, kind);
  const refusals = type === undefined ? [] : answerAs(resource, type, kubernetes);
  const { edits, does, fills } = isGone ? rewrite(resource) : { edits: [], does: '', fills: undefined };
  const left = edits.length === 0 ? refusals : refusals.filter(({ error }) => `${error.path}` !== fills);
  const fixes: Fix[] = at.exists
    ? [
        {
          title: `Write apiVersion: ${apiVersion}${edits.length > 0 ? `, and ${does}` : ''}`,
          safe: type !== undefined && left.length === 0 && !changesMeaning(resource),
          edits: [replaceScalar(at, apiVersion), ...edits],
        },
      ]
    : [];
  return {
    fixes,
    related: refusals.slice(0, 5).map(({ error }) => ({
      at: placeOf(error.path.in(field), marksKey(error.type)),
      message: `As ${apiVersion}: ${error.message}`,
    })),
  };
}

/** An empty selector chose no Pod in policy/v1beta1, and chooses all of them in policy/v1. */
const changesMeaning = ({ kind, field }: Resource) =>
  kind === 'PodDisruptionBudget' && (field.get('spec', 'selector').entries?.length ?? 0) === 0;

// ---- there is no such kind ----

function* otherKind({ apiVersion, kind, field }: Resource, kubernetes: KubernetesVersion): Iterable<Report> {
  const group = groupOf(apiVersion);
  const at = field.get('kind');
  // What has gone for good is no business of a StatefulSet's.
  if (wasServed(kind)) return;
  const here = servedKinds.filter((each) => each.apiVersion === apiVersion && serves(each, kubernetes));
  const sameLetters = here.find((each) => each.kind.toLowerCase() === kind.toLowerCase());
  const meant = sameLetters ?? likeliest(kind, here);
  // What has no metadata is the file of some other program.
  if (!meant && !(isInvented(group, kind) && here.length > 0 && field.get('metadata', 'name').exists)) return;
  yield {
    at,
    message: `There is no kind "${kind}" in ${apiVersion}.${meant ? ` It is spelt "${meant.kind}".` : ''}`,
    fixes: meant
      ? [
          {
            title: `Write kind: ${meant.kind}`,
            safe: sameLetters !== undefined,
            edits: [replaceScalar(at, meant.kind)],
          },
        ]
      : [],
    api: sameLetters ? [{ type: 'decoding', field: '' }] : noSuchApi,
  };
}

/** The kind that a plural, a short name or a slip of the keyboard stands for. */
function likeliest(kind: string, kinds: readonly ServedKind[]): ServedKind | undefined {
  const full = shortNames[kind.toLowerCase()];
  const plain = kind.toLowerCase().replace(/(?<=s|x|ch)es$|(?<!s)s$/, '');
  return (
    kinds.find((each) => each.kind === full) ??
    kinds.find((each) => each.kind.toLowerCase() === plain) ??
    nearest(kind, kinds, (each) => each.kind)
  );
}
