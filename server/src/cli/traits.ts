/** What makes a finding the same finding when lines move: what a baseline and a fingerprint remember of it. */
import type { Finding } from '../core/rule.ts';

export interface Traits {
  readonly file: string;
  /** `StatefulSet shop/web`; empty for text that is no object. */
  readonly object: string;
  /** The field path; empty where there is none. */
  readonly path: string;
  readonly rule: string;
  /** What stands there: another mistake in the same field is another finding. */
  readonly text: string;
}

export function traitsOf({ rule, at, resource }: Finding, file: string): Traits {
  const name = [resource?.namespace?.value, resource?.name?.value].filter((each) => each !== undefined).join('/');
  const text = at.document.text.slice(at.span.start, at.span.end);
  return {
    file,
    object: resource ? `${resource.kind} ${name}`.trim() : '',
    path: at.path,
    rule,
    text: (text.split(/\r?\n/, 1)[0] ?? '').trim().slice(0, 80),
  };
}

/** Equal for equal traits. */
export const keyOf = ({ file, object, path, rule, text }: Traits): string =>
  JSON.stringify([file, object, path, rule, text]);
