/** What the API server finds wrong in an object, error by error, as checks report it. */
import { type KubernetesVersion, kubernetesVersions } from '../settings.ts';
import type { ScalarValue } from '../yaml.ts';
import type { Path } from './path.ts';

/** The server's own names of what can be wrong (apimachinery pkg/util/validation/field, and what decoding says). */
export type ErrorType =
  | 'Required value'
  | 'Invalid value'
  | 'Unsupported value'
  | 'Duplicate value'
  | 'Forbidden'
  | 'Too long'
  | 'Too many'
  | 'Too few'
  | 'Not found'
  | 'unknown field'
  | 'duplicate field'
  | 'duplicate key'
  | 'wrong type'
  | 'bad quantity'
  | 'decoding'
  | 'no such API'
  | 'admission';

/** What puts it right, at the error's own path. */
export type Repair =
  | { readonly kind: 'replace'; readonly value: ScalarValue; readonly isSafe?: boolean }
  | { readonly kind: 'remove'; readonly isSafe?: boolean }
  | { readonly kind: 'add'; readonly value: unknown; readonly isSafe?: boolean }
  | { readonly kind: 'rename'; readonly key: string; readonly isSafe?: boolean }
  /** Into the mapping at that place. */
  | { readonly kind: 'move'; readonly to: Path; readonly isSafe?: boolean }
  /** Beside where it stands, under these keys, of which some may be there. */
  | { readonly kind: 'nest'; readonly into: readonly string[]; readonly isSafe?: boolean };

export interface FieldError {
  readonly type: ErrorType;
  readonly path: Path;
  /** For the person at the keyboard: what is wrong and what is allowed. One or two sentences. */
  readonly message: string;
  /** Best first. */
  readonly repairs: readonly Repair[];
  /** The error that this one would go away with: it is not told on its own. */
  readonly follows: FieldError | undefined;
  /** `stuck`: the object is taken, and what it makes is refused. */
  readonly effect: 'rejected' | 'stuck';
  /** It is so in a cluster as most are; this one may be otherwise. */
  readonly dependsOnCluster: boolean;
  /** The server looks at things in turns (0: validation), and answers with the errors of the first turn that has any. */
  readonly turn: number;
}

/** What the server says of an object that it takes. */
export interface Warning {
  readonly path: Path;
  /** For the person at the keyboard. */
  readonly message: string;
  readonly repairs: readonly Repair[];
  /** `ignored`: what stands there does nothing. */
  readonly effect: 'advice' | 'ignored';
}

interface More {
  readonly repairs?: readonly Repair[];
  readonly follows?: FieldError | undefined;
  readonly dependsOnCluster?: boolean;
}

/**
 * Collects the errors of one object for one version of Kubernetes. The checks beside it are functions that take it, a Path
 * and a value: `dnsLabel(check, path, name)`.
 */
export class Check {
  readonly kubernetes: KubernetesVersion;
  readonly errors: FieldError[];
  readonly warnings: Warning[] = [];
  readonly #effect: FieldError['effect'];
  readonly #turn: number;

  constructor(
    kubernetes: KubernetesVersion,
    errors: FieldError[] = [],
    effect: FieldError['effect'] = 'rejected',
    turn = 0,
  ) {
    this.kubernetes = kubernetes;
    this.errors = errors;
    this.#effect = effect;
    this.#turn = turn;
  }

  /** The same, for what the server takes in this version although what comes of it will be refused. */
  get later(): Check {
    return new Check(this.kubernetes, this.errors, 'stuck', this.#turn);
  }
  /** The same, for what the server looks at before these checks, and then answers alone: an admission plugin, the allocator of addresses. */
  get earlier(): Check {
    return new Check(this.kubernetes, this.errors, this.#effect, this.#turn - 1);
  }
  /** The same, for what the server looks at only where these checks find nothing: an admission plugin that validates. */
  get afterwards(): Check {
    return new Check(this.kubernetes, this.errors, this.#effect, this.#turn + 1);
  }
  /** Whether the version is this one or a later one. */
  isSince(version: KubernetesVersion): boolean {
    return kubernetesVersions.indexOf(this.kubernetes) >= kubernetesVersions.indexOf(version);
  }

  /** What the server warns of only; it says so only when it finds no error. */
  warn(path: Path, message: string, { repairs = [], effect = 'advice' }: Partial<Warning> = {}): void {
    this.warnings.push({ path, message, repairs, effect });
  }

  report(type: ErrorType, path: Path, message: string, more: More = {}): FieldError {
    const { repairs = [], follows, dependsOnCluster = false } = more;
    const error = { type, path, message, repairs, follows, effect: this.#effect, dependsOnCluster, turn: this.#turn };
    this.errors.push(error);
    return error;
  }
  required(path: Path, message: string, more?: More): FieldError {
    return this.report('Required value', path, message, more);
  }
  invalid(path: Path, message: string, more?: More): FieldError {
    return this.report('Invalid value', path, message, more);
  }
  duplicate(path: Path, message: string, more?: More): FieldError {
    return this.report('Duplicate value', path, message, more);
  }
  forbidden(path: Path, message: string, more?: More): FieldError {
    return this.report('Forbidden', path, message, more);
  }
  tooLong(path: Path, message: string, more?: More): FieldError {
    return this.report('Too long', path, message, more);
  }
  tooMany(path: Path, message: string, more?: More): FieldError {
    return this.report('Too many', path, message, more);
  }
  tooFew(path: Path, message: string, more?: More): FieldError {
    return this.report('Too few', path, message, more);
  }
  notFound(path: Path, message: string, more?: More): FieldError {
    return this.report('Not found', path, message, more);
  }
}
