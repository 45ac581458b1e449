/** Text that something fills in before the API server sees it: `{{ .Values.x }}`, `${NAME}`, `<YOUR-NAMESPACE>`, `@NAME@`. */
export function isPlaceholder(text: string): boolean {
  return (
    /\{\{|\}\}|\$\{|\$\(|^\$[A-Za-z_]|<[^<>]*>|@[A-Z_]+@|%[A-Z_]+%|\[\[|__[A-Z_]+__|^[A-Z][A-Z0-9]*_[A-Z0-9_]*$|^REPLACE|^CHANGE[-_ ]?ME$/.test(
      text,
    ) && !capabilities.test(text)
  );
}

/** Words of Linux that look like names of variables. Source: capabilities(7). */
const capabilities =
  /^(?:CAP_)?(?:AUDIT_(?:CONTROL|READ|WRITE)|BLOCK_SUSPEND|CHECKPOINT_RESTORE|DAC_(?:OVERRIDE|READ_SEARCH)|IPC_(?:LOCK|OWNER)|LINUX_IMMUTABLE|MAC_(?:ADMIN|OVERRIDE)|NET_(?:ADMIN|BIND_SERVICE|BROADCAST|RAW)|SYS_(?:ADMIN|BOOT|CHROOT|MODULE|NICE|PACCT|PTRACE|RAWIO|RESOURCE|TIME|TTY_CONFIG)|WAKE_ALARM)$/;
