import type { FileReport } from '../../core/corpus/authorityFiles';
import { corpusDiagnostics } from '../features/corpusDiagnostics';
import { ManifestReports } from '../features/manifest/reports';
import type { ClientTraits } from './clientTraits';
import type { OpenManifests } from './manifests';
import type { ReportTable } from './metadataTables';
import type { Outbox } from './outbox';
import { toDiagnostics } from './problems';

/** Tells the client what is wrong with the files that corpora are read from. */
export class CorpusReports {
  readonly #manifestReports: ManifestReports;
  readonly #outbox: Outbox;
  readonly #client: () => ClientTraits;

  /** `client`: as it is known when a report is made. */
  constructor(manifests: OpenManifests, outbox: Outbox, client: () => ClientTraits) {
    this.#manifestReports = new ManifestReports(manifests);
    this.#outbox = outbox;
    this.#client = client;
  }

  /** What is wrong with a manifest as it is typed, or else with its file. */
  manifest(uri: string): void {
    const { messages, ownsAnnotations } = this.#client();
    this.#outbox.report(uri, this.#manifestReports.diagnosticsOf(uri, messages, ownsAnnotations));
  }

  /** A manifest or an authority file was read from disk. */
  file(file: FileReport): void {
    if (file.kind === 'manifest') {
      this.#manifestReports.tell(file);
      this.manifest(file.address);
    } else {
      const { messages, ownsAnnotations } = this.#client();
      this.#outbox.report(file.address, corpusDiagnostics(file, messages, ownsAnnotations));
    }
  }

  /** A table of metadata was read from disk. */
  readonly table: ReportTable = ({ address, text, problems }) => {
    const { messages } = this.#client();
    const told = problems.map((problem) => ({
      ...problem,
      message: messages.tableProblems[problem.code] ?? problem.message,
    }));
    this.#outbox.report(address, toDiagnostics(text, told));
  };
}
