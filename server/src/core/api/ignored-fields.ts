/** An object → what of it the API server of a version does not keep. The facts stand in ignored.ts. */
import type { KubernetesVersion } from '../settings.ts';
import type { Field, Node } from '../yaml.ts';
import {
  clusterScoped,
  deadAnnotations,
  type Ignored,
  ignored,
  ignoredAnnotation,
  ignoredAnywhere,
  ignoredNamespace,
  isIn,
} from './ignored.ts';
import { fieldsOf, isKnown, type Shape } from './schema.ts';

export interface IgnoredField {
  /** The field that is meant: `stopSignal`. */
  readonly field: Field;
  /** What is gone with it: it, or what holds it. */
  readonly dropped: Field;
  /** What refers to it, and goes, too. */
  readonly followers: readonly Field[];
  readonly fact: Ignored;
}

/** What a version drops of an object of the given type (schema.ts), in no particular order. */
export function ignoredFields(object: Field, type: string, kubernetes: KubernetesVersion): readonly IgnoredField[] {
  const walk = new Walk(type, kubernetes);
  for (const [path, fact] of ignoredAnywhere) walk.drop(object.get(...path), fact);
  if (clusterScoped.has(type)) walk.drop(object.get('metadata', 'namespace'), ignoredNamespace);
  walk.into(object, { kind: 'object', name: type });
  return walk.found;
}

class Walk {
  readonly found: IgnoredField[] = [];
  readonly #top: string;
  readonly #kubernetes: KubernetesVersion;

  constructor(top: string, kubernetes: KubernetesVersion) {
    this.#top = top;
    this.#kubernetes = kubernetes;
  }

  into(field: Field, shape: Shape): void {
    if (!holdsFacts(shape)) return;
    if (shape.kind === 'list') for (const item of field.items) this.into(item, shape.of);
    else if (shape.kind === 'map') for (const entry of field.entries) this.into(entry, shape.of);
    else if (shape.kind === 'object') this.#object(field, shape.name);
  }

  #object(object: Field, type: string): void {
    const known = fieldsOf(type);
    const facts = ignored[type];
    for (const field of object.entries) {
      const shape = known.get(`${field.step}`);
      if (!shape || !isKnown(shape, this.#kubernetes)) continue;
      const fact = facts?.[shape.name];
      if (!fact || !this.#drops(fact, field, object)) this.into(field, shape.shape);
      else this.drop(field, fact);
    }
    if (type === 'PodTemplateSpec' || type === 'Pod')
      for (const annotation of object.get('metadata', 'annotations').entries)
        if (deadAnnotations.has(`${annotation.step}`)) this.drop(annotation, ignoredAnnotation);
  }

  #drops(fact: Ignored, field: Field, object: Field): boolean {
    const { only, when } = fact;
    return (
      isIn(fact, this.#kubernetes) &&
      (only === undefined || only === this.#top) &&
      (when === undefined || when(field, object))
    );
  }

  drop(field: Field, fact: Ignored): void {
    const { node } = field;
    if (!node || (node.kind === 'scalar' && node.value === null) || (!fact.evenEmpty && isEmpty(node))) return;
    const dropped = withWhatGoes(field, fact);
    this.found.push({ field, dropped, followers: fact.takes === 'item' ? mountsOf(dropped) : [], fact });
  }
}

/** Nothing is lost with it, as Go sees it. */
function isEmpty(node: Node): boolean {
  if (node.kind === 'sequence') return node.items.length === 0;
  if (node.kind === 'mapping') return node.entries.every(({ value }) => isEmpty(value));
  return node.value === null || node.value === '' || node.value === 0 || node.value === false;
}

function withWhatGoes(field: Field, { takes }: Ignored): Field {
  const { parent } = field;
  if (!parent || !takes) return field;
  const isAlone = parent.entries.every(({ step, scalar }) => step === field.step || scalar === null);
  return takes === 'item' || isAlone ? parent : field;
}

/** The mounts of a volume, in the Pod that it stands in. */
function mountsOf(volume: Field): readonly Field[] {
  const name = volume.get('name').text;
  const spec = volume.parent?.parent;
  if (name === undefined || !spec) return [];
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    spec
      .get(list)
      .items.flatMap((container) =>
        container.get('volumeMounts').items.filter((mount) => mount.get('name').text === name),
      ),
  );
}

/** Whether anything that the table names can stand below: most of what is written is not even looked at. */
function holdsFacts(shape: Shape): boolean {
  if (shape.kind === 'list' || shape.kind === 'map') return holdsFacts(shape.of);
  if (shape.kind === 'scalar') return false;
  let holds = holding.get(shape.name);
  if (holds === undefined) {
    holding.set(shape.name, false);
    holds = shape.name in ignored || [...fieldsOf(shape.name).values()].some((field) => holdsFacts(field.shape));
    holding.set(shape.name, holds);
  }
  return holds;
}
const holding = new Map<string, boolean>();
