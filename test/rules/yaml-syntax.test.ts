import { test } from 'vitest';
import rule from '../../server/src/core/rules/yaml-syntax.ts';
import { checkFindings } from '../harness.ts';

test('a quote that is not closed is marked where it opens', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  name: "nginx
#       ^^^^^^ error: The text that starts here has no closing ".
spec: {}
`,
  );
});

test('a bracket that is not closed', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
spec: { ports: [{ port: 80 }
#                           ^ error: A closing ] is missing here.
`,
  );
});

test('a bracket that is closed by another', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: nginx ]
#                       ^ error: A closing } is missing here.
`,
  );
});

test('a tab that indents', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
\tname: nginx
#< error: A tab cannot indent YAML; use spaces.
`,
  );
});

test('a line that fits no other', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
    name: nginx
  namespace: shop
# ^ error: This line is indented in a way that fits neither the line above nor one further up.
`,
  );
});

test('a second key on one line', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: name: nginx
#         ^ error: A second "key:" on one line: put it on a line of its own, or quote the text.
`,
  );
});

test('an alias without an anchor', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: *nginx
#         ^^^^^^ error: No anchor "&nginx" stands above.
`,
  );
});

test('the other documents of the file are read', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { clusterIP: None, selector: { app: nginx } }
---
apiVersion: v1
kind: Service
metadata: { name: nginx
#                      ^ error: A closing } is missing here.
---
apiVersion: v1
kind: Service
metadata: { name: b }
spec: { clusterIP: None, selector: { app: nginx } }
`,
  );
});

test('a flow collection that goes on at the indentation of its key', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  labels: {
  app: nginx
  }
  finalizers: [example.com/a,
  example.com/b]
`,
  );
});

test('quoted text that goes on at the indentation of its key', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata:
  annotations:
    about: "two
    lines"
`,
  );
});

test('templates', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
metadata: { name: {{ .Values.name }} }
`,
  );
});

test('templates of other languages', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
{% if named %}
  metadata: x
{% endif %}
`,
  );
});

test('what is no manifest', () => {
  checkFindings(
    rule,
    `
a: [1
`,
  );
});

test('a settings file is not a manifest', () => {
  checkFindings(
    rule,
    `
#- .ordinal.yaml
rules: [
`,
  );
});

test('a key that is there twice is not an error of YAML', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
kind: Service
`,
  );
});

const deeper =
  'error: This line is indented deeper than the one above, which has its value already: start both in the same column.';

test('a key that is indented below one with a value', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
spec:
  clusterIP: None
   ports:
#  ^ ${deeper}
  - port: 80
`,
  );
});

test('a key that is indented deeper than the first of its item', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
spec:
  containers:
    - name: a
       image: b
#      ^ ${deeper}
      ports: []
`,
  );
});

test('a list below a key that has a value', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
args: run
  - name: a
# ^ ${deeper}
`,
  );
});

test('an item that starts in another column than the first', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
spec:
  ports:
    - name: a
  - port: 80
# ^ error: The items of a list start in the same column; this one does not.
`,
  );
});

test('a key between the dash and the keys of its item', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
spec:
  ports:
  - name: a
   port: 80
#  ^ error: This line is in no item of the list above: start it where the keys of the item start, or with "-".
`,
  );
});

test('a second key on one line, before more lines', () => {
  checkFindings(
    rule,
    `
apiVersion: v1
kind: Service
spec:
  a: b: c
#    ^ error: A second "key:" on one line: put it on a line of its own, or quote the text.
  clusterIP: None
`,
  );
});
