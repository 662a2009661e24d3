import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';
import { DEFAULT_LABELS, type Label } from '../../../core/annotation/labels';
import { isKindOf } from '../../../core/annotation/schemaRules';
import { VALUE_KINDS } from '../../../core/corpus/schemaReader';
import { initialsOf } from '../../../core/text/pinyinInitials';
import type { LocalMessages } from '../../messages';
import { rangeIn, type OpenManifest } from '../../workspace/manifests';
import { shapeAt, type Key, type ScalarKind, type Shape } from './shape';
import { typingAt, type Typing } from './typing';

/** What may stand at a position of a manifest: keys that are not there yet, ids of labels, colours, free keys, values. */
export function completionsAt(
  manifest: OpenManifest,
  position: Position,
  messages: LocalMessages,
  takesSnippets: boolean,
): CompletionList | null {
  const typing = typingAt(manifest.text, manifest.document.offsetAt(position));
  const shape = typing && shapeAt(typing.path);
  if (typing === undefined || shape === undefined) return null;
  const offers = offersFor(shape, manifest, typing, messages);
  const range = rangeIn(manifest, { offset: typing.start, end: typing.end });
  const items = offers.map(({ text, ...item }, index): CompletionItem => ({
    ...item,
    sortText: String(index).padStart(4, '0'),
    filterText: item.filterText ?? item.label,
    insertTextFormat: takesSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: takesSnippets ? text : withoutStops(text) },
  }));
  return { isIncomplete: false, items };
}

function offersFor(shape: Shape, manifest: OpenManifest, typing: Typing, messages: LocalMessages): Offer[] {
  const isCollection = shape.kind === 'mapping' || shape.kind === 'list';
  if (isCollection && typing.what === 'value') return typing.isQuoted ? [] : [collectionOffer(shape)];
  if (shape.kind === 'mapping') return keyOffers(shape.keys, typing, messages);
  return shape.kind === 'list' ? [] : valueOffers(shape.kind, manifest, typing, messages);
}

/** Brackets where a list or a mapping must follow. */
function collectionOffer(shape: Shape): Offer {
  const isRecord = shape.kind === 'mapping' && Object.hasOwn(shape.keys, 'id');
  const text = isRecord ? '{id: $1}' : valueSnippet(shape, true).trimStart();
  return { label: withoutStops(text), kind: CompletionItemKind.Struct, text };
}

/** Something that is offered; `text` is a snippet. */
interface Offer extends CompletionItem {
  readonly text: string;
}

/** A snippet as plain text. */
const withoutStops = (snippet: string): string => snippet.replace(/\$\d/g, '').replace(/\\([$}\\])/g, '$1');

function keyOffers(keys: Readonly<Record<string, Key>>, typing: Typing, { language }: LocalMessages): Offer[] {
  return Object.entries(keys)
    .filter(([name]) => !typing.beside.includes(name))
    .map(([name, { value, says }]) => ({
      label: name,
      kind: CompletionItemKind.Property,
      documentation: { kind: 'markdown', value: says[language] },
      text: typing.hasColon || typing.isQuoted ? name : `${name}:${valueSnippet(value, typing.isFlow)}`,
    }));
}

/** What stands behind a new key: brackets or a first record, with the cursor where it is filled in. */
function valueSnippet(shape: Shape, isFlow: boolean): string {
  if (shape.kind === 'colour') return ' "#$1"';
  if (shape.kind === 'mapping') return ' {en: "$1", zh: "$2"}';
  if (shape.kind !== 'list') return ' $1';
  if (shape.of.kind !== 'mapping') return shape.of.kind === 'label' ? ' [$1]' : ' ["$1"]';
  return isFlow ? ' [{id: $1}]' : '\n- {id: $1}';
}

function valueOffers(kind: ScalarKind, manifest: OpenManifest, typing: Typing, { language }: LocalMessages): Offer[] {
  const { labels } = manifest.manifest;
  switch (kind) {
    case 'label':
      return labels
        .filter(({ id }) => mayStand(id, manifest, typing))
        .map((label) => labelOffer(label, language, typing));
    case 'newLabel': {
      const taken = new Set(
        manifest.names.filter((name) => name.kind === 'label' && name.isDefinition).map(({ id }) => id),
      );
      return DEFAULT_LABELS.filter(({ id }) => !taken.has(id)).map((label) => labelOffer(label, language, typing));
    }
    case 'type':
      return VALUE_KINDS.map((type) => ({ label: type, kind: CompletionItemKind.EnumMember, text: type }));
    case 'flag':
      return ['true', 'false'].map((flag) => ({ label: flag, kind: CompletionItemKind.Value, text: flag }));
    case 'key':
      return freeKeys(manifest, typing).map((free) => ({ label: free, kind: CompletionItemKind.Value, text: free }));
    case 'colour':
      return freeColours(labels).map(({ colour, names }) => ({
        label: colour,
        kind: CompletionItemKind.Color,
        detail: names[language],
        documentation: colour,
        filterText: typing.isQuoted ? colour : `"${colour}"`,
        text: typing.isQuoted ? colour : `"${colour}"`,
      }));
    case 'pattern':
      return ['**/*.txt', '*.txt'].map((pattern) => quotedOffer(pattern, typing));
    case 'authority':
      return ['*.authority.yaml'].map((pattern) => quotedOffer(pattern, typing));
    case 'text':
    case 'newId':
      return [];
  }
}

const quotedOffer = (label: string, { isQuoted }: Typing): Offer => ({
  label,
  kind: CompletionItemKind.File,
  text: isQuoted ? label : `"${label}"`,
});

function labelOffer({ id, names, descriptions }: Label, language: 'en' | 'zh', { isQuoted }: Typing): Offer {
  return {
    label: id,
    kind: CompletionItemKind.Class,
    labelDetails: { description: names[language] },
    documentation: descriptions[language],
    filterText: [
      id,
      names.en,
      names.zh,
      initialsOf(names.zh)
        .map((letters) => letters.charAt(0))
        .join(''),
    ].join(' '),
    // A number or a word like "no" is no text without quotes.
    text: isQuoted || /^(?!(?:true|false|null|yes|no|on|off)$)[\p{L}_]/iu.test(id) ? id : JSON.stringify(id),
  };
}

/** A list names a label once, and no label stands below itself. */
function mayStand(id: string, { manifest, names }: OpenManifest, { path, beside }: Typing): boolean {
  if (path.at(-1) !== 'parent') return !beside.includes(id);
  const own = names.find((name) => name.kind === 'label' && name.isDefinition && name.path[1] === path[1])?.id;
  return own === undefined || !isKindOf(manifest, id, own);
}

const KEYS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The keys that no label has, those first that its names begin with. */
function freeKeys({ manifest: { labels } }: OpenManifest, { path }: Typing): string[] {
  const label = labels[Number(path[1])];
  const taken = new Set(labels.filter((other) => other !== label).map(({ key }) => key));
  const initials = initialsOf(label?.names.zh ?? '').flatMap((letters) => letters.charAt(0));
  const likely = [label?.id ?? '', label?.names.en ?? '', ...initials].map((name) => name.charAt(0).toLowerCase());
  return [...new Set([...likely, ...Array.from(KEYS)])].filter(
    (key) => KEYS.includes(key) && key !== '' && !taken.has(key),
  );
}

/** Colours that no label has yet, with the default label of each. */
function freeColours(labels: readonly Label[]): readonly Label[] {
  const taken = new Set(labels.map(({ colour }) => colour.toLowerCase()));
  return [...DEFAULT_LABELS].sort((a, b) => Number(taken.has(a.colour)) - Number(taken.has(b.colour)));
}
