/** What a plan tells. */
import type { StatefulSet } from '../manifest.ts';
import type { Field } from '../yaml.ts';

/** Ordinals from the first to the last one, both included. Where an order is told, `to` may be the lower one. */
export interface Ordinals {
  readonly from: number;
  readonly to: number;
}
/** `held`: goes on in its old version, because of a partition or of OnDelete. */
export type PodFate = 'same' | 'held' | 'restart' | 'new' | 'leaves';
/** `orphaned`: it stays, and no Pod uses it any more. */
export type ClaimFate = 'kept' | 'new' | 'orphaned' | 'deleted';
/** Names below the namespace: those of Pods, `web-3.nginx`, with what follows the Pod's name; or one by itself, `nginx`. */
export type Names = (Ordinals & { readonly suffix: string }) | { readonly name: string };

/** What becomes of a set's Pods, claims and names. Equal ones are told as ranges of ordinals. */
export interface Effects {
  /** By ordinal. */
  readonly pods: readonly (Ordinals & { readonly fate: PodFate })[];
  /** Pods that are deleted and made again, in that order. */
  readonly restarts: readonly Ordinals[];
  /** So many restart at a time, at most. */
  readonly atOnce: number;
  /** Which of it begins first. */
  readonly order: readonly ('new' | 'leaves' | 'restart')[];
  readonly claims: readonly (Ordinals & { readonly template: string; readonly fate: ClaimFate })[];
  /** The field of persistentVolumeClaimRetentionPolicy that has claims deleted; absent where none is. */
  readonly deletedBy?: 'whenScaled' | 'whenDeleted';
  readonly names: { readonly begin: readonly Names[]; readonly cease: readonly Names[] };
}

export interface Change {
  /** `spec.replicas`; of another object than the set, with its kind and name before: `Service nginx: spec.ports[0].name`. */
  readonly field: string;
  /** In one line; undefined where nothing was, or is, written. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Where it stands now, or would stand. */
  readonly at: Field;
}
export interface Refusal {
  readonly field: string;
  readonly message: string;
  readonly at: Field;
}
/** What a person has to do, or may want to. */
export interface ManualStep {
  readonly title: string;
  readonly command?: string;
}

export interface Plan {
  readonly name: string;
  /** The written namespace, or `default`. */
  readonly namespace: string;
  /** `gone`: it was there, and is in none of the files. */
  readonly state: 'unchanged' | 'changed' | 'new' | 'gone';
  /** As it is; of a set that is gone, as it was. */
  readonly set: StatefulSet;
  readonly sentence: string;
  readonly changes: readonly Change[];
  /** What the API server does not take; then nothing of the set changes. */
  readonly refused: readonly Refusal[];
  /** What applying the files does. */
  readonly effects: Effects;
  readonly manual: readonly ManualStep[];
  /** What the steps by hand do on top of that, all of them done; undefined where they do nothing to Pods, claims and names. */
  readonly byHand: Effects | undefined;
}
