/** What containers of Windows run as. Source: pkg/apis/core/validation/validation.go (validateWindowsSecurityContextOptions). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { PodSpec, WindowsSecurityContextOptions } from '../types.ts';
import { containersOf } from './containers-of.ts';
import { dnsSubdomain, named } from './names.ts';

const encoder = new TextEncoder();
const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsDomain = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

export function windowsOptions(check: Check, at: Path, options: WindowsSecurityContextOptions | undefined): void {
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options ?? {};
  if (name !== undefined) named(check, at.child('gmsaCredentialSpecName'), name, dnsSubdomain);
  if (spec === '') check.invalid(at.child('gmsaCredentialSpec'), 'The credential spec is empty.');
  else if (spec !== undefined && encoder.encode(spec).length > 64 * 1024)
    check.invalid(at.child('gmsaCredentialSpec'), 'The credential spec is larger than 64 KiB.');
  const wrong = user === undefined ? undefined : wrongUser(user);
  if (wrong !== undefined) check.invalid(at.child('runAsUserName'), `"${user}" ${wrong}.`);
}

/** What is wrong with `DOMAIN\user`; undefined when nothing is. */
function wrongUser(text: string): string | undefined {
  if (text === '') return 'names no user';
  if (/\p{Cc}/u.test(text)) return 'has control characters';
  const parts = text.split('\\');
  if (parts.length > 2) return 'has more than one backslash: it is DOMAIN\\user';
  const [user = '', domain] = parts.toReversed();
  if (domain !== undefined && (domain.length >= 256 || !(netBios.test(domain) || dnsDomain.test(domain))))
    return 'has a domain that is neither a name of NetBIOS nor one of DNS';
  if (user === '') return 'names no user';
  if (encoder.encode(user).length > 104) return 'names a user with more than 104 characters';
  if (/^[. ]+$/.test(user)) return 'names a user of nothing but dots and blanks';
  return /["/\\:;|=,+*?<>@[\]]/.test(user) ? 'has characters that no name of a user has' : undefined;
}

/** Containers that run as processes of the node: all of a Pod or none, and with its network. */
export function hostProcess(check: Check, at: Path, spec: PodSpec): void {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = containersOf(at, spec);
  let count = 0;
  for (const { container, path } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && ofPod !== own)
      check.invalid(
        path.child('securityContext', 'windowsOptions', 'hostProcess'),
        `The Pod says ${ofPod}: all of its containers have to agree.`,
        { repairs: [{ kind: 'replace', value: ofPod }] },
      );
    if (own ?? ofPod) count++;
  }
  if (count === 0) return;
  if (count !== containers.length)
    check.invalid(
      at,
      'Some containers are processes of the node (hostProcess) and some are not: it must be all or none.',
    );
  if (!spec.hostNetwork)
    check.invalid(
      at.child('hostNetwork'),
      'Containers that are processes of the node have its network: hostNetwork must be true.',
      {
        repairs: [{ kind: spec.hostNetwork === undefined ? 'add' : 'replace', value: true }],
      },
    );
}
