import { isSeverity, isVersion } from '../core/config.ts';
import { defaultSettings, type Settings } from '../core/settings.ts';

/** What the user's editor says. */
export interface ClientSettings {
  readonly settings: Partial<Settings>;
  /** Globs of files that are not read. */
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
  /** Whether the API's table answers hovers. `auto`: unless the client knows of another extension that does, which is its business. */
  readonly schema: 'auto' | 'on' | 'off';
}

const defaultExclude = ['**/node_modules/**', '**/.git/**'];

/** The `ordinal` section as it came, every field checked. What equals the default is not said, so that a folder's `.ordinal.yaml` may. */
export function readSettings(section: unknown): ClientSettings {
  const { rules, kubernetesVersion, clusterDomain, storageClasses, exclude, codeLens, schema } = (section ??
    {}) as Readonly<Record<string, unknown>>;
  return {
    settings: {
      ...(typeof rules === 'object' && rules !== null
        ? {
            rules: Object.fromEntries(
              Object.entries(rules).flatMap(([id, severity]) =>
                isSeverity(severity) ? [[id, severity] as const] : [],
              ),
            ),
          }
        : {}),
      ...(isVersion(kubernetesVersion) && kubernetesVersion !== defaultSettings.kubernetes
        ? { kubernetes: kubernetesVersion }
        : {}),
      ...(typeof clusterDomain === 'string' && clusterDomain !== '' && clusterDomain !== defaultSettings.clusterDomain
        ? { clusterDomain }
        : {}),
      ...(isTexts(storageClasses) && storageClasses.length > 0 ? { storageClasses } : {}),
    },
    exclude: isTexts(exclude) ? exclude : defaultExclude,
    codeLens: codeLens !== false,
    schema: schema === 'on' || schema === 'off' ? schema : 'auto',
  };
}
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
