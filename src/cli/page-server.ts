import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** The built page; this file is two directories below package.json, in `src/` and in `dist/` alike. */
export const PAGE = fileURLToPath(new URL("../../dist/web", import.meta.url));

/** Only this machine can ask. */
const LOOPBACK = "127.0.0.1";

/** For every answer; what the page may load is said in the page itself, and here again. */
const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cache-Control": "no-cache",
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** Undefined where nothing is won by packing. */
  readonly packed: Buffer | undefined;
}

export interface PageServer {
  readonly address: string;
  readonly close: () => void;
}

/**
 * Serves the files below a directory, as they are now, to this machine alone. Rejects where the port
 * is taken; port 0 takes any that is free.
 */
export function servePage(directory: string, port: number): Promise<PageServer> {
  const files = filesBelow(directory);
  const headers = { ...HEADERS, "Content-Security-Policy": policyOf(files.get("/")) };
  const server = createServer((request, response) => answer(request, response, files, headers));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        address: `http://${LOOPBACK}:${taken}/`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

/** Read at the start: a request names one of these, or nothing. */
function filesBelow(directory: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const packed = type.startsWith("font/") ? undefined : gzipSync(bytes, { level: 9 });
    files.set(`/${relative(directory, path).split(sep).join("/")}`, { type, bytes, packed });
  }
  const index = files.get("/index.html");
  if (index) files.set("/", index);
  return files;
}

/** The content policy of the page, and that nobody may frame it, which only a header can say. */
function policyOf(page: PageFile | undefined): string {
  const [, policy = "default-src 'none'"] =
    /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page?.bytes.toString() ?? "") ??
    [];
  return `${policy}; frame-ancestors 'none'`;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, PageFile>,
  always: Readonly<Record<string, string>>,
): void {
  const { method, url = "/", headers } = request;
  // Another name for this machine would be somebody else's page asking (DNS rebinding).
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? "")) {
    response.writeHead(403, always).end();
    return;
  }
  if (method !== "GET" && method !== "HEAD") {
    response.writeHead(405, { ...always, Allow: "GET, HEAD" }).end();
    return;
  }
  const file = files.get(url.split("?")[0]!);
  if (!file) {
    response.writeHead(404, always).end();
    return;
  }
  const { type, bytes, packed } = file;
  const isPacked = packed !== undefined && /\bgzip\b/.test(headers["accept-encoding"] ?? "");
  const body = isPacked ? packed : bytes;
  response.writeHead(200, {
    ...always,
    "Content-Type": type,
    "Content-Length": body.length,
    ...(isPacked && { "Content-Encoding": "gzip" }),
  });
  response.end(method === "HEAD" ? undefined : body);
}
