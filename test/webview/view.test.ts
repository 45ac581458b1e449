import { h } from 'preact';
import { describe, expect, test } from 'vitest';
import { type Host, initialModel, type Model, received, type Ui } from '../../client/webview/model.ts';
import { Panel } from '../../client/webview/view.tsx';
import type { ToWebview } from '../../server/src/protocol.ts';
import { fixtures, message, statefulSet } from './fixtures.ts';
import { html, text } from './render.ts';

const host: Host = {
  send() {},
  copy() {},
  choose() {},
  pin() {},
  change() {},
  focusRow() {},
  toggle() {},
  ask() {},
  goTo() {},
  play() {},
};
const tenFortyTwo = new Date(2025, 0, 1, 10, 42).getTime();

function modelAfter(messages: readonly ToWebview[], ui: Partial<Ui> = {}): Model {
  const model = messages.reduce((before, next) => received(before, next, tenFortyTwo), initialModel);
  return { ...model, ui: { ...model.ui, ...ui } };
}
const panel = (messages: readonly ToWebview[], ui?: Partial<Ui>) => h(Panel, { model: modelAfter(messages, ui), host });
const says = (messages: readonly ToWebview[], ui?: Partial<Ui>) => text(panel(messages, ui));
/** The rows of Pods and folds, each as its text. */
function rows(messages: readonly ToWebview[], ui?: Partial<Ui>): string[] {
  const found = html(panel(messages, ui)).match(/<tr class="row.*?<\/tr>/gs) ?? [];
  return found
    .map((row) =>
      row.replace(/<span class="visually-hidden">.*?<\/span>/g, '').replace(/<\/(?:th|td|div)>|<\/button>/g, ' '),
    )
    .map((row) =>
      row
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

describe('the verdict', () => {
  test.each([
    ['main', '3 Pods, web-0 to web-2, one after the other. Each has the name web-N.nginx. 3 disks, 3Gi of class fast.'],
    [
      'two-sets',
      '3 Pods, etcd-0 to etcd-2, all at once. Each has the name etcd-N.etcd-peers. 6 disks, 30Gi of class premium-rwo and the default class.',
    ],
    ['replicas-0', 'No Pods. replicas is 0. The first one would be web-0.'],
    ['class-not-found', 'Stuck at web-0. web-1 and web-2 are never created. Asked for: 3 Pods'],
    ['service-not-found', 'one after the other. No DNS names. 3 disks'],
    ['unseen', 'DNS names depend on Service nginx, which is not in these files.'],
    ['not-headless', 'No DNS names that every cluster answers.'],
    ['no-claims', 'No disks of their own.'],
    ['thousand', '1,000 Pods, web-0 to web-999'],
  ] as const)('of %s', (state, sentence) => {
    expect(says(fixtures[state])).toContain(sentence);
  });

  test('of one Pod speaks of one', () => {
    expect(says([message([statefulSet({ replicas: 1 })])])).toContain(
      '1 Pod, web-0. It has the name web-0.nginx. 1 disk, 1Gi of class fast.',
    );
  });

  test('gives no sum of sizes that cannot be read', () => {
    const [template] = statefulSet().claimTemplates;
    const claimTemplates = template ? [{ ...template, storage: 'lots', bytes: 0 }] : [];
    expect(says([message([statefulSet({ claimTemplates })])])).toContain('3 disks of class fast.');
  });
});

describe('the header', () => {
  test('says where the set stands', () => {
    expect(says(fixtures.main)).toContain('StatefulSet in shop · shop/web.yaml:14');
  });
  test('says that a namespace which is not written is shown as default', () => {
    expect(says(fixtures.article)).toContain('StatefulSet in no namespace, shown as default · statefulset-web.yaml:14');
  });
  test('has tabs for several sets, and none for one', () => {
    expect(html(panel(fixtures['two-sets'])).match(/role="tab" id="set-/g)).toHaveLength(2);
    expect(html(panel(fixtures.main))).not.toContain('id="set-');
  });
  test('tells sets of one name apart by their namespaces', () => {
    const sets = [statefulSet({ namespace: 'blue' }), statefulSet({ namespace: 'green' })];
    expect(says([message(sets)])).toMatch(/web in blue web in green/);
  });
});

describe('problems', () => {
  test('have severity, message, rule, line, and fixes', () => {
    expect(html(panel(fixtures['service-not-found']))).toContain('Warning: ');
    expect(says(fixtures['service-not-found'])).toContain(
      '“nginx-headless” selects these Pods. service-not-found line 19 Create headless Service “nginx” Use “nginx-headless”',
    );
  });
  test('in another file name it', () => {
    expect(says(fixtures.article)).toContain('service-target-port-unknown handless-service.yaml:12');
  });
  test('in great number do not hide the ledger', () => {
    const [problem] = statefulSet(fixtures.main[0]?.preview.statefulSets[0]).problems;
    const problems = problem
      ? Array.from({ length: 9 }, (_, line) => ({ ...problem, message: `Problem ${line}.` }))
      : [];
    const messages = [message([statefulSet({ problems })])];
    expect(says(messages)).toMatch(/Problem 4\..*Show all 9 problems/);
    expect(says(messages)).not.toContain('Problem 5.');
    expect(says(messages, { showsAllProblems: true })).toContain('Problem 8.');
  });
});

describe('the ledger', () => {
  test('has a row for each ordinal: host name, DNS name, claim', () => {
    expect(rows(fixtures.main)).toEqual([
      'web-0 Ready web-0.nginx.shop.svc.cluster.local www-web-0 1Gi',
      'web-1 Ready web-1.nginx.shop.svc.cluster.local www-web-1 1Gi',
      'web-2 Ready web-2.nginx.shop.svc.cluster.local www-web-2 1Gi',
    ]);
  });
  test('says how it is at the step that is shown', () => {
    expect(rows(fixtures.main, { step: 5 })).toEqual([
      'web-0 Ready web-0.nginx.shop.svc.cluster.local www-web-0 1Gi',
      'web-1 not yet web-1.nginx.shop.svc.cluster.local not yet www-web-1 1Gi unbound',
      'web-2 waits for web-1 web-2.nginx.shop.svc.cluster.local not yet www-web-2 1Gi',
    ]);
    expect(rows(fixtures.main, { step: 6 })[1]).toContain(
      'web-1 starting web-1.nginx.shop.svc.cluster.local once Ready',
    );
  });
  test('names all claims', () => {
    expect(rows(fixtures['two-sets'])[1]).toBe(
      'etcd-1 Ready etcd-1.etcd-peers.default.svc.cluster.local data-etcd-1 8Gi wal-etcd-1 2Gi',
    );
  });
  test.each([
    ['service-not-found', 'no Service'],
    ['not-headless', 'CoreDNS only'],
    ['selector-mismatch', 'no endpoints'],
    ['unseen', 'if it exists'],
  ] as const)('of %s turns its DNS names to holes', (state, word) => {
    expect(html(panel(fixtures[state])).match(/class="dns is-ghost"/g)).toHaveLength(3);
    expect(rows(fixtures[state])[0]).toBe(`web-0 Ready web-0.nginx ${word} www-web-0 1Gi`);
  });
  test('breaks the rule under the head of what is missing', () => {
    expect(html(panel(fixtures['service-not-found']))).toContain('class="hanger of-dns is-absent error"');
    expect(html(panel(fixtures['class-not-found']))).toContain('class="hanger of-claims is-absent error"');
    expect(html(panel(fixtures.main))).not.toContain('is-absent');
  });
  test('stops where creation is stuck', () => {
    expect(rows(fixtures['class-not-found'])).toEqual([
      'web-0 Pending web-0.nginx.shop.svc.cluster.local once Ready www-web-0 1Gi unbound',
      'web-1 never created web-1.nginx.shop.svc.cluster.local never www-web-1 1Gi never',
      'web-2 never created web-2.nginx.shop.svc.cluster.local never www-web-2 1Gi never',
    ]);
  });
  test('says why a column is empty only when no problem says it', () => {
    expect(says(fixtures['no-claims'])).toContain('What a Pod writes is gone with the Pod.');
    expect(html(panel(fixtures['service-not-found']))).not.toContain('class="why"');
    expect(html(panel(fixtures.unseen))).toContain('<p class="why">The cluster may have it.');
  });
  test('of no Pods says so', () => {
    expect(rows(fixtures['replicas-0'])).toEqual(['No rows: web asks for no Pods. Claims of earlier Pods are kept.']);
  });
  test('folds its middle', () => {
    expect(rows(fixtures.thousand).map((row) => row.split(' ')[0])).toEqual([
      'web-0',
      'web-1',
      'web-2',
      '3',
      'web-998',
      'web-999',
    ]);
    expect(rows(fixtures.thousand)[3]).toBe('3 … 997 995 Pods like these Show 20 more Show all');
  });
  test('of as many Pods as a number can ask for is as short', () => {
    const messages = [message([statefulSet({ replicas: 2_147_483_647, start: 5 })])];
    expect(rows(messages)).toHaveLength(6);
    expect(rows(messages)[5]).toContain('web-2147483651');
    expect(rows(messages)[3]).toContain('Show 100,000 more');
    const all = rows(messages, { unfolded: [{ from: 5, to: 2_147_483_651 }], near: [{ from: 1000, to: 1050 }] });
    expect(all).toHaveLength(52);
  });
  test('has one stop of Tab', () => {
    expect(html(panel(fixtures.thousand)).match(/<tr[^>]*tabIndex="0"/g)).toHaveLength(1);
  });
});

describe('details of a row', () => {
  const open = { open: new Set([1]) };
  test('give the names in full, the claim, the labels and a command', () => {
    const said = says(fixtures.main, open);
    expect(said).toContain('DNS name web-1.nginx.shop.svc.cluster.local');
    expect(said).toContain(
      'www-web-1 1Gi, ReadWriteOnce, class fast. The claim is kept on scale-down and with the set. The disk of a deleted claim is erased (Delete).',
    );
    expect(said).toContain('app: nginx statefulset.kubernetes.io/pod-name: web-1 apps.kubernetes.io/pod-index: 1');
    expect(said).toContain('Waits for web-0 to be Running and Ready');
    expect(said).toContain('kubectl exec web-1 -n shop -- hostname');
  });
  test('say why there is no DNS name', () => {
    expect(says(fixtures['service-not-found'], open)).toContain('DNS name No Service “nginx” in this folder.');
  });
  test('quote what a shell would take apart', () => {
    const said = says([message([statefulSet({ name: 'web; reboot', namespace: "it's" })])], open);
    expect(said).toContain("kubectl exec 'web; reboot-1' -n 'it'\\''s' -- hostname");
  });
});

const everythingOpen = { closed: new Set<never>() };

describe('the tools', () => {
  test('list the records of the Service', () => {
    expect(says(fixtures.main, everythingOpen)).toContain('A nginx.shop.svc.cluster.local 3 answers: web-0 … web-2');
  });
  test('say why there are none', () => {
    expect(says(fixtures['service-not-found'], everythingOpen)).toContain(
      'Service nginx: not found. No Service “nginx” in this folder.',
    );
    expect(says(fixtures['replicas-0'], everythingOpen)).toContain('No records: there is no Pod to answer with.');
  });
  test('fold', () => {
    expect(says(fixtures.main, { closed: new Set(['check']) })).not.toContain('kubectl');
  });
});

describe('without a set to show', () => {
  test('an empty file says what it holds, and what is nearby', () => {
    expect(says(fixtures.empty)).toBe(
      'No StatefulSet in this file. shop/frontend.yaml holds a Deployment, a Service and an Ingress. StatefulSets nearby web shop/web.yaml:14 db shop/db.yaml:1',
    );
  });
  test('a broken file says where, and shows the lines', () => {
    const said = says(fixtures.broken);
    expect(said).toContain('Line 24 of shop/web.yaml cannot be read. All mapping items must start at the same column.');
    expect(said).toContain('Go to line 24');
  });
  test('a file that was good stays, with a notice', () => {
    const said = says(fixtures.stale);
    expect(said).toContain(
      'Last good state, from 10:42. Line 24 cannot be read: All mapping items must start at the same column.',
    );
    expect(said).toContain('3 Pods, web-0 to web-2');
    expect(html(panel(fixtures.stale))).toContain('class="preview is-stale"');
  });
  test('what can be read of a broken file is shown below the notice', () => {
    const [broken] = fixtures.broken;
    const messages = broken ? [{ ...broken, preview: { ...broken.preview, statefulSets: [statefulSet()] } }] : [];
    expect(says(messages)).toMatch(/^Line 24 cannot be read: .*3 Pods, web-0 to web-2/);
  });
  test('waiting says for what', () => {
    expect(says(fixtures.waiting)).toBe('Reading the files of the workspace.');
  });
});

test('hostile names are text, and what cannot be seen in them is spelled out', () => {
  const page = html(panel(fixtures.hostile, { open: new Set([0]) }));
  expect(page.length, 'a name of 100,000 characters is not written out').toBeLessThan(100_000);
  expect(page).not.toMatch(/<(?:img|script|u|b)[ >](?!class="ordinal")/i);
  expect(page).not.toMatch(/[\u202e\u200b\u2066]/);
  expect(says(fixtures.hostile)).toContain('<img src=x onerror=alert(1)>⟨U+202E⟩gnp.⟨U+200B⟩');
});

describe('what happens on', () => {
  test('a scale-down: the Pods that go, and who keeps their claims', () => {
    expect(rows(fixtures['scale-down']).slice(2)).toEqual([
      'web-2 gone web-2.nginx.shop.svc.cluster.local gone www-web-2 1Gi kept',
      'web-3 gone web-3.nginx.shop.svc.cluster.local gone www-web-3 1Gi kept',
      'web-4 gone web-4.nginx.shop.svc.cluster.local gone www-web-4 1Gi kept',
    ]);
    expect(rows(fixtures['scale-down-delete'])[4]).toBe(
      'web-4 gone web-4.nginx.shop.svc.cluster.local gone www-web-4 1Gi deleted',
    );
    expect(says(fixtures['scale-down'])).toContain('To Pods 3 Pods gone, 3 claims kept.');
    expect(html(panel(fixtures['scale-down']))).not.toContain('ready old');
    expect(html(panel(fixtures['update-held-back']))).toContain('class="seg ready old"');
  });
  test('an update: old and new, and what a partition holds back', () => {
    expect(rows(fixtures['update-held-back']).map((row) => row.split(' web-')[0])).toEqual([
      'web-0 Readyheld back',
      'web-1 Readynew',
      'web-2 Readynew',
    ]);
  });
  test('an update that fails: where it is stuck, why, and what to do', () => {
    const said = says(fixtures['update-stuck']);
    expect(said).toContain('Stuck at web-2 until you delete it by hand.');
    expect(said).toContain('kubectl delete pod web-2 -n shop');
    expect(rows(fixtures['update-stuck'])[2]).toContain('web-2 not Readynew');
  });
  test('a deletion and a re-creation: the claims wait', () => {
    expect(rows(fixtures.delete)[0]).toBe('web-0 gone web-0.nginx.shop.svc.cluster.local gone www-web-0 1Gi kept');
    expect(rows(fixtures.recreate, { step: 0 })[0]).toBe(
      'web-0 not yet web-0.nginx.shop.svc.cluster.local not yet www-web-0 1Gi',
    );
    expect(says(fixtures.recreate, { step: 0 })).toContain('No Pods; the claims are still there.');
  });
});

describe('compared with the last commit', () => {
  const compared = { isCompared: true };
  test('says what differs, and what becomes of Pods, claims and names', () => {
    const said = says(fixtures.plan, compared);
    expect(said).toContain('Re-create Compare with HEAD Two Pods are added, then three restart, one at a time.');
    expect(said).toContain('Changed spec.replicas 35');
    expect(said).toContain('New Pods web-3, web-4 Restart web-2web-1web-0');
    expect(said).toContain('New names web-3.nginx, web-4.nginx');
  });
  test('says what is refused, the way round, and what that does', () => {
    const said = says(fixtures['plan-refused'], compared);
    expect(said).toContain('Refused spec Claim templates cannot be changed.');
    expect(said).toContain('Way round Delete the set, leave its Pods');
    expect(said).toContain('Then: Restart web-2web-1web-0');
  });
  test('is not offered where nothing is known of before', () => {
    expect(says(fixtures.main, compared)).not.toContain('Compare with');
    expect(rows(fixtures.main, compared)).toHaveLength(3);
  });
});

describe('side by side', () => {
  const beside = { isSideBySide: true };
  test('every set has a column that answers the same questions', () => {
    const said = says(fixtures['two-sets'], beside);
    expect(said).toContain('Pods 3 1 ');
    expect(said).toContain('etcd-0 to etcd-2 etcd-backup-0');
    expect(said).toContain('Storage 30Gi 1Gi');
    expect(said).not.toContain('What does a name resolve to?');
  });
  test('is not there for one set', () => {
    expect(html(panel(fixtures.main))).not.toContain('Side by side');
    expect(says(fixtures.main, beside)).toContain('What does a name resolve to?');
  });
});
