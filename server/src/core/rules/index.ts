/** All rules, one for each file beside this one. Written by scripts/generate.mjs (`npm run fix`). */
import type { Rule } from '../rule.ts';
import accessModeUnsupported from './access-mode-unsupported.ts';
import antiAffinityMismatch from './anti-affinity-mismatch.ts';
import antiAffinityMissing from './anti-affinity-missing.ts';
import apiBadQuantity from './api-bad-quantity.ts';
import apiDuplicate from './api-duplicate.ts';
import apiDuplicateField from './api-duplicate-field.ts';
import apiForbidden from './api-forbidden.ts';
import apiIgnored from './api-ignored.ts';
import apiInvalid from './api-invalid.ts';
import apiNotFound from './api-not-found.ts';
import apiRequired from './api-required.ts';
import apiTooLong from './api-too-long.ts';
import apiUnknownField from './api-unknown-field.ts';
import apiUnsupported from './api-unsupported.ts';
import apiVersionRemoved from './api-version-removed.ts';
import apiWarning from './api-warning.ts';
import apiWrongType from './api-wrong-type.ts';
import claimAdoptsExisting from './claim-adopts-existing.ts';
import claimNameCollision from './claim-name-collision.ts';
import claimNotFound from './claim-not-found.ts';
import claimResize from './claim-resize.ts';
import claimRetentionDeletesData from './claim-retention-deletes-data.ts';
import claimTemplateDuplicate from './claim-template-duplicate.ts';
import claimTemplateShadowsVolume from './claim-template-shadows-volume.ts';
import claimTemplateUnmounted from './claim-template-unmounted.ts';
import claimTemplateVersionLabel from './claim-template-version-label.ts';
import configMapKeyNotFound from './config-map-key-not-found.ts';
import configMapNotFound from './config-map-not-found.ts';
import dataOnEphemeralVolume from './data-on-ephemeral-volume.ts';
import defaultStorageClassAmbiguous from './default-storage-class-ambiguous.ts';
import deploymentWithClaim from './deployment-with-claim.ts';
import dnsClusterDomain from './dns-cluster-domain.ts';
import dnsMissingServiceLabel from './dns-missing-service-label.ts';
import dnsNotHeadless from './dns-not-headless.ts';
import dnsPeerIdMismatch from './dns-peer-id-mismatch.ts';
import dnsPeerListIncomplete from './dns-peer-list-incomplete.ts';
import dnsShortNameAcrossNamespaces from './dns-short-name-across-namespaces.ts';
import dnsUnknownPod from './dns-unknown-pod.ts';
import dnsUnknownPort from './dns-unknown-port.ts';
import dnsUnknownService from './dns-unknown-service.ts';
import dnsWrongNamespace from './dns-wrong-namespace.ts';
import duplicateResource from './duplicate-resource.ts';
import envUsedBeforeDefined from './env-used-before-defined.ts';
import forcedRollbackTrap from './forced-rollback-trap.ts';
import fqdnTooLong from './fqdn-too-long.ts';
import gracePeriodTooShort from './grace-period-too-short.ts';
import headlessPortRemap from './headless-port-remap.ts';
import hostNetworkDnsPolicy from './host-network-dns-policy.ts';
import hostnameInTemplate from './hostname-in-template.ts';
import hpaOwnsReplicas from './hpa-owns-replicas.ts';
import hpaTargetNotFound from './hpa-target-not-found.ts';
import identityNotPerPod from './identity-not-per-pod.ts';
import imageUnpinned from './image-unpinned.ts';
import immutableFieldChanged from './immutable-field-changed.ts';
import livenessTooEarly from './liveness-too-early.ts';
import maxUnavailableDropped from './max-unavailable-dropped.ts';
import nameNotDnsLabel from './name-not-dns-label.ts';
import nameTooLong from './name-too-long.ts';
import nfsForDatabase from './nfs-for-database.ts';
import notReadyAddressesAnnotation from './not-ready-addresses-annotation.ts';
import notReadyAddressesForClients from './not-ready-addresses-for-clients.ts';
import notReadyAddressesUnpublished from './not-ready-addresses-unpublished.ts';
import orderedBootstrapDeadlock from './ordered-bootstrap-deadlock.ts';
import partitionHoldsEverything from './partition-holds-everything.ts';
import pdbBlocksEviction from './pdb-blocks-eviction.ts';
import pdbMissing from './pdb-missing.ts';
import pdbOverlap from './pdb-overlap.ts';
import pdbSelectsNothing from './pdb-selects-nothing.ts';
import persistentVolumeClaimRef from './persistent-volume-claim-ref.ts';
import persistentVolumesInsufficient from './persistent-volumes-insufficient.ts';
import podNameCollision from './pod-name-collision.ts';
import podServiceUnknownPod from './pod-service-unknown-pod.ts';
import postgresDataAtRoot from './postgres-data-at-root.ts';
import probePortNotFound from './probe-port-not-found.ts';
import probeRequiresCluster from './probe-requires-cluster.ts';
import provisionerNotDeployed from './provisioner-not-deployed.ts';
import provisionerObsolete from './provisioner-obsolete.ts';
import quorumEven from './quorum-even.ts';
import readinessMissing from './readiness-missing.ts';
import secretKeyNotFound from './secret-key-not-found.ts';
import secretNotFound from './secret-not-found.ts';
import selectorMismatch from './selector-mismatch.ts';
import selectorOverlap from './selector-overlap.ts';
import selectorVersionLabel from './selector-version-label.ts';
import serviceAccountNotFound from './service-account-not-found.ts';
import serviceExternalName from './service-external-name.ts';
import serviceInOtherNamespace from './service-in-other-namespace.ts';
import serviceNameUnset from './service-name-unset.ts';
import serviceNotFound from './service-not-found.ts';
import serviceNotHeadless from './service-not-headless.ts';
import serviceSelectorMismatch from './service-selector-mismatch.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';
import serviceSelectsOtherPods from './service-selects-other-pods.ts';
import serviceTargetPortUnknown from './service-target-port-unknown.ts';
import serviceWithoutSelector from './service-without-selector.ts';
import sharedClaim from './shared-claim.ts';
import storageClassAnnotation from './storage-class-annotation.ts';
import storageClassEmpty from './storage-class-empty.ts';
import storageClassNotFound from './storage-class-not-found.ts';
import storageClassUnset from './storage-class-unset.ts';
import storageQuantityDecimal from './storage-quantity-decimal.ts';
import storageQuantityImplausible from './storage-quantity-implausible.ts';
import subPathNotExpanded from './sub-path-not-expanded.ts';
import unusedSuppression from './unused-suppression.ts';
import updateStrategyOnDelete from './update-strategy-on-delete.ts';
import volumeBindingImmediate from './volume-binding-immediate.ts';
import volumeDeviceMode from './volume-device-mode.ts';
import volumeMountNotFound from './volume-mount-not-found.ts';
import volumeNotWritable from './volume-not-writable.ts';
import yamlSyntax from './yaml-syntax.ts';

export const rules: readonly Rule[] = [
  accessModeUnsupported,
  antiAffinityMismatch,
  antiAffinityMissing,
  apiBadQuantity,
  apiDuplicate,
  apiDuplicateField,
  apiForbidden,
  apiIgnored,
  apiInvalid,
  apiNotFound,
  apiRequired,
  apiTooLong,
  apiUnknownField,
  apiUnsupported,
  apiVersionRemoved,
  apiWarning,
  apiWrongType,
  claimAdoptsExisting,
  claimNameCollision,
  claimNotFound,
  claimResize,
  claimRetentionDeletesData,
  claimTemplateDuplicate,
  claimTemplateShadowsVolume,
  claimTemplateUnmounted,
  claimTemplateVersionLabel,
  configMapKeyNotFound,
  configMapNotFound,
  dataOnEphemeralVolume,
  defaultStorageClassAmbiguous,
  deploymentWithClaim,
  dnsClusterDomain,
  dnsMissingServiceLabel,
  dnsNotHeadless,
  dnsPeerIdMismatch,
  dnsPeerListIncomplete,
  dnsShortNameAcrossNamespaces,
  dnsUnknownPod,
  dnsUnknownPort,
  dnsUnknownService,
  dnsWrongNamespace,
  duplicateResource,
  envUsedBeforeDefined,
  forcedRollbackTrap,
  fqdnTooLong,
  gracePeriodTooShort,
  headlessPortRemap,
  hostNetworkDnsPolicy,
  hostnameInTemplate,
  hpaOwnsReplicas,
  hpaTargetNotFound,
  identityNotPerPod,
  imageUnpinned,
  immutableFieldChanged,
  livenessTooEarly,
  maxUnavailableDropped,
  nameNotDnsLabel,
  nameTooLong,
  nfsForDatabase,
  notReadyAddressesAnnotation,
  notReadyAddressesForClients,
  notReadyAddressesUnpublished,
  orderedBootstrapDeadlock,
  partitionHoldsEverything,
  pdbBlocksEviction,
  pdbMissing,
  pdbOverlap,
  pdbSelectsNothing,
  persistentVolumeClaimRef,
  persistentVolumesInsufficient,
  podNameCollision,
  podServiceUnknownPod,
  postgresDataAtRoot,
  probePortNotFound,
  probeRequiresCluster,
  provisionerNotDeployed,
  provisionerObsolete,
  quorumEven,
  readinessMissing,
  secretKeyNotFound,
  secretNotFound,
  selectorMismatch,
  selectorOverlap,
  selectorVersionLabel,
  serviceAccountNotFound,
  serviceExternalName,
  serviceInOtherNamespace,
  serviceNameUnset,
  serviceNotFound,
  serviceNotHeadless,
  serviceSelectorMismatch,
  serviceSelectsNothing,
  serviceSelectsOtherPods,
  serviceTargetPortUnknown,
  serviceWithoutSelector,
  sharedClaim,
  storageClassAnnotation,
  storageClassEmpty,
  storageClassNotFound,
  storageClassUnset,
  storageQuantityDecimal,
  storageQuantityImplausible,
  subPathNotExpanded,
  unusedSuppression,
  updateStrategyOnDelete,
  volumeBindingImmediate,
  volumeDeviceMode,
  volumeMountNotFound,
  volumeNotWritable,
  yamlSyntax,
];
