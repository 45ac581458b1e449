/** Text that something fills in before the API server sees it: `{{ .Values.x }}`, `${NAME}`, `<YOUR-NAMESPACE>`, `@NAME@`. */
export function isPlaceholder(text: string): boolean {
  return /\{\{|\}\}|\$\{|\$\(|^\$[A-Za-z_]|<[^<>]*>|@[A-Z_]+@|%[A-Z_]+%|\[\[|__[A-Z_]+__|^[A-Z][A-Z0-9]*_[A-Z0-9_]*$|^REPLACE|^CHANGE[-_ ]?ME$/.test(
    text,
  );
}
