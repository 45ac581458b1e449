/** A question of the panel → its answer: the preview of one set with other values, the edits that write them, and what is passed on. */
import type { Findings } from './core/check.ts';
import type { Edit } from './core/edit.ts';
import type { StatefulSet } from './core/manifest.ts';
import { asInFiles, differing, whatIfEdits, withEdits } from './core/what-if.ts';
import type { Workspace } from './core/workspace.ts';
import { exported } from './export/export.ts';
import { pictureOf } from './export/picture.ts';
import { previewJson, statefulSetsIn } from './json.ts';
import type * as Wire from './protocol.ts';

/** All StatefulSets of a file, the asked one as it would be. Undefined for a file that is not in the workspace. */
export function answerJson(findings: Findings, uri: string, question?: Wire.Question): Wire.PreviewJson | undefined {
  const { workspace } = findings;
  const asked = question && askedSet(workspace, uri, question);
  if (!question || !asked) return previewJson(workspace, uri, (each) => findings.of(each));
  const { statefulSet, index } = asked;
  const scene = { ...question, index };
  const preview = previewJson(workspace, uri, (each) => findings.of(each), scene);
  const values = differing(workspace, statefulSet, question.whatIf);
  if (!preview || Object.keys(values).length === 0) return preview;
  const then = findings.after(withEdits(workspace, whatIfEdits(workspace, statefulSet, values))).advance();
  const changed = previewJson(then.workspace, uri, (each) => then.of(each), scene)?.statefulSets[index];
  if (!changed) return preview;
  const files: Readonly<Record<string, unknown>> = { ...asInFiles(workspace, statefulSet) };
  const whatIf = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { file: files[key], value }]));
  const statefulSets = preview.statefulSets.map((set, i) => (i === index ? { ...placed(changed, set), whatIf } : set));
  return { ...preview, statefulSets };
}

/** The asked set as a text of a format, or as a picture; undefined when the set is gone. */
export function answerExport(
  findings: Findings,
  uri: string,
  params: Wire.ExportParams,
): string | Wire.Picture | undefined {
  const { question, format, files } = params;
  const asked = askedSet(findings.workspace, uri, question);
  const set = asked && answerJson(findings, uri, question)?.statefulSets[asked.index];
  if (!set) return undefined;
  return format === 'png' ? pictureOf(set) : exported(format, [set], (file) => files[file] ?? file);
}

/** The edits that write what is asked into the files; none when it cannot be written without altering other objects, too. */
export function answerEdits({ workspace }: Findings, uri: string, question: Wire.Question): readonly Edit[] {
  const asked = askedSet(workspace, uri, question);
  const edits = asked ? whatIfEdits(workspace, asked.statefulSet, question.whatIf) : [];
  return edits.some((edit) => edit.kind === 'replace' && edit.isShared) ? [] : edits;
}

/** The set that is asked about, and its place among those of the file. */
export function askedSet(
  workspace: Workspace,
  uri: string,
  { set, namespace }: Pick<Wire.Question, 'set' | 'namespace'>,
): { readonly statefulSet: StatefulSet; readonly index: number } | undefined {
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
