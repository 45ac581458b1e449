/**
 * What goes over the wire beyond LSP: request names and plain JSON types, shared by server, client, webview and command line.
 * Positions are those of LSP: 0-based lines, 0-based UTF-16 characters.
 */

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Effect = 'rejected' | 'stuck' | 'broken' | 'ignored' | 'risky' | 'advice';

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
/** A place in a file. `file` is a URI between server, client and webview, and a relative path in the output of the command line. */
export interface Place {
  readonly file: string;
  readonly range: Range;
}

// ---- findings ----

export interface EditJson extends Place {
  readonly newText: string;
  /** The file does not exist yet: `newText` is all of it. */
  readonly create?: true;
}
export interface FixJson {
  readonly title: string;
  /** The meaning of the manifests cannot change for the worse: `ordinal fix` applies it unasked. */
  readonly safe: boolean;
  readonly edits: readonly EditJson[];
}
export interface RelatedJson extends Place {
  readonly message: string;
}
export interface ResourceJson {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
}
/** A field error of the API server that a finding stands for. */
export interface ApiErrorJson {
  readonly type: string;
  readonly field: string;
}
export interface FindingJson extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly message: string;
  /** Field path in the API server's spelling, `spec.template.spec.containers[0].name`. */
  readonly path: string;
  readonly resource: ResourceJson | null;
  readonly api?: readonly ApiErrorJson[];
  readonly related: readonly RelatedJson[];
  readonly fixes: readonly FixJson[];
}

// ---- preview ----

export type ServiceState =
  | 'headless'
  | 'not-headless'
  | 'not-found'
  | 'other-namespace'
  | 'selector-mismatch'
  | 'without-selector'
  | 'external-name'
  | 'unset'
  /** Absent from the files that can be seen, without counter-evidence: the cluster may have it. */
  | 'unseen';
export type StorageClassState = 'found' | 'known' | 'default' | 'none' | 'not-found' | 'unseen';
export type Retention = 'Retain' | 'Delete';

export interface ServiceJson extends Partial<Place> {
  readonly name: string | null;
  readonly state: ServiceState;
  /** Why no Pod of this set gets a DNS name from it; absent while it gives them. */
  readonly why?: string;
  readonly publishNotReadyAddresses: boolean;
  readonly ports: readonly {
    readonly name: string | null;
    readonly port: number;
    readonly targetPort: number | string;
    readonly protocol: string;
  }[];
}
export interface ClaimTemplateJson extends Place {
  readonly name: string;
  /** As written, `1Gi`; null when no size is asked for. */
  readonly storage: string | null;
  /** The size in bytes; 0 when it is absent or cannot be read. */
  readonly bytes: number;
  readonly accessModes: readonly string[];
  /** Null: not written, so the cluster's default class. An empty string: no class at all. */
  readonly storageClassName: string | null;
  readonly storageClass: StorageClassState;
  readonly provisioner: string | null;
  readonly bindingMode: 'Immediate' | 'WaitForFirstConsumer' | null;
  readonly reclaimPolicy: 'Delete' | 'Retain' | 'unknown';
  /** Where the class itself stands, when it is in scope. */
  readonly class?: Place;
  /** Why its claims are never bound. */
  readonly why?: string;
}
/** A finding that touches one set. Its fixes are named by title; applying one goes through `ordinal/fix`. */
export interface ProblemJson extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
}
/** What all Pods of a set have in common; Pod i is `${prefix}${start + i}`. A thousand Pods travel as this. */
export interface PodsJson {
  readonly prefix: string;
  readonly start: number;
  readonly count: number;
  readonly subdomain: string | null;
  /** `.nginx.default.svc.cluster.local`: a Pod's DNS name is its own name and this. Null: no such record will exist. */
  readonly dnsSuffix: string | null;
  /** Why not, when `dnsSuffix` is null. */
  readonly dnsWhy?: string;
  /** The template's labels, without those that carry the Pod's own name and index. */
  readonly labels: Readonly<Record<string, string>>;
}
/** A record of the governing Service. Answers are Pods of the set: all of them, from the first to the last ordinal. */
export interface DnsRecordJson {
  readonly name: string;
  readonly type: 'A' | 'SRV' | 'CNAME';
  /** How many answers it has when all Pods are Ready. */
  readonly count: number;
  /** The first and the last answer, as they are printed: `web-0`, or `web-0.nginx.default.svc.cluster.local:80`. */
  readonly first: string;
  readonly last: string;
}
export interface CommandJson {
  readonly title: string;
  readonly command: string;
}
/** What is lost when the same thing is a Deployment: what it has as a set, and what it would have. */
export interface LossJson {
  readonly what: string;
  readonly asStatefulSet: string;
  readonly asDeployment: string;
}

// ---- what happens: scenarios and their steps ----

export type ScenarioName = 'create' | 'scale' | 'update' | 'delete' | 'recreate';
export interface ScenarioOptions {
  /** scale: how many Pods there are to be. */
  readonly to?: number;
  /** update: why the new Pods never become Ready; absent or empty: they do. */
  readonly fails?: string;
  /** delete: how. `scale` is to 0 first. */
  readonly cascade?: 'background' | 'scale' | 'orphan';
}
/** Fields as they are not in the files; one that is absent is as it is there. */
export interface WhatIf {
  readonly replicas?: number;
  readonly start?: number;
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
  readonly partition?: number;
  readonly whenScaled?: Retention;
  readonly whenDeleted?: Retention;
  readonly headless?: boolean;
  readonly publishNotReadyAddresses?: boolean;
}
/** What the reader asks about one set of the file. */
export interface Question {
  readonly set: string;
  readonly namespace: string | null;
  readonly scenario: ScenarioName;
  readonly options: ScenarioOptions;
  readonly whatIf: WhatIf;
}

/** Ordinals from the first to the last one, both included. */
export interface Ordinals {
  readonly from: number;
  readonly to: number;
}
/** A text in which ordinals stand as numbers: how far each is from that of the Pod the text is about. */
export type OrdinalText = string | readonly (string | number)[];
export type Revision = 'old' | 'new';
export type PodPhase = 'starting' | 'ready' | 'stuck' | 'stopping';
export type StepAction =
  | 'apply'
  | 'create-claim'
  | 'bind-claim'
  | 'reuse-claim'
  | 'keep-claim'
  | 'delete-claim'
  | 'create-pod'
  | 'wait-ready'
  | 'delete-pod'
  | 'wait-gone';
/** One thing that happens. What happens together has the same `step`. */
export interface StepJson {
  readonly step: number;
  readonly action: StepAction;
  readonly target: OrdinalText;
  readonly why: OrdinalText;
  /** The Pod that it is about. */
  readonly ordinal?: number;
  readonly revision?: Revision;
  /** apply: what was changed. */
  readonly field?: string;
  /** stuck: it never comes to it. by-hand: only if somebody does it. */
  readonly state?: 'stuck' | 'by-hand';
  /** Whether the name of its Pod comes into DNS, or goes. */
  readonly dns?: 'add' | 'remove';
}
/** The same steps for one Pod after the other: those of the first, `count` times, each time `stride` steps later and `by` ordinals on. */
export interface StepRunJson {
  readonly count: number;
  readonly by: 1 | -1;
  readonly stride: number;
  readonly steps: readonly StepJson[];
}
export interface ScenarioJson {
  readonly name: ScenarioName;
  /** What is asked, in a few words: `from 5 to 2`. May be empty. */
  readonly title: string;
  readonly options: ScenarioOptions;
  /** What there is at step 0. */
  readonly before: {
    readonly pods: readonly (Ordinals & { readonly phase: PodPhase; readonly revision: Revision })[];
    readonly claims: readonly (Ordinals & { readonly template: string })[];
    /** The Pods whose names are in DNS. */
    readonly records: readonly Ordinals[];
  };
  /** The number of the last step. */
  readonly steps: number;
  readonly outcome: {
    readonly state: 'complete' | 'stuck' | 'refused' | 'by-hand';
    readonly sentence: string;
    /** Where it stays stuck, when it does. */
    readonly step?: number;
    readonly command?: string;
  };
  readonly runs: readonly StepRunJson[];
}

// ---- compared with what was before ----

/** `held`: goes on in its old version, because of a partition or of OnDelete. */
export type PodFate = 'same' | 'held' | 'restart' | 'new' | 'leaves';
/** `orphaned`: it stays, and no Pod uses it any more. */
export type ClaimFate = 'kept' | 'new' | 'orphaned' | 'deleted';
/** Names of Pods, `web-3.nginx`: their ordinals, and what follows the Pod's name. Or a name by itself: `nginx`, `_web._tcp.nginx`. */
export type NamesJson = (Ordinals & { readonly suffix: string }) | { readonly name: string };
/** What becomes of a set's Pods, claims and names. Equal ones travel as ranges. */
export interface EffectsJson {
  /** By ordinal. */
  readonly pods: readonly (Ordinals & { readonly fate: PodFate })[];
  /** Pods that are deleted and made again, in that order: `to` is lower than `from` where it goes downwards. */
  readonly restarts: readonly Ordinals[];
  /** So many restart at a time, at most. */
  readonly atOnce: number;
  readonly claims: readonly (Ordinals & { readonly template: string; readonly fate: ClaimFate })[];
  /** The field that has claims deleted; absent where none is. */
  readonly deletedBy?: 'whenScaled' | 'whenDeleted';
  readonly names: { readonly begin: readonly NamesJson[]; readonly cease: readonly NamesJson[] };
}
/** What applying the files does to what ran before. */
export interface PlanJson extends EffectsJson {
  /** What it is compared with: `HEAD`. */
  readonly against: string;
  readonly commit?: string;
  /** `gone`: it is in none of the files any more, and goes on running. */
  readonly state: 'unchanged' | 'changed' | 'new' | 'gone';
  readonly sentence: string;
  /** `from` and `to` in one line; null where nothing is written. */
  readonly changes: readonly (Place & {
    readonly field: string;
    readonly from: string | null;
    readonly to: string | null;
  })[];
  /** What the API server does not take; then nothing happens to the set. */
  readonly refused: readonly (Place & { readonly field: string; readonly message: string })[];
  /** What is left to a person, in order: the way round what is refused, Pods to delete, claims to look after. */
  readonly manual: readonly { readonly title: string; readonly command?: string }[];
  /** What the steps by hand do on top of that, all of them done; absent where they do nothing to Pods, claims and names. */
  readonly byHand?: EffectsJson;
}

// ---- to be passed on ----

export type ExportFormat = 'markdown' | 'mermaid' | 'svg';
/** Asks for a set as a text of a format, or as a picture that the webview paints (`png`). */
export interface ExportParams {
  readonly uri: string;
  readonly question: Question;
  readonly format: ExportFormat | 'png';
  /** What to print for a file's URI. */
  readonly files: Readonly<Record<string, string>>;
}
export type Colour = 'text' | 'dim' | 'line' | 'life' | 'error' | 'paper' | 'number';
/** What a picture is made of; lengths are CSS pixels. `y` of a text is its base line. */
export type Shape =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly colour: Colour;
      readonly isBold?: boolean;
      readonly isMono?: boolean;
      readonly size: number;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: Colour;
      readonly stroke: Colour;
    }
  | {
      readonly kind: 'line';
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly colour: Colour;
      readonly isDashed?: boolean;
    };
export interface Picture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

// ---- what a name resolves to ----

/** Who asks: a Pod of the set's namespace, one of another namespace, or the set's first Pod itself. */
export type AskedFrom = 'same' | 'other' | 'self';
export interface ResolveParams {
  readonly uri: string;
  readonly question: Question;
  readonly name: string;
  readonly from: AskedFrom;
  readonly step: number;
}
/** What a Pod's resolver does with a name: the names that it tries in turn, and what it gets. */
export interface ResolutionJson {
  readonly name: string;
  readonly tries: readonly {
    readonly name: string;
    /** What the search list appended; empty for the name as it is. */
    readonly suffix: string;
    /** A, SRV, CNAME, hosts (the Pod's own /etc/hosts), NOERROR (the name is there without such a record) or NXDOMAIN. */
    readonly answer: string;
    readonly targets: readonly string[];
  }[];
  readonly found: boolean;
  /** coredns: only CoreDNS answers. unseen: it depends on what is not in these files. */
  readonly uncertain?: 'coredns' | 'unseen';
  /** There are more targets than are named. */
  readonly isPart?: true;
  readonly why: string;
}

export type SourceField =
  | 'replicas'
  | 'start'
  | 'podManagementPolicy'
  | 'partition'
  | 'retention'
  | 'serviceName'
  | 'template';

export interface StatefulSetJson extends Place {
  /** Null: not written; names are then computed with `default`. */
  readonly namespace: string | null;
  readonly name: string;
  readonly replicas: number;
  readonly start: number;
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: { readonly type: 'RollingUpdate' | 'OnDelete'; readonly partition: number };
  readonly minReadySeconds: number;
  readonly retention: { readonly whenScaled: Retention; readonly whenDeleted: Retention };
  /** Where a field is written, or the field that would hold it. */
  readonly sources: Readonly<Partial<Record<SourceField, Place>>>;
  readonly service: ServiceJson;
  readonly claimTemplates: readonly ClaimTemplateJson[];
  readonly pods: PodsJson;
  readonly dns: readonly DnsRecordJson[];
  /** Where creation stops for ever, in one sentence; absent when nothing is known to stop it. */
  readonly stuck?: string;
  /** Not even the first Pod is made: the API server refuses the set, or its Pods. */
  readonly hasNoPods?: true;
  readonly problems: readonly ProblemJson[];
  readonly commands: readonly CommandJson[];
  /** What the files say to the fields that are shown with another value. */
  readonly whatIf: {
    readonly [Field in keyof WhatIf]: {
      readonly file: Required<WhatIf>[Field];
      readonly value: Required<WhatIf>[Field];
    };
  };
  /** The scenarios that can be asked for. */
  readonly scenarios: readonly ScenarioName[];
  readonly scenario: ScenarioJson;
  /** Absent where nothing is known of what was before. */
  readonly plan?: PlanJson;
  readonly asDeployment: readonly LossJson[];
  /** What one gets, in a sentence or two. */
  readonly sentence: string;
}

export type DocumentJson =
  | { readonly state: 'ok'; readonly file: string }
  /** The file holds no StatefulSet. `kinds` are those it does hold, `others` the sets nearby. */
  | {
      readonly state: 'empty';
      readonly file: string;
      readonly kinds: readonly string[];
      readonly others: readonly (Place & { readonly name: string })[];
    }
  /** A document that holds, or may hold, a StatefulSet cannot be read. */
  | {
      readonly state: 'broken';
      readonly file: string;
      readonly range: Range;
      readonly message: string;
      /** The lines around it; `line` is 0-based. */
      readonly excerpt: readonly { readonly line: number; readonly text: string }[];
    };

/** The answer to `ordinal/preview`: all StatefulSets of one file. */
export interface PreviewJson {
  readonly version: 1;
  readonly kubernetes: string;
  readonly clusterDomain: string;
  readonly document: DocumentJson;
  readonly statefulSets: readonly StatefulSetJson[];
}

/** The answer to `ordinal/sets`: all StatefulSets of the workspace, by path and place. */
export interface SetsJson {
  readonly sets: readonly (Place & {
    readonly name: string;
    readonly namespace: string | null;
    readonly replicas: number;
    /** How many findings of these severities are about it. */
    readonly errors: number;
    readonly warnings: number;
  })[];
}

// ---- requests between client and server ----

export interface PreviewParams {
  readonly uri: string;
  readonly question?: Question;
}
/** Asks for the edits that write a what-if into the files. The answer is an LSP WorkspaceEdit, or null where it cannot be written. */
export interface WriteParams {
  readonly uri: string;
  readonly question: Question;
}
/** Asks for the edits of one fix, by the finding's rule and place and the fix's title. The answer is an LSP WorkspaceEdit, or null when the finding is gone. */
export interface FixParams extends Place {
  readonly rule: string;
  readonly title: string;
}
/** Manifests that may differ from the last commit, as they were in it; null for one that is not in it. Others are as they were, and without any, nothing is compared. */
export interface BeforeParams {
  readonly files: readonly { readonly uri: string; readonly text: string | null }[];
  /** That commit; absent where the files are from several repositories. */
  readonly commit?: string;
}
export const requests = {
  /** PreviewParams → PreviewJson | null; null for a file that the server does not know. */
  preview: 'ordinal/preview',
  /** FixParams → WorkspaceEdit | null. */
  fix: 'ordinal/fix',
  /** () → SetsJson. */
  sets: 'ordinal/sets',
  /** WriteParams → WorkspaceEdit | null. */
  write: 'ordinal/write',
  /** ExportParams → string; Picture for `png`; null when the set is gone. */
  export: 'ordinal/export',
  /** ResolveParams → ResolutionJson | null. */
  resolve: 'ordinal/resolve',
  /** () → { files, findings }: waits until all files of the workspace have been read and checked. */
  checkWorkspace: 'ordinal/checkWorkspace',
  /** BeforeParams → null. The client brings what git knows: the server runs nothing. */
  before: 'ordinal/before',
  /** Server → client, browser only: { uri } → [name, FileType][]. */
  readDirectory: 'ordinal/readDirectory',
  /** Server → client, browser only: { uri } → base64 of the file. */
  readFile: 'ordinal/readFile',
} as const;
export const notifications = {
  /** Server → client: the answers of ordinal/preview may have changed. */
  previewChanged: 'ordinal/previewChanged',
} as const;

// ---- messages between extension and webview ----

/** Extension → webview. */
export type ToWebview =
  | {
      readonly type: 'preview';
      readonly preview: PreviewJson;
      /** What to print for a file's URI: its path in the workspace. */
      readonly files: Readonly<Record<string, string>>;
      /** The set that the cursor is in, or the last one chosen. */
      readonly name?: string;
      readonly pinned: boolean;
    }
  /** Nothing to show yet: `reason` says why in a sentence. */
  | { readonly type: 'waiting'; readonly reason: string }
  | { readonly type: 'resolved'; readonly resolution: ResolutionJson | null }
  /** To be painted; the answer is a `painted`. */
  | { readonly type: 'paint'; readonly picture: Picture };

/** Webview → extension. Everything else is dropped. */
export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly file: string; readonly range: Range }
  | {
      readonly type: 'fix';
      readonly rule: string;
      readonly file: string;
      readonly range: Range;
      readonly title: string;
    }
  /** Asks about the shown set; what-if and all. */
  | ({ readonly type: 'preview' } & Question)
  | { readonly type: 'resolve'; readonly name: string; readonly from: AskedFrom; readonly step: number }
  /** Writes the what-if into the files. */
  | { readonly type: 'write' }
  /** Copies the shown set as Markdown; or, with null, lets the reader choose a format and a file. */
  | { readonly type: 'export'; readonly format: 'markdown' | null }
  /** The PNG of a picture, as base64. */
  | { readonly type: 'painted'; readonly png: string }
  | { readonly type: 'explain'; readonly rule: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'choose'; readonly name: string }
  | { readonly type: 'pin'; readonly pinned: boolean };

/** What the webview keeps over a reload of the window, and the extension needs to fill it again. */
export interface WebviewState {
  readonly uri: string;
  readonly name?: string;
  readonly pinned: boolean;
}
