import type * as vscode from 'vscode';
import { ArticleCommands } from '../annotations/articleCommands';
import type { AnnotatedArticles } from '../annotations/annotatedArticles';
import type { SpanArgument } from './arguments';
import { CurrentEvent } from './currentEvent';
import { registerEntityCommands, type EntityServices } from './entityCommands';
import { registerEventCommands } from './eventCommands';
import { LinkMarks } from './linkMarks';
import { Mark } from './mark';
import { registerPartCommands } from './partCommands';
import { registerRelationCommands } from './relationCommands';
import { registerValueCommands } from './valueCommands';

/** Everything that a span can carry beside its label, and what links it to others. Each command answers whether it changed something. */
export function activateSpans(
  context: vscode.ExtensionContext,
  articles: AnnotatedArticles,
  services: EntityServices,
): void {
  const commands = new ArticleCommands<SpanArgument>(context, articles);
  const mark = new Mark(articles);
  const current = new CurrentEvent(articles);
  context.subscriptions.push(mark, current, new LinkMarks(articles));
  registerValueCommands(commands);
  registerPartCommands(commands, mark);
  registerEntityCommands(commands, services);
  registerRelationCommands(commands, mark);
  registerEventCommands(commands, current);
}
