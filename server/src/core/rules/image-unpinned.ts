import { imageName, imageTag, knownContainers } from '../known/images.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'image-unpinned',
  kinds: ['StatefulSet'],
  effect: 'advice',
  severity: 'information',
  summary: 'A database image without a version: a Pod that starts again may run another one on the old data.',
  why: `\`latest\`, and no tag at all, means whatever the registry holds when a Pod starts, on whichever node. In a StatefulSet the members then run
different versions, and a database may refuse data that an older version wrote, or change them so that there is no way back. This is said of images
that are known to hold data. Name the version.`,
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgres
spec:
  selector:
    matchLabels:
      app: postgres
  template:
    metadata:
      labels:
        app: postgres
    spec:
      containers:
        - name: postgres
          image: postgres:latest
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
              subPath: pgdata
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgres
spec:
  selector:
    matchLabels:
      app: postgres
  template:
    metadata:
      labels:
        app: postgres
    spec:
      containers:
        - name: postgres
          image: postgres:17.6
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
              subPath: pgdata
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 10Gi
`,

  *check(statefulSet) {
    for (const { container, known } of knownContainers(statefulSet.pods)) {
      const { image } = container;
      if (!known.isDatabase || !image || image.value.includes('@')) continue;
      const tag = imageTag(image.value);
      if (tag !== undefined && tag !== 'latest') continue;
      yield {
        at: image,
        message: `"${image.value}" names no version: a Pod that starts again may run a newer ${imageName(image.value)} on data that an older one wrote.`,
      };
    }
  },
});
