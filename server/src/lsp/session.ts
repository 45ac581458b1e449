/**
 * The one piece of state: the Findings of the current Workspace, and what is on its way into them. Long work goes in slices, so that
 * an edit waits for one slice at most. Knows files and documents, but no connection.
 */
import { Findings } from '../core/check.ts';
import { configName } from '../core/config.ts';
import { type Manifest, readManifest, readPlain } from '../core/manifest.ts';
import { textOf } from '../core/position.ts';
import { rules } from '../core/rules/index.ts';
import { dataFilesOf } from '../core/scopes.ts';
import { type Typing, typingIn } from '../core/typing.ts';
import { Workspace } from '../core/workspace.ts';
import { maxBytes, maxPlainBytes, tooLarge } from '../text.ts';
import type { Files } from './files.ts';
import { type ClientSettings, readSettings } from './settings.ts';

/** Whom a session tells. */
export interface Listener {
  /** The findings of these files may differ. `notes`: why a file was not read, in words. `typing`: where somebody does. */
  changed(
    findings: Findings,
    uris: ReadonlySet<string>,
    notes: ReadonlyMap<string, string>,
    typing: Typing | undefined,
  ): void;
  log(message: string): void;
  /** The files that are no YAML, and yet are to be told of: kustomizations make data of them. */
  watching(uris: ReadonlySet<string>): void;
  /** Called when all folders begin to be read anew; the answer is told how far it is. */
  reading(): { report(message: string): void; done(): void };
}
/** An open document: its text, saved or not, wins over the disk. */
interface OpenDocument {
  getText(): string;
}
/** `gone`: neither file nor folder of that name is there any more. */
interface FileEvent {
  readonly uri: string;
  readonly type: 'created' | 'changed' | 'gone';
}
type Changes = ReadonlyMap<string, Manifest | undefined>;

/** Milliseconds of work between two looks at what the client wants. */
const slice = 8;
/** Files that become part of the Workspace together, while all are read: each time its longest lists are copied. */
const atOnce = 128;

export class Session {
  readonly #files: Files;
  readonly #listener: Listener;
  readonly #open = new Map<string, OpenDocument>();
  /** Open documents as they were opened, or saved last. */
  readonly #saved = new Map<string, Manifest | undefined>();
  #typing: Typing | undefined;
  readonly #notes = new Map<string, string>();
  /** Files of the last commit, as far as the client knows them; undefined for one that is not in it. */
  #older: Changes = new Map();
  #commit: string | undefined;
  /** Files that are no YAML, of which kustomizations make data. */
  #plain: ReadonlySet<string> = new Set();
  #folders: readonly string[] = [];
  #settings: ClientSettings = readSettings(undefined);
  #findings = Findings.of(Workspace.of([]), rules);
  #excluded: (path: string) => boolean = () => false;
  /** Files that the listener is to be told of. */
  #stale = new Set<string>();
  /** Grows with every start of reading; an older reading notices and stops. */
  #reading = 0;
  /** Ends when all that was asked to read so far has read. */
  #read: Promise<void> = Promise.resolve();
  /** From the start: what has not been read yet must not be called missing. */
  #isReading = true;
  #isFlushing = false;
  #isDown = false;
  #whenIdle: (() => void)[] = [];

  constructor(files: Files, listener: Listener) {
    this.#files = files;
    this.#listener = listener;
  }

  /** What is known now. While files are read or checked, not all. */
  get findings(): Findings {
    return this.#findings;
  }
  get settings(): ClientSettings {
    return this.#settings;
  }

  /** Resolves when all is read and checked. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      void this.#flush();
    });
  }
  /** Resolves when all is read: before that, what is in the files would look missing. */
  async read(): Promise<void> {
    if (this.#isReading) await this.idle();
  }
  stop(): void {
    this.#isDown = true;
  }

  // ---- what the client says ----

  /** Reads these workspace folders. */
  start(folders: readonly string[], settings: ClientSettings): Promise<void> {
    this.#folders = folders;
    this.#settings = settings;
    return this.#readAll();
  }
  changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    this.#folders = [...this.#folders.filter((folder) => !removed.includes(folder)), ...added];
    return this.#readAll();
  }
  configure(settings: ClientSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    if (isSame(before.exclude, settings.exclude)) {
      if (!isSame(before.settings, settings.settings))
        this.#become(this.#findings.after(this.#findings.workspace.withSettings(settings.settings)));
    } else void this.#readAll();
  }

  /** A document was opened, or its text changed. */
  edit(uri: string, document: OpenDocument): void {
    const isOpened = !this.#open.has(uri);
    this.#open.set(uri, document);
    if (this.#isExcluded(uri)) return;
    const before = this.#findings.workspace.manifest(uri);
    const manifest = this.#manifestOf(uri, document.getText());
    if (isOpened) this.#saved.set(uri, manifest);
    else this.#type(manifest && typingIn(this.#saved.get(uri), before, manifest, this.#typing));
    this.#change(new Map([[uri, manifest]]));
  }
  save(uri: string): void {
    this.#saved.set(uri, this.#findings.workspace.manifest(uri));
    if (this.#typing?.document.uri === uri) this.#type(undefined);
    void this.#flush();
  }
  /** Somebody types there now, and no longer where it was. */
  #type(typing: Typing | undefined): void {
    if (this.#typing) this.#stale.add(this.#typing.document.uri);
    this.#typing = typing;
  }
  close(uri: string): Promise<void> {
    this.#open.delete(uri);
    this.#saved.delete(uri);
    if (this.#typing?.document.uri === uri) this.#type(undefined);
    return this.#inTurn(async () => {
      if (this.#isExcluded(uri)) return;
      // What was not saved is gone: the disk counts again.
      const manifest = this.#folderOf(uri) === undefined ? undefined : await this.#readFile(uri);
      // It may have been opened again meanwhile.
      if (!this.#open.get(uri)) this.#change(new Map([[uri, manifest]]));
    });
  }
  /** Files and folders changed behind the editor's back. A folder is one event, whatever is in it. */
  watched(events: readonly FileEvent[]): Promise<void> {
    return this.#inTurn(() => this.#follow(events));
  }
  async #follow(events: readonly FileEvent[]): Promise<void> {
    const files = this.#files;
    const read = new Map<string, Manifest | undefined>();
    for (const { uri, type } of events) {
      if (this.#folderOf(uri) === undefined || this.#open.get(uri) || this.#isExcluded(uri)) continue;
      if (type === 'gone') {
        this.#notes.delete(uri);
        // Only what is no file that we know may be a folder: many files go at once when a branch is checked out.
        if (this.#findings.workspace.manifest(uri)) read.set(uri, undefined);
        else
          for (const [each] of this.#findings.workspace.manifests)
            if (each.startsWith(`${uri}/`)) read.set(each, undefined);
      } else if (files.isYaml(uri) || this.#plain.has(uri)) read.set(uri, await this.#readFile(uri));
      else if (type === 'created' && (await files.isFolder(uri))) {
        for await (const file of files.list(uri, (path) => this.#isExcluded(`${uri}/${path}`)))
          if (typeof file === 'string') read.set(file, await this.#readFile(file));
        for (const each of this.#plain) if (each.startsWith(`${uri}/`)) read.set(each, await this.#readFile(each));
      }
    }
    this.#change(this.#withoutOpen(read));
    for (const uri of this.#notes.keys()) this.#stale.add(uri);
    void this.#flush();
  }
  /** The files as they were at the last commit; null for one that was not in it. */
  compareWith(files: readonly { readonly uri: string; readonly text: string | null }[], commit?: string): void {
    this.#commit = commit;
    const was = this.#older;
    this.#older = new Map(
      files.map(({ uri, text }) => {
        const known = was.get(uri);
        if (text === null || text.length > maxBytes) return [uri, undefined];
        const isKnown = known !== undefined && textOf(known) === text;
        return [uri, isKnown ? known : readManifest(uri, text, this.#findings.workspace.manifest(uri))];
      }),
    );
    if (!this.#isReading) this.#compare();
  }
  /** The commit that is compared with; undefined where it is not one. */
  get commit(): string | undefined {
    return this.#commit;
  }
  /** What is left out now counts as left out before, too. */
  #compare(): void {
    const before = new Map([...this.#older].filter(([uri]) => !this.#isExcluded(uri)));
    this.#become(this.#findings.after(this.#findings.workspace.withBefore(before)));
  }

  // ---- from one state to the next ----

  #become(next: Findings): void {
    this.#findings = next;
    for (const uri of next.changed) this.#stale.add(uri);
    void this.#flush();
  }
  #change(changes: Changes): void {
    if (changes.size === 0) return;
    const exclude = this.#configExclude();
    this.#become(this.#findings.after(this.#findings.workspace.with(changes)));
    if (this.#isReading) return;
    if (!isSame(this.#configExclude(), exclude)) void this.#readAll();
    else if (this.#findings.workspace.change.keys.has('kustomizations')) void this.#inTurn(() => this.#readPlain());
  }

  /** Checks what is pending and tells what differs, a slice at a time. Nothing is said before all files are read. */
  async #flush(): Promise<void> {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    try {
      // Looks whether there is more, and ends, without a pause between: who asks for more meanwhile would be passed over.
      while (this.#hasWork()) await this.#work();
    } catch (error) {
      // What comes next is checked and told all the same.
      this.#listener.log(stackOf(error));
    } finally {
      this.#isFlushing = false;
    }
    if (this.#isReading) return;
    for (const resolve of this.#whenIdle) resolve();
    this.#whenIdle = [];
  }

  #hasWork(): boolean {
    return !this.#isReading && !this.#isDown && (this.#findings.pending > 0 || this.#stale.size > 0);
  }
  async #work(): Promise<void> {
    await turn();
    const end = Date.now() + slice;
    while (this.#findings.pending > 0 && Date.now() < end) {
      this.#findings = this.#findings.advance(16);
      for (const uri of this.#findings.changed) this.#stale.add(uri);
      for (const { rule, uri, error } of this.#findings.failures)
        this.#listener.log(`The rule ${rule} failed on ${uri}, a bug of Ordinal: ${stackOf(error)}`);
    }
    if (this.#findings.pending > 0 || this.#isReading || this.#isDown) return;
    const uris = this.#stale;
    this.#stale = new Set();
    this.#listener.changed(this.#findings, uris, this.#notes, this.#typing);
  }

  // ---- reading ----

  /** What reads goes one after the other: otherwise a text that was read first may come in last, and stay. */
  #inTurn(read: () => Promise<void>): Promise<void> {
    this.#read = this.#read.then(read).catch((error: unknown) => this.#listener.log(stackOf(error)));
    return this.#read;
  }

  /** Reads all folders anew. Open documents count as they are in the editor, now and whenever they change meanwhile. */
  #readAll(): Promise<void> {
    // At once: a reading on its way stops, and what it knows is not told.
    const mine = ++this.#reading;
    this.#isReading = true;
    return this.#inTurn(() => this.#readFolders(mine));
  }
  async #readFolders(mine: number): Promise<void> {
    const isOver = () => mine !== this.#reading || this.#isDown;
    if (isOver()) return;
    this.#notes.clear();
    for (const [uri] of this.#findings.workspace.manifests) this.#stale.add(uri);
    this.#plain = new Set();
    this.#findings = Findings.of(Workspace.of(this.#folders, this.#settings.settings), rules);
    this.#change(new Map([...this.#open].map(([uri, document]) => [uri, this.#manifestOf(uri, document.getText())])));
    const progress = this.#listener.reading();
    await this.#readConfigs();
    this.#excluded = this.#files.excludes([...this.#settings.exclude, ...this.#configExclude()]);
    this.#change(
      new Map([...this.#open.keys()].flatMap((uri) => (this.#isExcluded(uri) ? [[uri, undefined] as const] : []))),
    );
    for (const folder of this.#folders) await this.#readFolder(folder, isOver, progress);
    if (!isOver()) await this.#readPlain();
    progress.done();
    if (mine !== this.#reading) return;
    this.#compare();
    this.#isReading = false;
    await this.#flush();
  }

  async #readFolder(folder: string, isOver: () => boolean, progress: { report(message: string): void }): Promise<void> {
    const batch = new Map<string, Manifest | undefined>();
    let count = 0;
    let end = Date.now() + slice;
    for await (const file of this.#files.list(folder, this.#excluded)) {
      if (isOver()) return;
      if (typeof file !== 'string') this.#note(file.uri, file.reason, file.isHarmless);
      else if (!this.#open.get(file)) {
        count++;
        const manifest = await this.#readFile(file);
        if (manifest) batch.set(file, manifest);
      }
      if (batch.size >= atOnce) {
        this.#change(this.#withoutOpen(batch));
        batch.clear();
      }
      if (Date.now() < end) continue;
      progress.report(`${count.toLocaleString('en')} files`);
      await turn();
      end = Date.now() + slice;
    }
    if (!isOver()) this.#change(this.#withoutOpen(batch));
  }

  /** Reads what kustomizations name now that is no YAML, and lets go what none names any more. */
  async #readPlain(): Promise<void> {
    const [mine, was] = [this.#reading, this.#plain];
    const named = [...dataFilesOf(this.#findings.workspace.kustomizations)].filter(
      (uri) => !this.#files.isYaml(uri) && this.#folderOf(uri) !== undefined && !this.#isExcluded(uri),
    );
    const now = new Set(named);
    this.#plain = now;
    const read = new Map<string, Manifest | undefined>();
    let end = Date.now() + slice;
    for (const uri of now) {
      if (!was.has(uri)) read.set(uri, await this.#readFile(uri));
      if (Date.now() < end) continue;
      await turn();
      end = Date.now() + slice;
    }
    if (mine !== this.#reading) return;
    for (const uri of was) if (!now.has(uri)) read.set(uri, undefined);
    // Meanwhile, something else may be named, and a document have been opened or changed.
    const isNamed = (uri: string) => this.#plain.has(uri);
    const changes = [...read].flatMap(([uri, manifest]): [string, Manifest | undefined][] => {
      const document = this.#open.get(uri);
      if (now.has(uri) !== isNamed(uri) || (document && !isNamed(uri))) return [];
      return [[uri, document ? this.#manifestOf(uri, document.getText()) : manifest]];
    });
    this.#change(new Map(changes));
    this.#listener.watching(this.#plain);
  }

  /** The folders' settings come first: they say what else is read. */
  async #readConfigs(): Promise<void> {
    const read = new Map<string, Manifest | undefined>();
    for (const folder of this.#folders) {
      const uri = `${folder}/${configName}`;
      if (!this.#open.get(uri)) read.set(uri, await this.#readFile(uri));
    }
    this.#change(this.#withoutOpen(read));
  }
  #configExclude(): readonly string[] {
    return [...this.#findings.workspace.configs.values()].flatMap(({ exclude }) => exclude);
  }

  async #readFile(uri: string): Promise<Manifest | undefined> {
    const document = this.#open.get(uri);
    if (document) return this.#manifestOf(uri, document.getText());
    const isPlain = this.#plain.has(uri);
    const result = await this.#files
      .read(uri, isPlain ? maxPlainBytes : undefined)
      .catch((error: unknown) => ({ reason: words(error), isHarmless: false }));
    if (!result) return undefined;
    if ('text' in result) return this.#manifestOf(uri, result.text);
    // Nothing can be said of what is no text, or too large for a ConfigMap.
    if (isPlain) return undefined;
    this.#note(uri, result.reason, result.isHarmless);
    return undefined;
  }
  #manifestOf(uri: string, text: string): Manifest | undefined {
    if (this.#plain.has(uri))
      return text.length > maxPlainBytes ? undefined : readPlain(uri, text, this.#findings.workspace.manifest(uri));
    if (text.length <= maxBytes) {
      this.#notes.delete(uri);
      return readManifest(uri, text, this.#findings.workspace.manifest(uri));
    }
    this.#note(uri, tooLarge(text.length), false);
    return undefined;
  }
  /** Says once that a file was not read. */
  #note(uri: string, reason: string, isHarmless: boolean): void {
    if (this.#notes.get(uri) === reason) return;
    this.#listener.log(`Not read: ${uri} (${reason}).`);
    if (isHarmless) return;
    this.#notes.set(uri, reason);
    this.#stale.add(uri);
  }

  /** What was opened after its file had been read is newer. */
  #withoutOpen(read: Changes): Changes {
    return new Map([...read].filter(([uri]) => !this.#open.get(uri)));
  }
  #folderOf(uri: string): string | undefined {
    return this.#folders.find((folder) => uri.startsWith(`${folder}/`));
  }
  /** What the settings leave out, opened or not. */
  #isExcluded(uri: string): boolean {
    const folder = this.#folderOf(uri);
    return folder !== undefined && this.#excluded(decodeURIComponent(uri.slice(folder.length + 1)));
  }
}

export const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
export const stackOf = (error: unknown): string => (error instanceof Error && error.stack) || words(error);
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Lets the connection read what has come in. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
