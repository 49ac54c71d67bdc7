// What the folders below worker, ui and cli may know of a host: WGSL and other files as text, the law of a recording, a clock, timers,
// UTF-8, streams, deflate and base64. All hosts have them; the interfaces merge with the DOM's own where that is loaded.

declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}
declare module '*.js?raw' {
  const source: string;
  export default source;
}
declare module '*.py?raw' {
  const source: string;
  export default source;
}

/** A recording, as the page shows it (build/recordings.ts). */
declare module '*.json?law' {
  const law: import('./lab/gallery/recorded-law.js').RecordedLaw;
  export default law;
}

interface Performance {
  now(): number;
}
declare var performance: Performance;

declare function setTimeout(callback: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function setInterval(callback: () => void, milliseconds: number): number;
declare function clearInterval(timer: number): void;

interface MessagePort {
  onmessage: ((event: unknown) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}
declare var MessageChannel: { new (): { readonly port1: MessagePort; readonly port2: MessagePort } };

declare namespace WebAssembly {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- as the DOM's own, with which it merges
  interface Module {}
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  var Module: { exports(module: Module): { readonly name: string }[] };
  var Memory: { new (descriptor: { initial: number; maximum?: number }): Memory };
  var Instance: { new (module: Module, imports: Record<string, Record<string, unknown>>): Instance };
}

interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare var TextEncoder: { new (): TextEncoder };

interface TextDecoder {
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}
declare var TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};

interface ByteStream {
  pipeThrough(transform: CompressionStream): ByteStream;
}
interface ByteTransformer {
  transform(part: Uint8Array, controller: { enqueue(part: Uint8Array): void }): void;
}
declare var TransformStream: { new (transformer: ByteTransformer): CompressionStream };
declare var Blob: { new (parts: Uint8Array<ArrayBuffer>[]): { stream(): ByteStream } };
declare var Response: { new (body: ByteStream): { arrayBuffer(): Promise<ArrayBuffer> } };
interface CompressionStream {
  readonly readable: ByteStream;
  readonly writable: object;
}
declare var CompressionStream: { new (format: 'deflate-raw'): CompressionStream };
declare var DecompressionStream: { new (format: 'deflate-raw'): CompressionStream };
declare function btoa(bytes: string): string;
declare function atob(base64: string): string;
