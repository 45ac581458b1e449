/** A ConfigMap that exists. Source: pkg/apis/core/validation/validation.go (ValidateConfigMapUpdate). */
import type { ConfigMap } from '../../types.ts';
import { fixedData } from './fixed-data.ts';
import type { Update } from './index.ts';

export const configMap: Update<ConfigMap> = {
  check(check, at, now, was) {
    if (was.immutable !== true) return;
    fixedData(check, at, 'configmap', now, now.data, was.data, 'data');
    fixedData(check, at, 'configmap', now, now.binaryData, was.binaryData, 'binaryData');
  },
};
