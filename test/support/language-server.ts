import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import {
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type MarkupContent,
  type Position,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node.js";

/** An editor that has connected to yaml-language-server, as VS Code does it. */
export interface Editor {
  /** What is offered at the `|` of a new file's text. */
  complete(path: string, text: string): Promise<CompletionItem[]>;
  /** What is shown over the `|` of a new file's text, as Markdown. */
  hover(path: string, text: string): Promise<string>;
  /** What is marked in a file. */
  diagnose(path: string, text: string): Promise<Diagnostic[]>;
  close(): Promise<void>;
}

/** The server looks up nothing in the catalogue of schemastore.org. */
const settings = { yaml: { schemaStore: { enable: false }, completion: true, hover: true } };

/** Put into the server before it starts: whoever connects to anything ends it. */
const noNetwork = `data:text/javascript,${encodeURIComponent(`
  import net from "node:net";
  net.Socket.prototype.connect = () => {
    process.stderr.write("yaml-language-server wants to use the network\\n");
    process.exit(1);
  };
`)}`;

/** Starts the server on the folder `root`; the files that it is shown need not be on the disk. */
export async function startEditor(root: string): Promise<Editor> {
  const server = createRequire(import.meta.url).resolve(
    "yaml-language-server/bin/yaml-language-server",
  );
  const child = spawn(process.execPath, ["--import", noNetwork, server, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>();
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => (section === "yaml" ? settings.yaml : {})),
  );
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) =>
    waiting.get(uri)?.(diagnostics),
  );
  // What is still asked for when the server ends is answered by an error.
  child.once("exit", () => connection.dispose());
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: {
      textDocument: {
        completion: { completionItem: { documentationFormat: ["markdown"] } },
        hover: { contentFormat: ["markdown"] },
      },
      workspace: { configuration: true },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});

  let version = 0;
  const open = async (path: string, text: string) => {
    const uri = pathToFileURL(`${root}/${path}`).href;
    const textDocument = { uri, languageId: "yaml", version: ++version, text };
    await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return { uri };
  };
  const openAt = async (path: string, text: string) => {
    const textDocument = await open(path, text.replace("|", ""));
    return { textDocument, position: positionOf(text) };
  };
  return {
    async complete(path, text) {
      const result = await connection.sendRequest(CompletionRequest.type, await openAt(path, text));
      return Array.isArray(result) ? result : (result?.items ?? []);
    },
    async hover(path, text) {
      const result = await connection.sendRequest(HoverRequest.type, await openAt(path, text));
      return (result?.contents as MarkupContent | undefined)?.value ?? "";
    },
    async diagnose(path, text) {
      const uri = pathToFileURL(`${root}/${path}`).href;
      const published = new Promise<Diagnostic[]>((resolve) => waiting.set(uri, resolve));
      await open(path, text);
      return published.finally(() => waiting.delete(uri));
    },
    async close() {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
    },
  };
}

function positionOf(text: string): Position {
  const lines = text.slice(0, text.indexOf("|")).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
