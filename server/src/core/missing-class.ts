/** What the files and the settings say of a StorageClass that a claim names: whether it is missing, and how sure that is. */
import { nearest } from './did-you-mean.ts';
import { knownStorageClasses } from './known/storage-platforms.ts';
import type { Resource } from './manifest.ts';
import type { Workspace } from './workspace.ts';
import { writtenName } from './yaml.ts';

export interface MissingClass {
  /** `certain`: a slip of a name that exists, or not on the list of the cluster's classes; `likely`: other classes stand beside it;
   * `possible`: the cluster may simply have it. */
  readonly evidence: 'certain' | 'likely' | 'possible';
  /** The class that was probably meant. */
  readonly meant: string | undefined;
  /** All classes there are, those of the files first. */
  readonly candidates: readonly string[];
}

/** Undefined when the class is there: in scope, known by the settings, or defined by volumes made by hand. */
export function missingClass(workspace: Workspace, resource: Resource, name: string): MissingClass | undefined {
  const listed = knownStorageClasses(workspace.settingsOf(resource.field.document.uri).storageClasses);
  if (workspace.storageClass(name, resource) || listed.includes(name)) return undefined;
  if (workspace.persistentVolumesOfClass(name, resource).length > 0) return undefined;
  const inScope = workspace
    .storageClassesInScope(resource)
    .flatMap(({ name: each }) => (each ? writtenName(each) : []));
  const candidates = [...new Set([...inScope, ...listed])];
  const meant = nearest(name, candidates, (candidate) => candidate);
  const evidence =
    meant !== undefined || listed.length > 0
      ? 'certain'
      : // Elsewhere in a workspace, classes say little about this one's cluster.
        workspace.siblingStorageClasses(resource).length > 0
        ? 'likely'
        : 'possible';
  return { evidence, meant, candidates };
}
