/**
 * Core values → the plain JSON of protocol.ts, for the command line and for the wire. Knows both vocabularies, and
 * asks its caller only how a file is to be named.
 */
import { asDeployment } from './core/as-deployment.ts';
import { type Edit, fileEdit } from './core/edit.ts';
import { isManifest, type Manifest, resourcesOf, type StatefulSet } from './core/manifest.ts';
import { planOf } from './core/plan.ts';
import { rangeOf, textOf } from './core/position.ts';
import {
  answeredRecords,
  type ClaimPreview,
  claimName,
  commands,
  creation,
  dnsRecords,
  type FindingsAbout,
  type Preview,
  podDnsName,
  podName,
  previewsOf,
  serviceDomain,
  sourcesOf,
} from './core/preview.ts';
import { type Finding, type Place, pathInside } from './core/rule.ts';
import type { Workspace } from './core/workspace.ts';
import { type Against, planJson } from './plan-json.ts';
import type * as Wire from './protocol.ts';
import { scenarioJson, scenarios } from './scenario-json.ts';
import { verdict } from './verdict.ts';

/** How a file is printed: its URI, or a path. */
export type FileNames = (uri: string) => string;

const asIs: FileNames = (uri) => uri;

export function placeJson(workspace: Workspace, { document, span }: Place, fileOf: FileNames = asIs): Wire.Place {
  return { file: fileOf(document.uri), range: rangeOf(workspace.manifest(document.uri), document, span) };
}

/** Undefined for an edit of text that is no longer there. */
export function editJson(workspace: Workspace, edit: Edit, fileOf: FileNames = asIs): Wire.EditJson | undefined {
  const resolved = fileEdit(workspace, edit);
  if (!resolved) return undefined;
  const file = fileOf(resolved.uri);
  if (edit.kind === 'replace')
    return { file, range: rangeOf(workspace.manifest(resolved.uri), edit.document, edit.span), newText: resolved.text };
  const manifest = workspace.manifest(resolved.uri);
  const last = manifest?.documents.at(-1);
  const end = last
    ? rangeOf(manifest, last, { start: last.text.length, end: last.text.length }).end
    : { line: 0, character: 0 };
  return {
    file,
    range: { start: end, end },
    newText: resolved.text,
    ...(resolved.create ? { create: true as const } : {}),
  };
}

export function findingJson(workspace: Workspace, finding: Finding, fileOf: FileNames = asIs): Wire.FindingJson {
  const { resource, api } = finding;
  return {
    rule: finding.rule,
    severity: finding.severity,
    effect: finding.effect,
    message: finding.message,
    ...placeJson(workspace, finding.at, fileOf),
    path: pathInside(finding.at.path, resource),
    resource: resource
      ? {
          apiVersion: resource.apiVersion,
          kind: resource.kind,
          namespace: resource.namespace?.value ?? null,
          name: resource.name?.value ?? null,
        }
      : null,
    ...(api.length ? { api } : {}),
    related: finding.related.map(({ at, message }) => ({ message, ...placeJson(workspace, at, fileOf) })),
    fixes: finding.fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.flatMap((edit) => editJson(workspace, edit, fileOf) ?? []),
    })),
  };
}

// ---- preview ----

/** A set by its place among those of the file, and what is to be played of it. */
type Asked = { readonly index: number } & Pick<Wire.Question, 'scenario' | 'options'>;

/** All StatefulSets of a file, for the panel, with what creating them does, or what is asked of one; `findingsOf` gives the findings of a file. Undefined for a file that is not in the workspace. */
export function previewJson(
  workspace: Workspace,
  uri: string,
  findingsOf: (uri: string) => readonly Finding[],
  asked?: Asked,
  against: Against = { against: 'HEAD' },
): Wire.PreviewJson | undefined {
  const manifest = workspace.manifest(uri);
  if (!manifest) return undefined;
  const { kubernetes, clusterDomain } = workspace.settingsOf(uri);
  const broken = brokenDocument(manifest);
  const sets = statefulSetsIn(workspace, manifest);
  const base = { version: 1, kubernetes, clusterDomain } as const;
  if (broken) return { ...base, document: broken, statefulSets: [] };
  if (sets.length === 0) return { ...base, document: emptyDocument(workspace, manifest), statefulSets: [] };
  return {
    ...base,
    document: { state: 'ok', file: uri },
    statefulSets: sets.flatMap((set, index) =>
      setJson(workspace, set, findingsOf, asked?.index === index ? asked : undefined, against),
    ),
  };
}

/** One of them alone: each is played in a cluster, and a file may have many. Undefined where the panel would show no sets. */
export function oneSetJson(
  workspace: Workspace,
  uri: string,
  findingsOf: (uri: string) => readonly Finding[],
  asked: Asked,
  against: Against = { against: 'HEAD' },
): Wire.StatefulSetJson | undefined {
  const manifest = workspace.manifest(uri);
  const set = manifest && !brokenDocument(manifest) ? statefulSetsIn(workspace, manifest)[asked.index] : undefined;
  return set && setJson(workspace, set, findingsOf, asked, against)[0];
}

function setJson(
  workspace: Workspace,
  set: StatefulSet,
  findingsOf: (uri: string) => readonly Finding[],
  asked: Asked | undefined,
  against: Against,
): readonly Wire.StatefulSetJson[] {
  const about = aboutSet(findingsOf);
  const plan = planOf(workspace, set, about);
  return previewsOf(workspace, [set], about).map((preview) => ({
    ...statefulSetJson(
      workspace,
      preview,
      findingsOf,
      asked && scenarioJson(workspace, preview, asked.scenario, asked.options),
    ),
    ...(plan ? { plan: planJson(plan, against, (at) => placeJson(workspace, at)) } : {}),
  }));
}

/** The findings about a set, out of those of its file. */
export function aboutSet(findingsOf: (uri: string) => readonly Finding[]): FindingsAbout {
  return (statefulSet) => findingsOf(statefulSet.field.document.uri).filter(({ resource }) => resource === statefulSet);
}

/** The sets that a file is about: those that stand in it, or that a kustomization or a patch makes. Fragments make no Pods. */
export function statefulSetsIn(workspace: Workspace, { uri, documents }: Manifest): readonly StatefulSet[] {
  const built = workspace.builtWith(uri);
  const resources = built.length > 0 ? built : documents.flatMap((document) => workspace.resourcesIn(document));
  return resources.filter(
    (resource): resource is StatefulSet =>
      resource.type === 'StatefulSet' && resource.name !== undefined && !workspace.isPartial(resource),
  );
}

/** One set for the panel and the exports; with what creating it does, unless another scenario is given. */
export function statefulSetJson(
  workspace: Workspace,
  preview: Preview,
  findingsOf: (uri: string) => readonly Finding[],
  scenario?: Wire.ScenarioJson,
): Wire.StatefulSetJson {
  const { statefulSet } = preview;
  const place = (at: Place) => placeJson(workspace, at);
  const domain = serviceDomain(preview);
  const last = statefulSet.start + statefulSet.replicas - 1;
  const { why } = preview.governance;
  return {
    ...identity(preview),
    ...place(statefulSet.name?.field ?? statefulSet.field),
    sources: Object.fromEntries(Object.entries(sourcesOf(statefulSet)).map(([field, at]) => [field, place(at)])),
    service: serviceJson(workspace, preview, asIs),
    claimTemplates: preview.claims.map((claim) => claimTemplateJson(workspace, claim)),
    pods: {
      prefix: `${preview.name}-`,
      start: statefulSet.start,
      count: statefulSet.replicas,
      subdomain: preview.governance.name ?? null,
      dnsSuffix: preview.governance.state === 'headless' ? `.${domain}` : null,
      ...(why === undefined ? {} : { dnsWhy: why }),
      labels: Object.fromEntries([...statefulSet.pods.labels.values].map(([key, { value }]) => [key, value])),
    },
    dns:
      statefulSet.replicas === 0
        ? []
        : dnsRecords(preview).map(({ name, type, answerOf }) => ({
            name,
            type,
            count: statefulSet.replicas,
            first: answerOf(statefulSet.start),
            last: answerOf(last),
          })),
    ...(preview.stuck === undefined ? {} : { stuck: preview.stuck }),
    ...(preview.hasNoPods ? { hasNoPods: true } : {}),
    problems: problemsOf(preview, findingsOf).map(({ rule, severity, effect, message, at, fixes }) => ({
      rule,
      severity,
      effect,
      message,
      ...place(at),
      fixes: fixes.map(({ title, safe }) => ({ title, safe })),
    })),
    commands: commands(preview),
    whatIf: {},
    scenarios,
    scenario: scenario ?? scenarioJson(workspace, preview),
    asDeployment: asDeployment(preview),
    sentence: verdict(preview),
  };
}

function identity({ statefulSet, name }: Preview) {
  const { replicas, start, podManagementPolicy, updateStrategy, minReadySeconds, retention } = statefulSet;
  return {
    namespace: statefulSet.namespace?.value ?? null,
    name,
    replicas,
    start,
    podManagementPolicy,
    updateStrategy,
    minReadySeconds,
    retention,
  };
}

function serviceJson(workspace: Workspace, { governance }: Preview, fileOf: FileNames): Wire.ServiceJson {
  const { service, name, state, why } = governance;
  return {
    name: name ?? null,
    state,
    ...(why === undefined ? {} : { why }),
    publishNotReadyAddresses: service?.publishNotReadyAddresses ?? false,
    ports: (service?.ports ?? []).map(({ name, port, protocol, targetPort }) => ({
      name: name ?? null,
      port: port ?? 0,
      targetPort: targetPort?.value ?? port ?? 0,
      protocol,
    })),
    ...(service ? placeJson(workspace, service.name?.field ?? service.field, fileOf) : {}),
  };
}

function claimTemplateJson(
  workspace: Workspace,
  { template, name, bytes, state, storageClass, why }: ClaimPreview,
): Wire.ClaimTemplateJson {
  return {
    ...placeJson(workspace, template.name?.field ?? template.field),
    name,
    storage: template.storage.text ?? null,
    bytes,
    accessModes: template.accessModes,
    storageClassName: template.storageClassName?.value ?? null,
    storageClass: state,
    provisioner: storageClass?.provisioner ?? null,
    bindingMode: storageClass?.bindingMode ?? null,
    reclaimPolicy: storageClass?.reclaimPolicy ?? 'unknown',
    ...(storageClass ? { class: placeJson(workspace, storageClass.name?.field ?? storageClass.field) } : {}),
    ...(why === undefined ? {} : { why }),
  };
}

/** The findings about the set itself, its governing Service and the classes of its claims. */
function problemsOf(
  { statefulSet, governance, claims }: Preview,
  findingsOf: (uri: string) => readonly Finding[],
): readonly Finding[] {
  const about = new Set(
    [statefulSet, governance.service, ...claims.map(({ storageClass }) => storageClass)].filter(
      (resource) => resource !== undefined,
    ),
  );
  const uris = new Set([...about].map(({ field }) => field.document.uri));
  const rank = { error: 0, warning: 1, information: 2, hint: 3 };
  return [...uris]
    .flatMap((uri) => findingsOf(uri))
    .filter(({ resource }) => resource !== undefined && about.has(resource as StatefulSet))
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

/** A document that cannot be read, if it may hold a set. One that is no set at all does not hide the others. */
function brokenDocument(manifest: Manifest): Wire.DocumentJson | undefined {
  const document = manifest.documents.find(
    (each) => isManifest(each) && each.problems.length > 0 && /^\s*kind:\s*["']?StatefulSet\b/m.test(each.text),
  );
  const [problem] = document?.problems ?? [];
  if (!document || !problem) return undefined;
  const range = rangeOf(manifest, document, problem.span);
  const lines = textOf(manifest).split(/\r?\n/);
  const from = Math.max(0, range.start.line - 1);
  return {
    state: 'broken',
    file: manifest.uri,
    range,
    message: problem.message,
    excerpt: lines.slice(from, range.start.line + 2).map((text, i) => ({ line: from + i, text })),
  };
}

/** All StatefulSets of the workspace. What a kustomization builds is listed once, where it was written. */
export function setsJson(workspace: Workspace, findingsOf: (uri: string) => readonly Finding[]): Wire.SetsJson {
  const sets = [...workspace.manifests].flatMap(([, manifest]) => statefulSetsIn(workspace, manifest));
  const about = aboutSet(findingsOf);
  const listed = [...new Set(sets)].map((statefulSet) => {
    const severities = about(statefulSet).map(({ severity }) => severity);
    return {
      name: statefulSet.name?.value ?? '',
      namespace: statefulSet.namespace?.value ?? null,
      replicas: statefulSet.replicas,
      ...placeJson(workspace, statefulSet.name?.field ?? statefulSet.field),
      errors: severities.filter((severity) => severity === 'error').length,
      warnings: severities.filter((severity) => severity === 'warning').length,
    };
  });
  const byPlace = (a: Wire.Place, b: Wire.Place) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.range.start.line - b.range.start.line;
  return { sets: listed.sort(byPlace) };
}

function emptyDocument(workspace: Workspace, manifest: Manifest): Wire.DocumentJson {
  const kinds = manifest.documents.flatMap((document) => resourcesOf(document).map(({ kind }) => kind));
  const others = workspace.statefulSetsNear(manifest.uri, 8);
  return {
    state: 'empty',
    file: manifest.uri,
    kinds: [...new Set(kinds)],
    others: others.map((statefulSet) => ({
      name: statefulSet.name?.value ?? '',
      ...placeJson(workspace, statefulSet.name?.field ?? statefulSet.field),
    })),
  };
}

/** One set with every Pod, claim, answer and step, for the command line. */
export function fullPreviewJson(workspace: Workspace, preview: Preview, fileOf: FileNames): object {
  const { statefulSet, claims } = preview;
  const ordinals = Array.from({ length: statefulSet.replicas }, (_, i) => statefulSet.start + i);
  const isOrdered = statefulSet.podManagementPolicy === 'OrderedReady';
  const labels = Object.fromEntries([...statefulSet.pods.labels.values].map(([key, { value }]) => [key, value]));
  return {
    ...identity(preview),
    ...placeJson(workspace, statefulSet.name?.field ?? statefulSet.field, fileOf),
    service: serviceJson(workspace, preview, fileOf),
    pods: ordinals.map((ordinal) => ({
      ordinal,
      name: podName(preview, ordinal),
      hostname: podName(preview, ordinal),
      subdomain: preview.governance.name ?? null,
      fqdn: podDnsName(preview, ordinal) ?? null,
      labels: {
        ...labels,
        'statefulset.kubernetes.io/pod-name': podName(preview, ordinal),
        'apps.kubernetes.io/pod-index': String(ordinal),
      },
      claims: claims.map((claim) => claimName(preview, claim, ordinal)),
      waitsFor: isOrdered && ordinal > statefulSet.start ? [podName(preview, ordinal - 1)] : [],
    })),
    claims: ordinals.flatMap((ordinal) =>
      claims.map((claim) => ({
        name: claimName(preview, claim, ordinal),
        template: claim.name,
        pod: podName(preview, ordinal),
        storageClassName: claim.template.storageClassName?.value ?? null,
        storageClass: claim.state,
        accessModes: claim.template.accessModes,
        storage: claim.template.storage.text ?? null,
        bytes: claim.bytes,
        labels: claim.labels,
        ...statefulSet.retention,
        reclaimPolicy: claim.storageClass?.reclaimPolicy ?? 'unknown',
      })),
    ),
    dns:
      ordinals.length === 0
        ? []
        : answeredRecords(preview).map(({ name, type, answerOf }) => ({ name, type, answers: ordinals.map(answerOf) })),
    steps: creation(preview),
    ...(preview.stuck === undefined ? {} : { stuck: preview.stuck }),
  };
}
