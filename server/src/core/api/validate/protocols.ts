/** The protocols that a port may have. Source: pkg/apis/core/types.go (Protocol). */
export const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP'];
