/**
 * ConfigMaps and Secrets that no file holds because something in the files makes them: generators of kustomizations, and
 * custom resources whose operator writes a Secret. Each of them defines the name as well as a file would.
 */
import { isPlaceholder, type Resource } from '../manifest.ts';
import type { Field, Located } from '../yaml.ts';

export type DataKind = 'ConfigMap' | 'Secret';
/** What a Pod names and cannot do without. */
export type NeededKind = DataKind | 'ServiceAccount' | 'PersistentVolumeClaim';

/** An object that is made. */
export interface Made {
  readonly kind: DataKind;
  readonly name: Located<string>;
  /** Undefined: nobody can tell from here. */
  readonly keys: readonly string[] | undefined;
}

/** Where the name of the Secret stands, by group and kind: `{a|b}` is the first of two paths that is there, `[]` all items of a list. */
const secretMakers: Readonly<Record<string, readonly string[]>> = {
  // https://github.com/bitnami-labs/sealed-secrets
  'bitnami.com/SealedSecret': ['{metadata.name}'],
  // https://cert-manager.io/docs/reference/api-docs/
  'cert-manager.io/Certificate': ['{spec.secretName}'],
  // https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/managed-credentials-eck
  'elasticsearch.k8s.elastic.co/Elasticsearch': [
    '{metadata.name}-es-elastic-user',
    '{metadata.name}-es-http-certs-public',
  ],
  // https://external-secrets.io/latest/api/externalsecret/ and /clusterexternalsecret/
  'external-secrets.io/ExternalSecret': ['{spec.target.name|metadata.name}'],
  'external-secrets.io/ClusterExternalSecret': [
    '{spec.externalSecretSpec.target.name|spec.externalSecretName|metadata.name}',
  ],
  // https://github.com/isindir/sops-secrets-operator
  'isindir.github.com/SopsSecret': ['{spec.secretTemplates[].name}'],
  // https://strimzi.io/docs/operators/latest/configuring
  'kafka.strimzi.io/Kafka': ['{metadata.name}-cluster-ca-cert', '{metadata.name}-clients-ca-cert'],
  'kafka.strimzi.io/KafkaUser': ['{metadata.name}'],
  // https://github.com/external-secrets/kubernetes-external-secrets
  'kubernetes-client.io/ExternalSecret': ['{metadata.name}'],
  // https://rook.io/docs/rook/latest/Storage-Configuration/Object-Storage-RGW/ceph-object-bucket-claim/
  'objectbucket.io/ObjectBucketClaim': ['{metadata.name}'],
  // https://developer.1password.com/docs/k8s/operator/
  'onepassword.com/OnePasswordItem': ['{metadata.name}'],
  // https://cloudnative-pg.io/documentation/current/applications/#secrets
  'postgresql.cnpg.io/Cluster': [
    '{metadata.name}-app',
    '{metadata.name}-superuser',
    '{metadata.name}-ca',
    '{metadata.name}-server',
    '{metadata.name}-replication',
  ],
  // https://www.rabbitmq.com/kubernetes/operator/using-operator
  'rabbitmq.com/RabbitmqCluster': ['{metadata.name}-default-user'],
  // https://github.com/ricoberger/vault-secrets-operator
  'ricoberger.de/VaultSecret': ['{metadata.name}'],
  // https://docs.doppler.com/docs/kubernetes-operator
  'secrets.doppler.com/DopplerSecret': ['{spec.managedSecret.name}'],
  // https://developer.hashicorp.com/vault/docs/platform/k8s/vso/api-reference
  'secrets.hashicorp.com/HCPVaultSecretsApp': ['{spec.destination.name}'],
  'secrets.hashicorp.com/VaultDynamicSecret': ['{spec.destination.name}'],
  'secrets.hashicorp.com/VaultPKISecret': ['{spec.destination.name}'],
  'secrets.hashicorp.com/VaultStaticSecret': ['{spec.destination.name}'],
  // https://infisical.com/docs/integrations/platforms/kubernetes/infisical-secret-crd
  'secrets.infisical.com/InfisicalSecret': [
    '{spec.managedSecretReference.secretName}',
    '{spec.managedKubeSecretReferences[].secretName}',
  ],
  // https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret
  'secrets-store.csi.x-k8s.io/SecretProviderClass': ['{spec.secretObjects[].secretName}'],
  // https://github.com/mittwald/kubernetes-secret-generator
  'secretgenerator.mittwald.de/BasicAuth': ['{metadata.name}'],
  'secretgenerator.mittwald.de/StringSecret': ['{metadata.name}'],
};

const configMapMakers: Readonly<Record<string, readonly string[]>> = {
  // https://rook.io/docs/rook/latest/Storage-Configuration/Object-Storage-RGW/ceph-object-bucket-claim/
  'objectbucket.io/ObjectBucketClaim': ['{metadata.name}'],
  // https://cert-manager.io/docs/trust/trust-manager/
  'trust.cert-manager.io/Bundle': ['{metadata.name}'],
};

/** https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/security_and_compliance/configuring-certificates */
const servingCertificate = [
  'service.beta.openshift.io/serving-cert-secret-name',
  'service.alpha.openshift.io/serving-cert-secret-name',
];

/** Each namespace has these: https://kubernetes.io/docs/concepts/configuration/configmap/ and OpenShift's service CA. */
export const builtInConfigMaps: readonly string[] = ['kube-root-ca.crt', 'openshift-service-ca.crt'];

/** The ConfigMaps and Secrets that come into being by this object. */
export function madeBy(resource: Resource): readonly Made[] {
  const { field, type } = resource;
  if (type === 'Kustomization')
    return [
      ...generated('ConfigMap', field.get('configMapGenerator')),
      ...generated('Secret', field.get('secretGenerator')),
    ];
  if (type === 'Service')
    return servingCertificate.flatMap((key) => made('Secret', field.get('metadata', 'annotations', key).string));
  if (type !== 'Other') return [];
  const id = `${resource.group}/${resource.kind}`;
  return [
    ...(secretMakers[id] ?? []).flatMap((pattern) => namesAt(field, pattern).flatMap((name) => made('Secret', name))),
    ...(configMapMakers[id] ?? []).flatMap((pattern) =>
      namesAt(field, pattern).flatMap((name) => made('ConfigMap', name)),
    ),
    // https://docs.crossplane.io/latest/managed-resources/managed-resources/#writeconnectionsecrettoref
    ...made('Secret', field.get('spec', 'writeConnectionSecretToRef', 'name').string),
  ];
}

function made(kind: DataKind, name: Located<string> | undefined, keys?: readonly string[]): readonly Made[] {
  return name && name.value !== '' && !isPlaceholder(name.value) ? [{ kind, name, keys }] : [];
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
function generated(kind: DataKind, generators: Field): readonly Made[] {
  return generators.items.flatMap((generator) => {
    const texts = (list: string) => generator.get(list).items.flatMap((item) => item.text ?? []);
    const fromFiles = generator.get('envs').exists || generator.get('env').exists;
    const keys = [
      ...texts('literals').map((literal) => literal.replace(/=.*$/s, '')),
      ...texts('files').map((file) => (file.includes('=') ? file.replace(/=.*$/s, '') : file.replace(/^.*\//, ''))),
    ];
    return made(kind, generator.get('name').string, fromFiles ? undefined : keys);
  });
}

function namesAt(field: Field, pattern: string): readonly Located<string>[] {
  const [, before = '', paths = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? [];
  for (const path of paths.split('|')) {
    const found = fieldsAt(field, path.split('.')).flatMap((each) => each.string ?? []);
    if (found.length > 0) return found.map(({ value, field }) => ({ value: `${before}${value}${after}`, field }));
  }
  return [];
}
function fieldsAt(field: Field, [step, ...rest]: readonly string[]): readonly Field[] {
  if (step === undefined) return [field];
  const next = step.endsWith('[]') ? field.get(step.slice(0, -2)).items : [field.get(step)];
  return next.flatMap((each) => fieldsAt(each, rest));
}
