// What the folders below worker, ui and cli may know of a host: WGSL as text, a clock and UTF-8. All hosts have them; the
// interfaces merge with the DOM's own where that is loaded.

declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}

interface Performance {
  now(): number;
}
declare var performance: Performance;

interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare var TextEncoder: { new (): TextEncoder };

interface TextDecoder {
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}
declare var TextDecoder: { new (label?: string, options?: { fatal?: boolean }): TextDecoder };
