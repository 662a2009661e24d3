/**
 * A lint rule against prototype pollution. A user's file may have any key, so data as it was read (`Json`, `JsonObject`) is
 * never copied over an object by name: an unknown `label` would hide the known one, and `Object.assign` would set
 * `__proto__`. `Object.fromEntries` makes keys without meaning.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noPollution = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      spread:
        'This is data as it was read: its keys would win over those before it. Use withExtra or Object.fromEntries.',
      assign: 'Object.{{ name }} can set prototypes. Use an object literal or Object.fromEntries.',
      forIn: 'for…in also goes over inherited keys. Use Object.entries.',
      proto: '__proto__ reaches the prototype. Use Object.getPrototypeOf.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    return {
      'ObjectExpression > SpreadElement'(node) {
        if (isRaw(services.getTypeAtLocation(node.argument))) context.report({ node, messageId: 'spread' });
      },
      "CallExpression[callee.object.name='Object'][callee.property.name=/^(?:assign|setPrototypeOf)$/]"(node) {
        context.report({ node, messageId: 'assign', data: { name: node.callee.property.name } });
      },
      ForInStatement: (node) => context.report({ node, messageId: 'forIn' }),
      "MemberExpression[property.name='__proto__']": (node) => context.report({ node, messageId: 'proto' }),
    };
  },
};

/** Whether a type is that of data as it was read, alone or among others. */
function isRaw(type) {
  const names = [type.aliasSymbol?.name, type.symbol?.name];
  return names.includes('JsonObject') || names.includes('Json') || (type.isUnion() && type.types.some(isRaw));
}
