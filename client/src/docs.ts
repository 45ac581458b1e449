/** Where the rules' pages are published. The server points its diagnostics there, too. */
const docs = 'https://github.com/ordinal-k8s/ordinal/blob/main/docs/rules/';

/** The page that explains a rule. */
export function docsUrl(rule: string): string {
  return `${docs}${rule}.md`;
}
