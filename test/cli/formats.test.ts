/** `ordinal check` for machines: SARIF, GitHub annotations, JUnit. */
import { pathToFileURL } from 'node:url';
import { type Schema, Validator } from '@cfworker/json-schema';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/core/rules/index.ts';
import { exampleOf, folderOf, pair } from './shell.ts';

const broken = 'apiVersion: v1\nkind: Service\nmetadata: { name: "x\n';
/** Names and text that every format must escape in its own way. */
const odd = {
  'a b/50 %, <1>: ä🚢.yaml': `${pair['statefulset-web.yaml']}---\napiVersion: v1\nkind: Service\nmetadata: { name: "x" }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: "<&\\"]]>" }] }\n`,
};

describe('sarif', () => {
  const validator = new Validator(schema as unknown as Schema, '4', false);
  const logOf = async (...[folder, words = 'check']: [ReturnType<typeof folderOf>, string?]) =>
    JSON.parse((await folder.ordinal(`${words} --format sarif`)).out);

  test.each(rules.map((rule) => [rule.id, rule] as const))('is valid for %s', async (id, rule) => {
    const { folder, words } = exampleOf(rule);
    const log = await logOf(folder, words);
    expect(validator.validate(log).errors).toEqual([]);
    const [{ tool, results }] = log.runs;
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === id);
    expect(tool.driver.rules[result.ruleIndex].id).toBe(id);
    expect(tool.driver.rules[result.ruleIndex].help.markdown).toContain('## Why');
  });

  test('is valid without findings, with text that is no YAML, odd names and what cannot be read', async () => {
    for (const files of [{}, { 'x.yaml': broken }, odd, { 'x.yaml': 'kind: Pod\0' }]) {
      const log = await logOf(folderOf(files));
      expect(validator.validate(log).errors, Object.keys(files).join()).toEqual([]);
    }
    // The validator would say so:
    expect(validator.validate({ version: '2.1.0', runs: [{}] }).valid).toBe(false);
  });

  test('says where, what belongs to it, and how it is repaired', async () => {
    const [{ results, tool }] = (await logOf(folderOf(pair))).runs;
    expect(results).toHaveLength(3);
    expect(results[0]).toMatchObject({
      ruleId: 'service-target-port-unknown',
      ruleIndex: 0,
      level: 'warning',
      message: { text: expect.stringContaining('9376') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'handless-service.yaml', uriBaseId: 'SRCROOT' },
            region: { startLine: 13, startColumn: 19, endLine: 13, endColumn: 23 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Service/handless-service/spec.ports[0].targetPort' }],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation: { uri: 'statefulset-web.yaml' },
            region: { startLine: 21, startColumn: 30, endLine: 21, endColumn: 32 },
          },
          message: { text: 'Container port 80 ("web")' },
        },
      ],
      fixes: [
        {
          description: { text: 'Set targetPort: 80' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'handless-service.yaml' },
              replacements: [
                {
                  deletedRegion: { startLine: 13, startColumn: 19, endLine: 13, endColumn: 23 },
                  insertedContent: { text: '80' },
                },
              ],
            },
          ],
          properties: { safe: true },
        },
      ],
    });
    expect(results.map(({ level }: { level: string }) => level)).toEqual(['warning', 'note', 'note']);
    expect(tool.driver.rules[0]).toMatchObject({
      id: 'service-target-port-unknown',
      helpUri: expect.stringContaining('service-target-port-unknown'),
      defaultConfiguration: { level: 'warning' },
    });
  });

  test('writes paths as URIs, and leaves the base only with a whole one', async () => {
    const folder = folderOf(odd);
    const uris = async (cwd: ReturnType<typeof folderOf>, words: string[]) =>
      JSON.parse((await cwd.ordinal(words)).out).runs[0].results.map(
        (each: { locations: [{ physicalLocation: { artifactLocation: object } }] }) =>
          each.locations[0].physicalLocation.artifactLocation,
      );
    expect((await uris(folder, ['check', '--format', 'sarif']))[0]).toEqual({
      uri: 'a%20b/50%20%25%2C%20%3C1%3E%3A%20%C3%A4%F0%9F%9A%A2.yaml',
      uriBaseId: 'SRCROOT',
    });
    const outside = await uris(folderOf(), ['check', folder.path, '--format', 'sarif']);
    expect(outside[0].uri).toBe(pathToFileURL(`${folder.path}/${Object.keys(odd)[0]}`).href);
  });

  test('its fingerprints outlive lines that move, and tell equal findings apart', async () => {
    const fingerprints = async (folder: ReturnType<typeof folderOf>) =>
      (await logOf(folder)).runs[0].results.map(
        (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints['ordinalFinding/v1'],
      );
    const before = await fingerprints(folderOf(pair));
    const moved = { ...pair, 'statefulset-web.yaml': `# more\n\n${pair['statefulset-web.yaml']}` };
    expect(await fingerprints(folderOf(moved))).toEqual(before);
    const twice = { 'a.yaml': `${broken}---\n${broken}` };
    const both = await fingerprints(folderOf(twice));
    expect(new Set(both).size).toBe(both.length);
    expect(both.length).toBeGreaterThan(1);
  });

  test('says what could not be read', async () => {
    const [{ invocations }] = (await logOf(folderOf({ 'x.yaml': 'kind: Pod\0' }))).runs;
    expect(invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: 'x.yaml could not be read.' } }] },
    ]);
  });
});

describe('github', () => {
  test('is a command for each finding, and the sum', async () => {
    const { out, code } = await folderOf(pair).ordinal('check --format github');
    expect(out).toMatchInlineSnapshot(`
      "::warning file=handless-service.yaml,line=13,endLine=13,col=19,endColumn=23,title=service-target-port-unknown (warning)::No container of "statefulset-web" declares port 9376; declared is 80 (web).%0Astatefulset-web.yaml:21:30: Container port 80 ("web")%0AFix: Set targetPort: 80
      ::notice file=statefulset-web.yaml,line=30,endLine=30,col=27,endColumn=48,title=storage-class-not-found (information)::StorageClass "managed-nfs-storage" is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.%0AFix: Create StorageClass "managed-nfs-storage" in this file
      ::notice file=statefulset-web.yaml,line=35,endLine=35,col=22,endColumn=24,title=storage-quantity-decimal (hint)::1G is 1 × 10⁹ bytes, 7%25 less than 1Gi.%0AFix: Use 1Gi
      Found 1 warning, 1 information and 1 hint in 2 files (2 objects, Kubernetes 1.37).
      1 fixable with \`ordinal fix\`, 2 more with \`ordinal fix --unsafe\`.
      "
    `);
    expect(code).toBe(0);
  });
  test('escapes what GitHub reads as its own', async () => {
    const { out } = await folderOf(odd).ordinal('check --format github');
    expect(out.split('\n')[0]).toContain('::warning file=a b/50 %25%2C <1>%3A ä🚢.yaml,line=');
    expect(out).toContain(
      ',title=storage-quantity-decimal (hint)::1G is 1 × 10⁹ bytes, 7%25 less than 1Gi.%0AFix: Use 1Gi\n',
    );
  });
  test('names files from the root of the repository', async () => {
    const folder = folderOf({ 'k8s/x.yaml': broken });
    const env = { GITHUB_WORKSPACE: folder.path };
    const inside = folderOf();
    expect((await folder.ordinal('check --format github k8s', { env })).out).toContain('file=k8s/x.yaml,');
    const elsewhere = await inside.ordinal(['check', '--format', 'github', folder.path], { env });
    expect(elsewhere.out).toContain('file=k8s/x.yaml,');
    expect((await inside.ordinal(['check', '--format', 'github', folder.path])).out).toContain(
      `file=${folder.path}/k8s/x.yaml,`,
    );
  });
  test('gives no columns where a finding spans lines', async () => {
    const spread = pair['statefulset-web.yaml'].replace('"handless-service"', '"handless\n    service"');
    const { out } = await folderOf({ 'x.yaml': spread }).ordinal('check --format github');
    expect(out).toContain('file=x.yaml,line=7,endLine=8,title=service-not-found');
  });
});

describe('junit', () => {
  test('is a suite for each file; what fails is what --fail-on says', async () => {
    const folder = folderOf({ ...pair, 'clean.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' });
    const { out, code } = await folder.ordinal('check --format junit --fail-on warning');
    expect(out).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="ordinal" tests="4" failures="1" errors="0">
      <testsuite name="clean.yaml" tests="1" failures="0" errors="0">
      <testcase name="no findings" classname="clean.yaml" file="clean.yaml"/>
      </testsuite>
      <testsuite name="handless-service.yaml" tests="1" failures="1" errors="0">
      <testcase name="service-target-port-unknown in line 13" classname="handless-service.yaml" file="handless-service.yaml" line="13">
      <failure type="service-target-port-unknown" message="warning: No container of &quot;statefulset-web&quot; declares port 9376; declared is 80 (web).">warning[service-target-port-unknown]: No container of &quot;statefulset-web&quot; declares port 9376; declared is 80 (web).
        --&gt; handless-service.yaml:13:19  Service handless-service, spec.ports[0].targetPort
         |
      13 |       targetPort: 9376
         |                   ^^^^
         = statefulset-web.yaml:21:30: Container port 80 (&quot;web&quot;)
         = fix: Set targetPort: 80
      </failure>
      </testcase>
      </testsuite>
      <testsuite name="statefulset-web.yaml" tests="2" failures="0" errors="0">
      <testcase name="storage-class-not-found in line 30" classname="statefulset-web.yaml" file="statefulset-web.yaml" line="30">
      <system-out>information[storage-class-not-found]: StorageClass &quot;managed-nfs-storage&quot; is not in these files; the cluster may have it. If not, the claims stay Pending, and the Pods with them.
        --&gt; statefulset-web.yaml:30:27  StatefulSet statefulset-web, spec.volumeClaimTemplates[0].spec.storageClassName
         |
      30 |         storageClassName: &quot;managed-nfs-storage&quot;
         |                           ^^^^^^^^^^^^^^^^^^^^^
         = fix: Create StorageClass &quot;managed-nfs-storage&quot; in this file (--unsafe)
      </system-out>
      </testcase>
      <testcase name="storage-quantity-decimal in line 35" classname="statefulset-web.yaml" file="statefulset-web.yaml" line="35">
      <system-out>hint[storage-quantity-decimal]: 1G is 1 × 10⁹ bytes, 7% less than 1Gi.
        --&gt; statefulset-web.yaml:35:22  StatefulSet statefulset-web, spec.volumeClaimTemplates[0].spec.resources.requests[storage]
         |
      35 |             storage: 1G
         |                      ^^
         = fix: Use 1Gi (--unsafe)
      </system-out>
      </testcase>
      </testsuite>
      </testsuites>
      "
    `);
    expect(code).toBe(1);
    const { out: relaxed } = await folder.ordinal('check --format junit');
    expect(relaxed).toContain('<testsuites name="ordinal" tests="4" failures="0" errors="0">');
    expect(relaxed).not.toContain('<failure');
  });
  test('is well-formed, whatever stands in names and texts', async () => {
    const folder = folderOf({ ...odd, 'x.yaml': broken, '\u{1b}[2J.yaml': broken, 'nul.yaml': 'kind: Pod\0' });
    const { out, code } = await folder.ordinal('check --format junit');
    expect(code).toBe(2);
    expect(tagsOf(out)).toContain('error');
    expect(out).toContain('name="a b/50 %, &lt;1&gt;: ä🚢.yaml"');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of them
    expect(out).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f]/);
  });
});

/** Reads XML strictly enough to find what is not closed, not quoted or not escaped; answers the names of its elements. */
function tagsOf(xml: string): readonly string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const text = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const rest = text.replaceAll(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
    (_, close, name, _attributes, empty) => {
      if (close) expect(open.pop()).toBe(name);
      else {
        seen.push(name);
        if (!empty) open.push(name);
      }
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/<|&(?!(?:amp|lt|gt|quot);)/);
  return seen;
}
