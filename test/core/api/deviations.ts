/** Recorded cases in which Ordinal answers otherwise than the server, each with its reason. */

const noKind =
  'no kind: the server takes it from the address, but kubectl refuses it, and a file without one is no object here';
const emptyFirst = 'an empty document first: the server reads no other, but kubectl passes over it';
const empty = 'nothing is in it: kubectl sends nothing, and there is no object to say something about';
const noObject = 'no map: nothing tells it from the many files that are YAML and not meant for Kubernetes';
const template = 'a template before it is rendered: nothing is said about those';

const ofTheCluster = 'depends on the cluster: which priority classes there are, which custom resources';
const range =
  'an address that the recorded cluster does not give to Services, and a cluster with the default range does';

const because = (reason: string, ...ids: readonly string[]) => ids.map((id) => [id, reason] as const);

export const deviations: ReadonlyMap<string, string> = new Map([
  ...because(noKind, 'c33af595798', 'y1854d61d7b'),
  ...because(ofTheCluster, 'c22c2858881', 'ce34eb033dc'),
  ...because(range, 'c17aff2774d', 'c584151cec3'),
  ...because(emptyFirst, 'y4c2ab6db4f', 'y17f0e84ff3', 'y30f9d4119d', 'y409665dd97', 'y0aa033df16', 'y4d0c7f30d5'),
  ...because(empty, 'y5e8721c61e', 'y7833e12131', 'yab68432b6d', 'yb5f1d86776'),
  ...because(noObject, 'y054ada9831', 'y2209adbf99', 'y2474b87ac6', 'y87c62608ae', 'ybdb4589fc8'),
  ...because(template, 'y02458fdff3', 'y0684993abc', 'y07c94111c8'),
  ...because(
    'the server reads up to the line that is indented less, and takes the rest for another document; kubectl says the same as Ordinal',
    'y0ae37090fd',
  ),
]);
