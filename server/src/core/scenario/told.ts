/** What a scenario tells. */
import type { StepAction } from './steps.ts';

export const scenarioNames = ['create', 'scale', 'update', 'delete', 'recreate'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface ScenarioOptions {
  /** Of `scale`: the replicas that are asked for. Default: two more. */
  readonly to?: number;
  /** Of `scale`: claims of earlier Pods are still there. */
  readonly claimsExist?: boolean;
  /** Of `delete`. `scale`: to 0 first. Default: background. */
  readonly cascade?: 'background' | 'foreground' | 'orphan' | 'scale';
  /** Of `update`: why the new Pods do not start, as a sentence; then the template is put back. */
  readonly fails?: string;
}

export interface ScenarioStep {
  /** What happens together has the same number. */
  readonly step: number;
  readonly action: StepAction;
  readonly target: string;
  /** Numbers of the steps that must have happened. */
  readonly after: readonly number[];
  readonly why: string;
  readonly pod?: string;
  /** Of a Pod that is created: which version of the template it has. */
  readonly revision?: 'old' | 'new';
  /** Of `apply`: what is changed by hand. */
  readonly field?: 'replicas' | 'template' | 'set';
  /** `stuck`: this never happens. `by-hand`: only if somebody does it. */
  readonly state?: 'stuck' | 'by-hand';
  /** Names of Pods that begin or cease to resolve. */
  readonly dns?: { readonly add?: readonly string[]; readonly remove?: readonly string[] };
}

export interface Outcome {
  readonly state: 'complete' | 'stuck' | 'by-hand' | 'refused';
  readonly sentence: string;
  /** Where it stops. */
  readonly step?: number;
  /** What to do then. */
  readonly command?: string;
}

/** What there is when it begins. */
export interface Before {
  readonly pods: readonly { readonly name: string; readonly phase: 'ready' | 'starting'; readonly revision?: 'old' }[];
  readonly claims: readonly string[];
  /** Names that resolve. */
  readonly records: readonly string[];
}

export interface Scenario {
  readonly name: ScenarioName;
  /** In a few words, where the options say it: `from 3 to 5`. */
  readonly title: string;
  readonly options: ScenarioOptions;
  readonly before: Before;
  readonly steps: readonly ScenarioStep[];
  readonly outcome: Outcome;
  /** Pods that go the same way and are not told one by one: so many, from that ordinal on. */
  readonly rest?: { readonly from: number; readonly count: number };
}
