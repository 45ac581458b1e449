/** The names of a set's own Pods and claims, read back. */
import { type ClaimPreview, claimName, type Preview, podDnsName } from '../preview.ts';

export class OwnNames {
  readonly #preview: Preview;

  constructor(preview: Preview) {
    this.#preview = preview;
  }

  /** As the cluster writes it in its log: with the namespace, unless that is `default`. */
  get prefix(): string {
    return this.#preview.namespace === 'default' ? '' : `${this.#preview.namespace}/`;
  }
  isPod(name: string): boolean {
    const stem = `${this.#preview.name}-`;
    return name.startsWith(stem) && /^\d+$/.test(name.slice(stem.length));
  }
  ordinalOf(pod: string): number {
    return Number(pod.slice(this.#preview.name.length + 1));
  }
  claimsOf(pod: string): readonly string[] {
    return this.#preview.claims.map((claim) => claimName(this.#preview, claim, this.ordinalOf(pod)));
  }
  /** The Pod whose claim it is; undefined for a claim of nobody here. */
  podOf(claim: string): string | undefined {
    return this.#partsOf(claim)?.pod;
  }
  claimPreview(claim: string): ClaimPreview | undefined {
    return this.#partsOf(claim)?.preview;
  }
  /** The name under which the Pod can be looked up, once it is there. */
  domainOf(pod: string): string | undefined {
    return podDnsName({ ...this.#preview, stuck: undefined }, this.ordinalOf(pod));
  }

  #partsOf(claim: string): { readonly pod: string; readonly preview: ClaimPreview } | undefined {
    for (const preview of this.#preview.claims) {
      const pod = claim.slice(preview.name.length + 1);
      if (claim.startsWith(`${preview.name}-`) && this.isPod(pod)) return { pod, preview };
    }
    return undefined;
  }
}
