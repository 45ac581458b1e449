/** Volumes that hold several sources in one directory. Source: pkg/apis/core/validation/validation.go (validateProjectionSources). */
import type { Check } from '../../field-error.ts';
import type { Path } from '../../path.ts';
import type {
  ClusterTrustBundleProjection,
  PodCertificateProjection,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  StringMap,
  VolumeProjection,
} from '../../types.ts';
import { labelSelector } from '../label-selector.ts';
import { filePath } from '../local-paths.ts';
import { annotations } from '../metadata.ts';
import { dnsLabel, dnsSubdomain } from '../names.ts';
import { between } from '../ranges.ts';
import { isEmpty, oneOf, required } from '../values.ts';
import { downwardAPIFile, fileMode, keysToPaths } from './key-files.ts';

export function projected(check: Check, at: Path, { defaultMode, sources = [] }: ProjectedVolumeSource): void {
  fileMode(check, at.child('defaultMode'), defaultMode);
  const paths = new Set<string>();
  /** The server names the volume, not the file. */
  const claim = (place: readonly (string | number)[], path: string | undefined) => {
    if (isEmpty(path)) return;
    if (paths.has(path)) {
      const file = place.reduce((parent: Path, step) => parent.unnamed(step), at);
      check.invalid(file, `"${path}" is a file of this volume already: each needs a path of its own.`);
    }
    paths.add(path);
  };
  sources.forEach((source, i) => {
    const kept = withoutGated(check, source);
    projection(check, at, i, kept, claim);
    const kinds = Object.keys(kept);
    if (kinds.length > 1)
      check.forbidden(
        at.child('sources').index(i),
        `One source has one kind: of ${kinds.join(' and ')}, each is a source of its own.`,
      );
  });
}

/** A source without what is off by default before 1.37; the server forgets it without a word. */
export function withoutGated(check: Check, source: VolumeProjection): VolumeProjection {
  if (check.isSince('1.37') || !(source.clusterTrustBundle || source.podCertificate)) return source;
  const { clusterTrustBundle, podCertificate, ...rest } = source;
  return rest;
}

type Claim = (place: readonly (string | number)[], path: string | undefined) => void;

function projection(check: Check, volume: Path, i: number, source: VolumeProjection, claim: Claim): void {
  const at = volume.child('sources').index(i);
  for (const kind of ['secret', 'configMap'] as const) {
    const files = source[kind];
    if (!files) continue;
    const name = kind === 'secret' ? 'Secret' : 'ConfigMap';
    required(check, at.child(kind, 'name'), files.name, `The source does not say which ${name} it holds.`);
    keysToPaths(check, at.child(kind, 'items'), files.items);
    files.items?.forEach(({ path }, item) => {
      claim(['sources', i, kind, 'items', item, 'path'], path);
    });
  }
  source.downwardAPI?.items?.forEach((file, item) => {
    downwardAPIFile(check, at.child('downwardAPI').unnamed('items').unnamed(item), file);
    claim(['sources', i, 'downwardAPI', 'items', item, 'path'], file.path);
  });
  if (source.serviceAccountToken) token(check, volume, i, source.serviceAccountToken);
  if (source.clusterTrustBundle) {
    trustBundle(check, at.child('clusterTrustBundle'), source.clusterTrustBundle);
    claim(['sources', i, 'clusterTrustBundle', 'path'], source.clusterTrustBundle.path);
  }
  if (source.podCertificate) {
    certificate(check, at.child('podCertificate'), source.podCertificate);
    for (const field of certificatePaths) claim(['sources', i, 'podCertificate', field], source.podCertificate[field]);
  }
}

const certificatePaths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const;

const leastSeconds = 600;
const mostSeconds = 2 ** 32;

function token(check: Check, volume: Path, i: number, source: ServiceAccountTokenProjection): void {
  const { expirationSeconds: seconds = 3600, path } = source;
  const at = volume.child('sources').index(i).child('serviceAccountToken', 'expirationSeconds');
  if (seconds < leastSeconds || seconds > mostSeconds)
    check.invalid(at, `A token lives ${leastSeconds} (ten minutes) to ${mostSeconds} seconds, not ${seconds}.`, {
      repairs: seconds < leastSeconds ? [{ kind: 'replace', value: leastSeconds }] : [],
    });
  // The server leaves out which source.
  const file = volume.unnamed('sources').unnamed(i).unnamed('serviceAccountToken').child('path');
  if (required(check, file, path, 'The token has no path.')) filePath(check, file, path);
}

function trustBundle(check: Check, at: Path, source: ClusterTrustBundleProjection): void {
  const { name, signerName, path, labelSelector: selector } = source;
  if (name !== undefined && signerName !== undefined)
    check.invalid(at, 'Certificates are chosen by name or by signerName, not by both.');
  else if (name !== undefined) {
    required(check, at.child('name'), name, 'The name is empty.');
    bundleName(check, at.child('name'), name);
    if (selector) check.invalid(at.child('labelSelector'), 'A labelSelector goes with signerName, not with name.');
  } else if (signerName !== undefined) {
    if (required(check, at.child('signerName'), signerName, 'The signerName is empty.'))
      signer(check, at.child('signerName'), signerName);
    labelSelector(check, at.child('labelSelector'), selector);
  } else check.required(at, 'It is not said which certificates: a name or signerName is missing.');
  required(check, at.child('path'), path, 'The file has no path.');
  filePath(check, at.child('path'), path ?? '');
}

/** A bundle of a signer is called after it: `example.com:signer:name`. */
function bundleName(check: Check, path: Path, name: string): void {
  const own = name.slice(name.lastIndexOf(':') + 1);
  if (dnsSubdomain(own, check)) check.invalid(path, `"${name}" is no name of a ClusterTrustBundle.`);
}

/** `example.com/signer`. Source: pkg/apis/certificates/validation. */
function signer(check: Check, path: Path, name: string): void {
  const [domain = '', own = '', ...more] = name.split('/');
  const labels = domain.split('.');
  const isRight =
    more.length === 0 &&
    labels.length > 1 &&
    labels.every((label) => dnsLabel(label, check) === undefined) &&
    own.split('.').every((part) => dnsSubdomain(part, check) === undefined);
  if (!isRight)
    check.invalid(path, `"${name}" is no signer: a domain with a dot, "/" and a name, such as example.com/signer.`);
}

const keyTypes = ['ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', 'RSA3072', 'RSA4096'];
const leastLifetime = 60 * 60;
/** 91 days; the signers of Kubernetes itself sign for a day. */
const mostLifetime = (signerName: string) => (signerName.startsWith('kubernetes.io/') ? 1 : 91) * 24 * 60 * 60;

function certificate(check: Check, at: Path, source: PodCertificateProjection): void {
  const { signerName = '', keyType, maxExpirationSeconds: seconds = leastLifetime } = source;
  if (required(check, at.child('signerName'), signerName, 'It is not said who signs the certificate.'))
    signer(check, at.child('signerName'), signerName);
  oneOf(check, at.child('keyType'), keyType ?? '', keyTypes);
  between(check, at.child('maxExpirationSeconds'), seconds, leastLifetime, mostLifetime(signerName));
  const paths = certificatePaths.filter((field) => !isEmpty(source[field]));
  for (const field of paths) filePath(check, at.child(field), source[field] ?? '');
  if (paths.length === 0) check.required(at, 'The certificate goes nowhere: credentialBundlePath is missing.');
  userAnnotations(check, at.child('userAnnotations'), source.userAnnotations);
}

function userAnnotations(check: Check, at: Path, map: StringMap<string> = {}): void {
  annotations(check, at, map);
  for (const key of Object.keys(map))
    if (!key.includes('/'))
      check.invalid(at.unnamed(key), `"${key}" has no prefix: a key of these is example.com/${key}.`);
}
