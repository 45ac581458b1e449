/** Exactly one source: what Pod volumes and PersistentVolumes have in common. */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';

/** A kind of source of `Owner`, by the name of its field. */
export interface Source<Owner> {
  readonly field: keyof Owner & string;
  /** The server's name of the field in errors of what stands in it, and where there is a source too many. */
  readonly shown: string;
  readonly shownDoubled: string;
  /** Of flexVolume of PersistentVolumes, a check was forgotten. */
  readonly isNeverOneTooMany: boolean;
  check(check: Check, at: Path, owner: Owner): void;
}

interface Options {
  readonly shown?: string;
  readonly shownDoubled?: string;
  readonly isNeverOneTooMany?: boolean;
}

/** Describes the kinds of sources of `Owner`. */
export const sourceOf =
  <Owner>() =>
  <Field extends keyof Owner & string>(
    field: Field,
    validate: (check: Check, at: Path, source: NonNullable<Owner[Field]>, owner: Owner) => void,
    { shown = field, shownDoubled = field, isNeverOneTooMany = false }: Options = {},
  ): Source<Owner> => ({
    field,
    shown,
    shownDoubled,
    isNeverOneTooMany,
    check(check, at, owner) {
      const source = owner[field];
      if (source !== undefined && source !== null) validate(check, at, source, owner);
    },
  });

/** Checks the first source in the server's order; any other is one too many. Answers whether there is one. */
export function oneSource<Owner>(check: Check, at: Path, owner: Owner, sources: readonly Source<Owner>[]): boolean {
  let first: string | undefined;
  for (const source of sources) {
    const { field, shown, shownDoubled, isNeverOneTooMany } = source;
    if (owner[field] === undefined) continue;
    if (first === undefined || isNeverOneTooMany) {
      first ??= field;
      source.check(check, step(at, field, shown), owner);
    } else
      check.forbidden(
        step(at, field, shownDoubled),
        `A volume has one source, and this one has ${first} already: one of them has to go.`,
        { repairs: [{ kind: 'remove' }] },
      );
  }
  return first !== undefined;
}

const step = (at: Path, field: string, shown: string) =>
  field === shown ? at.child(field) : at.unnamed(field).named(shown);
