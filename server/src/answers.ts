/** A question of the panel → its answer: the preview of one set with other values, the edits that write them, and what is passed on. */
import type { Findings } from './core/check.ts';
import type { Edit } from './core/edit.ts';
import type { StatefulSet } from './core/manifest.ts';
import { previewsOf } from './core/preview.ts';
import { asInFiles, differing, whatIfEdits, withEdits } from './core/what-if.ts';
import type { Workspace } from './core/workspace.ts';
import { exported } from './export/export.ts';
import { pictureOf } from './export/picture.ts';
import { aboutSet, oneSetJson, previewJson, statefulSetsIn } from './json.ts';
import type { Against } from './plan-json.ts';
import type * as Wire from './protocol.ts';
import { resolutionJson } from './resolution.ts';

/** All StatefulSets of a file, the asked one as it would be. Undefined for a file that is not in the workspace. */
export function answerJson(
  findings: Findings,
  uri: string,
  question?: Wire.Question,
  against?: Against,
): Wire.PreviewJson | undefined {
  const { workspace } = findings;
  const asked = question && askedSet(workspace, uri, question);
  const scene = asked && { ...question, index: asked.index };
  const preview = previewJson(workspace, uri, (each) => findings.of(each), scene, against);
  if (!preview || !question || !asked) return preview;
  const statefulSets = preview.statefulSets.map((set, i) =>
    i === asked.index ? supposedSet(findings, uri, question, asked, set, against) : set,
  );
  return { ...preview, statefulSets };
}

/** The asked set as it would be, with what differs from how it is `now`. */
function supposedSet(
  findings: Findings,
  uri: string,
  question: Wire.Question,
  { statefulSet, index }: AskedSet,
  now: Wire.StatefulSetJson,
  against?: Against,
): Wire.StatefulSetJson {
  const { workspace } = findings;
  const { values, findings: would } = supposed(findings, statefulSet, question);
  if (would === findings) return now;
  const then = oneSetJson(would.workspace, uri, (each) => would.of(each), { ...question, index }, against);
  if (!then) return now;
  const files: Readonly<Record<string, unknown>> = { ...asInFiles(workspace, statefulSet) };
  const whatIf = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { file: files[key], value }]));
  return { ...placed(then, now), whatIf };
}

/** What differs from the files, and what would be known if it were written into them. */
function supposed(findings: Findings, statefulSet: StatefulSet, { whatIf }: Wire.Question) {
  const { workspace } = findings;
  const values = differing(workspace, statefulSet, whatIf);
  const edits = whatIfEdits(workspace, statefulSet, values);
  return { values, findings: edits.length === 0 ? findings : findings.after(withEdits(workspace, edits)).advance() };
}

/** What a name resolves to; undefined when the set is gone. */
export function answerResolution(
  findings: Findings,
  uri: string,
  params: Wire.ResolveParams,
): Wire.ResolutionJson | undefined {
  const { question } = params;
  const asked = askedSet(findings.workspace, uri, question);
  if (!asked) return undefined;
  const { findings: would } = supposed(findings, asked.statefulSet, question);
  const { workspace } = would;
  const set = askedSet(workspace, uri, question)?.statefulSet;
  const [preview] = set
    ? previewsOf(
        workspace,
        [set],
        aboutSet((each) => would.of(each)),
      )
    : [];
  return preview && resolutionJson(workspace, preview, question, params);
}

/** The asked set as a text of a format, or as a picture; undefined when the set is gone. */
export function answerExport(
  findings: Findings,
  uri: string,
  params: Wire.ExportParams,
): string | Wire.Picture | undefined {
  const { question, format, files } = params;
  const asked = askedSet(findings.workspace, uri, question);
  if (!asked) return undefined;
  const scene = { ...question, index: asked.index };
  const now = oneSetJson(findings.workspace, uri, (each) => findings.of(each), scene);
  if (!now) return undefined;
  const set = supposedSet(findings, uri, question, asked, now);
  return format === 'png' ? pictureOf(set) : exported(format, [set], (file) => files[file] ?? file);
}

/** The edits that write what is asked into the files; none when it cannot be written without altering other objects, too. */
export function answerEdits({ workspace }: Findings, uri: string, question: Wire.Question): readonly Edit[] {
  const asked = askedSet(workspace, uri, question);
  const edits = asked ? whatIfEdits(workspace, asked.statefulSet, question.whatIf) : [];
  return edits.some((edit) => edit.kind === 'replace' && edit.isShared) ? [] : edits;
}

interface AskedSet {
  readonly statefulSet: StatefulSet;
  readonly index: number;
}
/** The set that is asked about, and its place among those of the file. */
export function askedSet(
  workspace: Workspace,
  uri: string,
  { set, namespace }: Pick<Wire.Question, 'set' | 'namespace'>,
): AskedSet | undefined {
  const manifest = workspace.manifest(uri);
  const sets = manifest ? statefulSetsIn(workspace, manifest) : [];
  const index = sets.findIndex((each) => each.name?.value === set && (each.namespace?.value ?? null) === namespace);
  const statefulSet = sets[index];
  return statefulSet && { statefulSet, index };
}

/** What would be, at the places of what is: the reader sees the files as they are. What is wrong with them is not said meanwhile. */
function placed(then: Wire.StatefulSetJson, now: Wire.StatefulSetJson): Wire.StatefulSetJson {
  const { file, range, sources, service, claimTemplates } = now;
  return {
    ...then,
    file,
    range,
    sources,
    service: {
      ...then.service,
      ...(service.file && service.range ? { file: service.file, range: service.range } : {}),
    },
    claimTemplates: then.claimTemplates.map((template, i) => ({
      ...template,
      ...(claimTemplates[i] ? placeOf(claimTemplates[i]) : {}),
      ...(claimTemplates[i]?.class ? { class: placeOf(claimTemplates[i].class) } : {}),
    })),
    problems: [],
  };
}
const placeOf = ({ file, range }: Wire.Place): Wire.Place => ({ file, range });
