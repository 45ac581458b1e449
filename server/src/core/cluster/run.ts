/** Plays a list of actions and tells what happened: the log, and the cluster at rest after each of them. */
import { isPreparing, type Question, type Script } from './actions.ts';
import { Dns } from './dns.ts';
import { type Circumstances, documentsOf, Simulation } from './simulation.ts';
import { type ClaimState, claimStates, type PodState, podStates } from './state.ts';
import type { LogEntry } from './words.ts';

export interface DnsState extends Omit<Question, 'from'> {
  readonly from?: string;
  /** The name that gave an answer; null: none did. Only for what a Pod writes. */
  readonly resolved?: string | null;
  readonly rcode: string;
  readonly answers: readonly string[];
}
export interface State {
  /** The number of the action. */
  readonly after: number;
  readonly pods: readonly PodState[];
  readonly claims: readonly ClaimState[];
  readonly dns: readonly DnsState[];
}
export interface Run {
  readonly log: readonly LogEntry[];
  readonly states: readonly State[];
  /** Why the rest is not told; undefined when all of it is. */
  readonly cut: string | undefined;
}

/** Plays a script. `manifests` stand in where it holds none. */
export function play(script: Script, circumstances: Circumstances, manifests = ''): Run {
  const simulation = new Simulation(circumstances);
  const documents = documentsOf(script.manifests ?? manifests);
  const states: State[] = [];
  for (const [i, action] of script.actions.entries()) {
    simulation.cluster.action = i;
    simulation.act(action, documents);
    if (isPreparing(action)) continue;
    simulation.settle();
    if (script.silent.has(i)) continue;
    const questions = script.queries[states.length] ?? [];
    states.push({
      after: i,
      pods: podStates(simulation.cluster),
      claims: claimStates(simulation.cluster),
      dns: questions.length > 0 ? answers(simulation, circumstances.clusterDomain, questions) : [],
    });
    if (simulation.cut !== undefined) break;
  }
  return { log: simulation.cluster.log, states, cut: simulation.cut };
}

function answers({ cluster }: Simulation, clusterDomain: string, questions: readonly Question[]): readonly DnsState[] {
  const dns = new Dns(cluster, clusterDomain);
  return questions.map(({ name, type, from }) =>
    from === undefined
      ? { name, type, ...dns.ask(name, type) }
      : { name, from, type, ...dns.askFrom(name, type, from) },
  );
}
