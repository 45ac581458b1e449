/** What is passed on of a preview: Markdown, Mermaid and SVG, whatever the names in the manifests hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exported } from '../../server/src/export/export.ts';
import { pictureOf } from '../../server/src/export/picture.ts';
import type { StatefulSetJson } from '../../server/src/protocol.ts';
import { statefulSet } from '../webview/fixtures.ts';

const plain = (file: string) => file;
const markdown = (set: StatefulSetJson) => exported('markdown', [set], plain);
const mermaid = (...sets: readonly StatefulSetJson[]) => exported('mermaid', sets, plain);
const svg = (...sets: readonly StatefulSetJson[]) => exported('svg', sets, plain);
const web = statefulSet();
const many = statefulSet({ replicas: 2 ** 31 - 1 });
const stuck = statefulSet({ stuck: 'Stuck at web-0.' });

describe('Markdown', () => {
  test('says what there will be, row by row, and what happens', () => {
    const text = markdown(web);
    expect(text).toContain('| `web-1` | `web-1.nginx.shop.svc.cluster.local` | `www-web-1` 1Gi, class fast |\n');
    expect(text).toContain('- A `nginx.shop.svc.cluster.local`: 3 answers, `web-0` to `web-2`');
    expect(text).toContain('<details><summary>Create: 12 steps</summary>');
    expect(text).toContain('6. **Create Pod web-1.** web-0 is Ready.');
  });
  test('counts what would be too long', () => {
    const text = markdown(many);
    expect(text).toContain('| … 2,147,483,642 more Pods, web-3 to web-2147483644 |  |  |');
    expect(text).toContain('… and 8,589,934,558 more, to 8,589,934,588.');
    expect(text.split('\n').length).toBeLessThan(70);
  });
  test('gives no names to what is stuck', () => {
    expect(markdown(stuck)).not.toContain('svc.cluster.local');
  });
  test('says what was asked that is not in the file', () => {
    expect(markdown(statefulSet({ whatIf: { replicas: { file: 1, value: 3 } } }))).toContain(
      '**What if:** replicas 3, not 1. The file is unchanged.',
    );
  });
});

describe('Mermaid', () => {
  test('is a flowchart of Service, Pods in their order, and claims', () => {
    expect(mermaid(statefulSet({ replicas: 2 }))).toBe(`flowchart LR
  service("Service nginx<br>headless")
  subgraph set ["StatefulSet web"]
    pod0["web-0"]
    pod1["web-1"]
    pod0 --> pod1
  end
  service -. "web-0.nginx.shop.svc.cluster.local" .-> pod0
  pod0 --- claim0x0[("www-web-0<br>1Gi")]
  service -. "web-1.nginx.shop.svc.cluster.local" .-> pod1
  pod1 --- claim0x1[("www-web-1<br>1Gi")]
`);
  });
  test('of several sets is one chart, whose nodes do not meet', () => {
    const text = mermaid(web, statefulSet({ name: 'db' }));
    expect(text.match(/^flowchart/gm)).toHaveLength(1);
    const nodes = [...text.matchAll(/^ {4}(\w+)\["/gm)].map(([, id]) => id);
    expect(new Set(nodes).size).toBe(nodes.length);
  });
  test('of Parallel Pods has no order', () => {
    expect(mermaid(statefulSet({ podManagementPolicy: 'Parallel' }))).not.toContain('-->');
  });
  test('of no Pods says so', () => {
    expect(mermaid(statefulSet({ replicas: 0 }))).toContain('none["no Pods"]');
  });
});

describe('whatever stands in a manifest', () => {
  const odd = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '</text><script>alert(1)</script>',
      '"]; click pod0 "javascript:alert(1)"',
      '`|`\n# x',
      '\u202e\u200b\ud800',
    ),
  );
  const set = fc
    .record({ name: odd, namespace: odd, service: odd, template: odd, storage: odd })
    .map(({ name, namespace, service, template, storage }) => {
      const claimTemplates = web.claimTemplates.map((claim) => ({ ...claim, name: template, storage }));
      return statefulSet({ name, namespace, service: { name: service }, claimTemplates });
    });

  test('is no Mermaid: each line is one of the few that there are', () => {
    const label = '"[\\p{L}\\p{N} .,:…#;<>br-]*"';
    const lines = [
      'flowchart LR',
      ` {2}service\\(${label}\\)`,
      ` {2}subgraph set \\[${label}\\]`,
      ` {4}pod\\d+\\[${label}\\]`,
      ' {4}pod\\d+ --> pod\\d+',
      ' {2}end',
      ` {2}service -\\. ${label} \\.-> pod\\d+`,
      ` {2}pod\\d+ --- claim0x\\d+\\[\\(${label}\\)\\]`,
    ].map((line) => new RegExp(`^${line}$`, 'u'));
    fc.assert(
      fc.property(set, (each) => {
        for (const line of mermaid(each).trimEnd().split('\n'))
          expect(
            lines.some((known) => known.test(line)),
            line,
          ).toBe(true);
      }),
    );
  });

  test('is no SVG: its elements are ours', () => {
    fc.assert(
      fc.property(set, (each) => {
        const lines = svg(each).trimEnd().split('\n');
        for (const line of lines.slice(1, -1))
          expect(line).toMatch(
            /^<(?:title|text|rect|line)(?: [\w-]+="[^"<>&]*")*(?:\/>|>(?:[^<>&]|&(?:amp|lt|gt);)*<\/(?:title|text)>)$/u,
          );
        expect(svg(each)).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}]/u);
      }),
    );
  });

  test('is no Markdown: a row of the table stays one row of three cells', () => {
    fc.assert(
      fc.property(set, (each) => {
        const rows = markdown(each)
          .split('\n')
          .filter((line) => line.startsWith('| '));
        expect(rows).toHaveLength(5);
        for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
      }),
    );
  });

  test('gives the same text each time', () => {
    for (const format of ['markdown', 'mermaid', 'svg'] as const)
      expect(exported(format, [web, stuck], plain)).toBe(exported(format, [web, stuck], plain));
  });
});

test('a picture holds all that is in it', () => {
  for (const set of [web, many, stuck, statefulSet({ replicas: 0 }), statefulSet({ name: 'w'.repeat(200) })]) {
    const { width, height, shapes } = pictureOf(set);
    for (const shape of shapes) {
      const corners = shape.kind === 'line' ? [shape.from, shape.to] : [[shape.x, shape.y]];
      for (const [x = 0, y = 0] of corners) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
        expect(y).toBeLessThanOrEqual(height);
      }
    }
  }
});
