"""Makes wordClasses.tsv: distributional classes of words.

Usage: wordClasses.py WORDS OUT, where WORDS has one sentence a line, cut by jieba with blanks between the words, digits
written 0 (at most four in a row) and runs of Latin letters written a. Needs gensim and numpy (Debian: python3-gensim).
The order of threads makes the vectors differ a little from run to run; the classes that were used are in the repository.
"""
import sys

import numpy
from gensim.models.word2vec import LineSentence, Word2Vec

COARSE = 64
FINE = 512


def clusters(vectors: numpy.ndarray, count: int, rng: numpy.random.Generator) -> numpy.ndarray:
    """Spherical k-means; the first centres are frequent words."""
    centres = vectors[rng.choice(min(len(vectors), 20000), count, replace=False)].copy()
    for _ in range(25):
        nearest = (vectors @ centres.T).argmax(1)
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, nearest, vectors)
        empty = numpy.bincount(nearest, minlength=count) == 0
        sums[empty] = vectors[rng.choice(len(vectors), empty.sum())]
        centres = sums / (numpy.linalg.norm(sums, axis=1, keepdims=True) + 1e-9)
    return nearest


def main(words: str, out: str) -> None:
    model = Word2Vec(
        LineSentence(words), vector_size=80, window=3, min_count=6, sg=1, negative=8, epochs=4, workers=2, seed=1
    )
    vectors = model.wv.vectors.astype(numpy.float32)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    rng = numpy.random.default_rng(1)
    coarse = clusters(vectors, COARSE, rng)
    fine = clusters(vectors, FINE, rng)
    with open(out, "w", encoding="utf-8") as file:
        for word, a, b in zip(model.wv.index_to_key, coarse, fine):
            file.write(f"{word}\t{a}\t{b}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
