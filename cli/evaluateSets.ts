import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { TestSet, TestText } from '../core/evaluation/evaluate';
import { readGold } from '../core/evaluation/gold';
import { OWN_LABELS, UNIVERSAL_NER_LABELS } from '../core/evaluation/labelSchemes';
import type { LabelledSpan } from '../core/evaluation/spans';
import { CanonicalText } from '../core/text/canonicalText';
import { decodeArticle } from '../core/text/decode';
import { utf16 } from '../core/text/units';
import { readTaggedArticle, type GoldSpan } from '../model/taggedArticle';
import { readUniversalNer } from '../model/universalNer';

/** A test set without what could not be read, and sentences that say what that is. */
export interface ReadSet {
  readonly set: TestSet;
  readonly problems: readonly string[];
}

/** Reads a directory of gold TSV files; the article of `x.tsv` is the file `x.*` of the article directory. */
export function readGoldSet(goldDirectory: string, articleDirectory: string): ReadSet {
  const articles = new Map(
    readdirSync(articleDirectory)
      .filter((name) => !/\.(?:tsv|ya?ml)$/.test(name))
      .map((name) => [parse(name).name, join(articleDirectory, name)]),
  );
  const goldFiles = filesIn(goldDirectory, '.tsv');
  const read = goldFiles.map((goldFile) => {
    const { name } = parse(goldFile);
    const article = articles.get(name);
    return article === undefined
      ? [`${goldFile}: no article ${name}.* in ${articleDirectory}.`]
      : goldText(goldFile, article);
  });
  const none = goldFiles.length === 0 ? [`${goldDirectory}: there is no gold file (*.tsv).`] : [];
  return ownSet(goldDirectory, [...read, none]);
}

/** Reads articles with the markup `⟦LABEL:text⟧`; a directory stands for its files `*.txt`. */
export function readTaggedSet(paths: readonly string[]): ReadSet {
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? filesIn(path, '.txt') : path));
  return ownSet(paths.length === 1 ? (paths[0] as string) : 'tagged articles', files.map(taggedText));
}

/** Reads the sentences of a Universal NER file (IOB2). Throws where it is none. */
export function readUniversalNerSet(file: string): ReadSet {
  const texts = readUniversalNer(readFileSync(file, 'utf8')).map(({ id, text, spans }) => ({
    name: id,
    text: new CanonicalText(text),
    expected: spans.map(labelled),
  }));
  return { set: { name: file, kind: 'sentence', scheme: UNIVERSAL_NER_LABELS, texts }, problems: [] };
}

/** A text, or the problems that prevent reading it. */
type Read = TestText | readonly string[];

const isText = (read: Read): read is TestText => 'expected' in read;

function ownSet(name: string, read: readonly Read[]): ReadSet {
  return {
    set: { name, kind: 'article', scheme: OWN_LABELS, texts: read.filter(isText) },
    problems: read.flatMap((one) => (isText(one) ? [] : one)),
  };
}

function goldText(goldFile: string, articleFile: string): Read {
  const text = decode(articleFile);
  if (!(text instanceof CanonicalText)) return text;
  const { value, problems } = readGold(readFileSync(goldFile, 'utf8'), text);
  if (value === undefined) return problems.map(({ message }) => `${goldFile}: ${message}`);
  return { name: articleFile, text, expected: value };
}

function taggedText(file: string): Read {
  const markup = decode(file);
  if (!(markup instanceof CanonicalText)) return markup;
  try {
    const { text, spans } = readTaggedArticle(file, markup.text);
    return { name: file, text: new CanonicalText(text), expected: spans.map(labelled) };
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function decode(file: string): CanonicalText | readonly string[] {
  const { value, problems } = decodeArticle(readFileSync(file));
  return value ?? problems.map(({ message }) => `${file}: ${message}`);
}

const labelled = ({ start, end, label }: GoldSpan): LabelledSpan => ({ start: utf16(start), end: utf16(end), label });

const filesIn = (directory: string, extension: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(directory, name));
