import { CanonicalText } from '../../../core/text/canonicalText';
import { outlineOf, type OutlineNode } from '../../../core/article/outline';
import { readLogicalText } from '../../../core/text/logicalText';

/** An outline as the golden files write it: two blanks a level, `<kind> <first line>-<last line> <name>`. */
export function renderOutline(source: string): readonly string[] {
  const text = new CanonicalText(source);
  const render = (node: OutlineNode, depth: number): readonly string[] => {
    const line = (offset: OutlineNode['range']['start']) => text.positionAt(offset).line + 1;
    const lines = `${line(node.range.start)}-${line(node.range.end)}`;
    return [
      `${'  '.repeat(depth)}${node.kind} ${lines} ${node.name}`,
      ...node.children.flatMap((child) => render(child, depth + 1)),
    ];
  };
  return outlineOf(readLogicalText(text)).flatMap((node) => render(node, 0));
}
