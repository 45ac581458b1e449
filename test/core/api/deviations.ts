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

const put =
  'asked with PUT, which takes away what the server filled in and no file has (tokens, labels and selectors, sources of data); kubectl apply leaves it, and is what files are for';
const putUid = 'asked with PUT, which calls another uid a conflict; kubectl apply sends the same as a patch';
const renamed = 'sent to the address of another object; for kubectl, another name is another object';
const emptied =
  'asked with server-side apply, which takes an object away with all that it said; kubectl apply as it usually is leaves it empty, and so does PUT';
const unbound = 'the claim is not bound, which only the cluster knows; most claims that exist are';
const failedGrowth = 'the volume never grew to what was asked for, which only the cluster knows';
const noClass = 'the class is not there, or there is no default class, which only the cluster knows';

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
  ...because(
    put,
    // Pods
    'u075e51726c',
    'u0a1d6a4262',
    'u0ac33eb234',
    'u1a0782f181',
    'u1a5edf77c0',
    'u23262ec609',
    'u31417d1a51',
    'u3abb08318e',
    'u46f6f7d62d',
    'u4dcc0f1614',
    'u504892ca9e',
    'u5562584f4a',
    'u7d83b7aa76',
    // Jobs
    'u05704f1b6d',
    'u1efb3bbc73',
    'u27a2f7add0',
    'u39b34dd5d6',
    'u3b56b73b60',
    'u42acbc0fc8',
    'u43763627b2',
    'u4934b9a7c2',
    'u4b075fd399',
    'u4e340fee1c',
    'u58570a8128',
    'u9222366967',
    'uee990dc50d',
    // Claims
    'u0a9a354ff4',
    'u0b61c4b749',
    'u41e7ed61bd',
    'u4fda4ab1d3',
    // A StatefulSet, a Service
    'u9470a637d4',
    'u071d5f5132',
  ),
  ...because(putUid, 'u6e59f8b335', 'u94a405d9e9'),
  ...because(renamed, 'u3f558ce551', 'uf13b0963b0'),
  ...because(emptied, 'u19fb804eea', 'ue7d3bf6137'),
  ...because(
    unbound,
    'u049b9f5ec4',
    'u066880b433',
    'u13076ec587',
    'u3cabd89b36',
    'u51b85dea51',
    'u77dba7f328',
    'u8a391b0636',
    'u8e3a34eb0a',
    'u9bf0dfde34',
    'ub76b0ccc5d',
    'ue129dd270d',
  ),
  ...because(failedGrowth, 'u612b7fa21b', 'ude6c022bdc'),
  ...because(noClass, 'u0fbb15f4ad', 'u4235fc2774', 'u63f8416ae9', 'ud72edcd6de'),
]);
