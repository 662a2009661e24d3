import type { AnalysisResources } from '../core/analysis/analyse';
import { createFallbackSegmenter } from '../core/analysis/fallbackSegmenter';
import type { Segmenter } from '../core/analysis/segmenter';
import type { Tagger } from '../core/analysis/tagger/tagger';
import { loadJiebaSegmenter } from './jiebaSegmenter';
import { recognitionVersion } from './recognitionVersion';
import { loadTagger, shippedModel } from './taggerModel';

/**
 * Loads what recognition needs (with another model of the tagger where a file is named), in 0.2 to 0.5 s: call it once, off
 * the path of the first request. Where jieba's native binary cannot be loaded, the fallback segmenter serves; its name
 * tells. Throws an error that names the file when the model is missing or broken.
 */
export function loadAnalysisResources(model = shippedModel()): AnalysisResources & { readonly tagger: Tagger } {
  return { segmenter: loadSegmenter(), tagger: loadTagger(model), version: recognitionVersion(model) };
}

/** As {@link loadAnalysisResources}, but never throws: a tagger without a usable model is left out, and `taggerProblem` says why. */
export function loadUsableResources(model?: string): AnalysisResources & { readonly taggerProblem?: string } {
  try {
    return loadAnalysisResources(model);
  } catch (error) {
    return {
      segmenter: loadSegmenter(),
      tagger: undefined,
      version: recognitionVersion(),
      taggerProblem: messageOf(error),
    };
  }
}

const loadSegmenter = (): Segmenter => loadJiebaSegmenter() ?? createFallbackSegmenter();

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
