import type { ToWebview } from '../../server/src/protocol.ts';

/**
 * Whether a message has the shape that the panel draws. It comes from our own extension, so this looks at what tells versions apart
 * and at what the panel could not do without; everything else that happens to arrive in a webview fails it, too.
 */
export function isToWebview(message: unknown): message is ToWebview {
  if (!isObject(message)) return false;
  if (message.type === 'waiting') return typeof message.reason === 'string';
  if (message.type === 'resolved') return message.resolution === null || isResolution(message.resolution);
  if (message.type === 'paint') return isObject(message.picture) && Array.isArray(message.picture.shapes);
  return (
    message.type === 'preview' &&
    typeof message.pinned === 'boolean' &&
    isObject(message.files) &&
    isObject(message.preview) &&
    message.preview.version === 1 &&
    isDocument(message.preview.document) &&
    Array.isArray(message.preview.statefulSets) &&
    message.preview.statefulSets.every(isStatefulSet)
  );
}

function isDocument(document: unknown): boolean {
  if (!isObject(document) || typeof document.file !== 'string') return false;
  switch (document.state) {
    case 'ok':
      return true;
    case 'empty':
      return Array.isArray(document.kinds) && Array.isArray(document.others);
    case 'broken':
      return isObject(document.range) && typeof document.message === 'string' && Array.isArray(document.excerpt);
    default:
      return false;
  }
}

function isStatefulSet(set: unknown): boolean {
  return (
    isObject(set) &&
    typeof set.name === 'string' &&
    isObject(set.range) &&
    isObject(set.sources) &&
    isObject(set.service) &&
    isObject(set.retention) &&
    isObject(set.pods) &&
    Number.isSafeInteger(set.pods.start) &&
    Number.isSafeInteger(set.pods.count) &&
    isObject(set.pods.labels) &&
    isObject(set.whatIf) &&
    isScenario(set.scenario) &&
    [set.claimTemplates, set.dns, set.problems, set.commands, set.scenarios, set.asDeployment].every(Array.isArray)
  );
}

function isScenario(scenario: unknown): boolean {
  return (
    isObject(scenario) &&
    isObject(scenario.before) &&
    isObject(scenario.options) &&
    isObject(scenario.outcome) &&
    Number.isSafeInteger(scenario.steps) &&
    [scenario.before.pods, scenario.before.claims, scenario.before.records, scenario.runs].every(Array.isArray)
  );
}

function isResolution(resolution: unknown): boolean {
  return isObject(resolution) && typeof resolution.name === 'string' && Array.isArray(resolution.tries);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
