import type { Block, LogicalText } from '../text/logicalText';
import { logical, type Range, type Utf16 } from '../text/units';
import type { BlockRole } from './arrange';
import { firstWords, wholeLine } from './firstWords';
import type { OutlineKind, OutlineNode } from './outline';
import { cutText } from './textParts';

interface OpenPart {
  readonly kind: 'article' | 'section';
  name: string | undefined;
  readonly head: Range<Utf16>;
  readonly children: OutlineNode[];
}

/** Builds the tree from blocks in text order. */
export class OutlineBuilder {
  readonly #logical: LogicalText;
  readonly #articles: OutlineNode[] = [];
  #article: OpenPart | undefined;
  #section: OpenPart | undefined;

  constructor(logicalText: LogicalText) {
    this.#logical = logicalText;
  }

  add(role: BlockRole, block: Block): void {
    if (role.opensArticle) this.#closeArticle();
    const range = this.#rangeOf(block, 0, block.text.length);
    this.#article ??= { kind: 'article', name: undefined, head: range, children: [] };
    switch (role.part) {
      case 'headline':
        this.#closeSection();
        this.#article.name ??= this.#line(range);
        this.#article.children.push(this.#leaf('headline', range));
        return;
      case 'section':
        this.#closeSection();
        this.#section = { kind: 'section', name: this.#line(range), head: range, children: [] };
        return;
      case 'byline':
        this.#closeSection();
        this.#article.children.push(this.#leaf('byline', range));
        return;
      case 'furniture':
        this.#closeSection();
        this.#addFurniture(this.#article, range);
        return;
      case 'subtitle':
      case 'caption':
        (this.#section ?? this.#article).children.push(this.#leaf(role.part, range));
        return;
      case 'text':
        for (const { kind, start, end } of cutText(block.text))
          (this.#section ?? this.#article).children.push(this.#leaf(kind, this.#rangeOf(block, start, end)));
        return;
    }
  }

  finish(): readonly OutlineNode[] {
    this.#closeArticle();
    return this.#articles;
  }

  #addFurniture(article: OpenPart, range: Range<Utf16>): void {
    const before = article.children.at(-1);
    const node = this.#leaf('furniture', range);
    if (before?.kind !== 'furniture') article.children.push(node);
    else
      article.children.splice(-1, 1, {
        ...node,
        name: `${before.name} ${node.name}`,
        range: { start: before.range.start, end: range.end },
      });
  }

  #closeSection(): void {
    if (this.#section !== undefined) this.#article?.children.push(this.#closed(this.#section));
    this.#section = undefined;
  }

  #closeArticle(): void {
    this.#closeSection();
    if (this.#article !== undefined) this.#articles.push(this.#closed(this.#article));
    this.#article = undefined;
  }

  #closed({ kind, name, head, children }: OpenPart): OutlineNode {
    const end = children.at(-1)?.range.end ?? head.end;
    const first = children.find((child) => child.kind === 'paragraph') ?? children[0];
    return { kind, name: name ?? first?.name ?? '', range: { start: head.start, end }, children };
  }

  #leaf(kind: OutlineKind, range: Range<Utf16>): OutlineNode {
    return { kind, name: this.#nameOf(kind, range), range, children: [] };
  }

  #nameOf(kind: OutlineKind, range: Range<Utf16>): string {
    if (kind === 'paragraph' || kind === 'caption') return firstWords(this.#logical.canonical, range);
    const line = this.#line(range);
    return kind === 'byline' ? line.replace(/^[（(](.*)[）)]$/s, '$1').trim() || line : line;
  }

  #line(range: Range<Utf16>): string {
    return wholeLine(this.#logical.canonical, range);
  }

  #rangeOf(block: Block, start: number, end: number): Range<Utf16> {
    return this.#logical.toCanonical({
      start: logical(block.range.start + start),
      end: logical(block.range.start + end),
    });
  }
}
