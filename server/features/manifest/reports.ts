import type { Diagnostic } from 'vscode-languageserver';
import type { FileReport } from '../../../core/corpus/authorityFiles';
import { parseManifest } from '../../../core/corpus/manifest';
import type { LocalMessages } from '../../messages';
import { isReadLive, type OpenManifests } from '../../workspace/manifests';
import { corpusDiagnostics } from '../corpusDiagnostics';

/**
 * What is wrong with manifests: with the text of an open one as it is typed, with the file of another one; and with the files
 * that it names, as long as its text is what was last read from disk.
 */
export class ManifestReports {
  readonly #manifests: OpenManifests;
  readonly #reports = new Map<string, FileReport>();

  constructor(manifests: OpenManifests) {
    this.#manifests = manifests;
  }

  /** Takes note of what was read from disk. */
  tell(file: FileReport): void {
    if (file.problems.length + file.references.length === 0) this.#reports.delete(file.address);
    else this.#reports.set(file.address, file);
  }

  diagnosticsOf(uri: string, messages: LocalMessages, clientReadsManifests: boolean): Diagnostic[] {
    // An earlier version of a file, as git shows it beside the present one, is nobody's to mend.
    if (uri.startsWith('git:')) return [];
    const report = this.#reports.get(uri);
    const open = this.#manifests.get(uri);
    if (open === undefined || !isReadLive(open))
      return report === undefined
        ? []
        : corpusDiagnostics(report, messages, clientReadsManifests && open === undefined);
    const { problems } = parseManifest(open.text);
    const references = report?.text === open.text ? report.references : [];
    return corpusDiagnostics(
      { kind: 'manifest', address: uri, text: open.text, problems, references },
      messages,
      false,
    );
  }
}
