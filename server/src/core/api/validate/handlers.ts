/**
 * Probes of containers, and what is done when they start and before they stop.
 * Source: pkg/apis/core/validation/validation.go (validateProbe, validateLifecycle, validateHandler).
 */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type {
  ExecAction,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  Probe,
  SleepAction,
  TCPSocketAction,
} from '../types.ts';
import { portNumber, portNumberOrName } from './ranges.ts';
import { nonNegative, oneOf } from './values.ts';

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** A probe of a container; absent is fine. */
export function probe(check: Check, at: Path, probe: Probe | undefined, name: ProbeName): void {
  if (!probe) return;
  handler(check, at, probe, undefined);
  // The server has put its defaults where 0 stood: no 0 is left to be refused.
  nonNegative(check, at.child('initialDelaySeconds'), probe.initialDelaySeconds);
  nonNegative(check, at.child('timeoutSeconds'), probe.timeoutSeconds);
  nonNegative(check, at.child('periodSeconds'), probe.periodSeconds);
  nonNegative(check, at.child('failureThreshold'), probe.failureThreshold);
  const successes = probe.successThreshold || 1;
  if (name === 'readinessProbe') nonNegative(check, at.child('successThreshold'), successes);
  else if (successes !== 1)
    check.invalid(
      at.child('successThreshold'),
      `${successes} is not allowed here: one success is all that a ${name} asks for.`,
      {
        repairs: [{ kind: 'replace', value: 1 }],
      },
    );
  graceOfProbe(check, at.child('terminationGracePeriodSeconds'), probe.terminationGracePeriodSeconds, name);
}

function graceOfProbe(check: Check, path: Path, seconds: number | undefined, name: ProbeName): void {
  if (seconds === undefined) return;
  if (name === 'readinessProbe')
    check.invalid(path, 'A readinessProbe ends no container: there is nothing to wait for.', {
      repairs: [{ kind: 'remove' }],
    });
  else if (seconds <= 0) check.invalid(path, `${seconds} is too small: it must be 1 or more.`);
}

/** `grace`: the Pod's own terminationGracePeriodSeconds. */
export function lifecycle(check: Check, at: Path, lifecycle: Lifecycle | undefined, grace: number): void {
  // stopSignal is not looked at: the server loses it before.
  if (lifecycle?.postStart) handler(check, at.child('postStart'), lifecycle.postStart, grace);
  if (lifecycle?.preStop) handler(check, at.child('preStop'), lifecycle.preStop, grace);
}

interface Handler {
  readonly exec?: ExecAction;
  readonly httpGet?: HTTPGetAction;
  readonly tcpSocket?: TCPSocketAction;
  readonly grpc?: GRPCAction;
  readonly sleep?: SleepAction;
}

const actions = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

function handler(check: Check, at: Path, handler: Handler, grace: number | undefined): void {
  const [first, ...others] = actions.filter((action) => handler[action] !== undefined);
  if (first === undefined)
    check.required(
      at,
      `This does nothing: it takes one of exec, httpGet, tcpSocket and ${grace === undefined ? 'grpc' : 'sleep'}.`,
    );
  if (first === 'exec' && (handler.exec?.command ?? []).length === 0)
    check.required(at.child('exec', 'command'), 'The command is missing.');
  if (first === 'httpGet' && handler.httpGet) httpGet(check, at.child('httpGet'), handler.httpGet);
  if (first === 'tcpSocket') portNumberOrName(check, at.child('tcpSocket', 'port'), handler.tcpSocket?.port);
  if (first === 'grpc') portNumber(check, at.child('grpc', 'port'), handler.grpc?.port ?? 0);
  if (first === 'sleep') sleep(check, at.child('sleep'), handler.sleep?.seconds ?? 0, grace ?? 0);
  for (const other of others)
    check.forbidden(at.child(other), `"${first}" stands here already: only one of them can be done.`, {
      repairs: [{ kind: 'remove' }],
    });
}

function httpGet(check: Check, at: Path, { port, scheme, httpHeaders = [] }: HTTPGetAction): void {
  portNumberOrName(check, at.child('port'), port);
  oneOf(check, at.child('scheme'), scheme || undefined, ['HTTP', 'HTTPS']);
  httpHeaders.forEach(({ name = '' }, i) => {
    if (!/^[-A-Za-z0-9]+$/.test(name))
      check.invalid(
        at.child('httpHeaders').unnamed(i).unnamed('name'),
        `"${name}" is no name of a header: letters, digits and "-".`,
      );
  });
}

function sleep(check: Check, at: Path, seconds: number, grace: number): void {
  const least = check.isSince('1.33') ? 0 : 1;
  if (seconds >= least && seconds <= grace) return;
  check.invalid(
    at.unnamed('seconds'),
    `${seconds} seconds are not allowed: from ${least} to the ${grace} of terminationGracePeriodSeconds.`,
  );
}
