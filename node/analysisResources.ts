import type { AnalysisResources } from '../core/analysis/analyse';
import { createFallbackSegmenter } from '../core/analysis/fallbackSegmenter';
import { loadJiebaSegmenter } from './jiebaSegmenter';
import { recognitionVersion } from './recognitionVersion';
import { loadTagger, shippedModel } from './taggerModel';

/**
 * Loads what recognition needs (with another model of the tagger where a file is named), in 0.2 to 0.5 s: call it once, off the path of the first request. Where jieba's native
 * binary cannot be loaded, the fallback segmenter serves; its name tells.
 */
export function loadAnalysisResources(model = shippedModel()): AnalysisResources {
  return {
    segmenter: loadJiebaSegmenter() ?? createFallbackSegmenter(),
    tagger: loadTagger(model),
    version: recognitionVersion(model),
  };
}
