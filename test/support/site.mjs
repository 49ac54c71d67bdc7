// A site for a browser without any other network: it serves built pages, and sees every request of every thread of a page.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** The proxy of a browser. What begins with an address of `places` comes from there, all else is refused; `requests` has both. */
export class Site {
  requests = [];
  /** By the start of an address: a folder of files, or a function of the rest of an address that returns a body. */
  places = new Map();
  #server = createServer((request, response) => void this.#answer(request.url, response));
  #port = 0;

  constructor() {
    // Of a request that is to be encrypted a proxy sees `host:443`.
    this.#server.on('connect', (request, socket) => {
      this.requests.push(request.url);
      socket.on('error', () => undefined).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
  }

  /** Begins to serve, or does so again. */
  async open() {
    await new Promise((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = this.#server.address().port;
  }

  /** From now on there is no network. */
  async close() {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** A fresh visitor, whose browser reaches nothing but this site. */
  visitor(browser) {
    return browser.createBrowserContext({
      proxyServer: `127.0.0.1:${this.#port}`,
      proxyBypassList: ['<-loopback>'],
    });
  }

  async #answer(address, response) {
    this.requests.push(address);
    const { origin, pathname } = new URL(address);
    const whole = origin + pathname;
    const start = [...this.places.keys()].find((place) => whole.startsWith(place));
    const rest = start && (whole.slice(start.length) || 'index.html');
    const place = this.places.get(start);
    try {
      const body = typeof place === 'function' ? await place(rest) : await readFile(join(place, rest));
      const type = types[extname(rest)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}
