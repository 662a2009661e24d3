/** The pinned versions of what runs the extension. The two editors are the same VS Code. */
export const versions = {
  vscode: '1.139.1',
  codeServer: '4.139.1',
  /** What code-server asks for; the project itself runs on Node 20 and newer. */
  node: '24.21.0',
};
