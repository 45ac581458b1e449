/** Where a rule's page is read: diagnostics and the preview lead there. */
export const rulePageUrl = (rule: string): string =>
  `https://github.com/ordinal-k8s/ordinal/blob/main/docs/rules/${rule}.md`;
