import { replaceScalar } from '../edit.ts';
import { defineRule } from '../rule.ts';

/** `<name>-<hash of ten>` is a label value of each Pod, and a label value has 63 characters at most. */
const alwaysSafe = 52;
const labelLength = 63;

export default defineRule({
  id: 'name-too-long',
  kinds: ['StatefulSet'],
  effect: 'stuck',
  severity: 'error',
  summary: 'The name leaves no room for what is made from it: the set is accepted and gets no Pods.',
  why: `Each Pod carries the label \`controller-revision-hash: <name>-<hash>\`, with a hash of up to 10 characters, and a label value ends at 63.
So a StatefulSet's name may have 52 characters. With 53 it works for the revisions whose hash happens to be shorter (about one in four):
the next change of the template can stop it. With more, the API server accepts the set and refuses every Pod; from 64 on it refuses the set.`,
  source: 'https://github.com/kubernetes/kubernetes/issues/64023',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: warehouse-of-the-northern-region-inventory-search-index
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: northern-inventory-search-index
spec:
  serviceName: nginx
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
`,

  *check({ name }) {
    if (!name || name.value.length <= alwaysSafe) return;
    const { length } = name.value;
    const short = name.value
      .slice(0, alwaysSafe)
      .replace(/-[^-]*$/, '')
      .replace(/[^a-z0-9]+$/, '');
    const isRejected = length > labelLength;
    yield {
      at: name,
      severity: length === alwaysSafe + 1 ? 'warning' : 'error',
      hasNoPods: length > alwaysSafe + 1,
      effect: isRejected ? 'rejected' : 'stuck',
      message: isRejected
        ? `The name has ${length} characters: the API server refuses more than ${labelLength}, and with more than ${alwaysSafe} the StatefulSet gets no Pods.`
        : length === alwaysSafe + 1
          ? `The name has ${length} characters; with more than ${alwaysSafe}, some revisions get no Pods: their label "controller-revision-hash" would pass 63 characters. A later change of the template can stop this set.`
          : `The name has ${length} characters; with more than ${alwaysSafe} the StatefulSet is accepted but gets no Pods, because their label "controller-revision-hash" would pass 63 characters.`,
      fixes:
        short === ''
          ? []
          : [{ title: `Shorten the name to "${short}"`, safe: false, edits: [replaceScalar(name.field, short)] }],
      api: isRejected ? [{ type: 'Invalid value', field: 'metadata.name' }] : [],
    };
  },
});
