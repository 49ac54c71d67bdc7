declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}

/* eslint no-var: off -- a global of a class is declared with var */
// Every host (page, worker, Node) has these; the types of the language alone do not. Spelt as in TypeScript's DOM types,
// with which they merge.
interface TextDecoderOptions {
  fatal?: boolean;
}
interface TextDecoder {
  decode(input?: Uint8Array): string;
}
declare var TextDecoder: {
  prototype: TextDecoder;
  new (label?: string, options?: TextDecoderOptions): TextDecoder;
};
interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare var TextEncoder: { prototype: TextEncoder; new (): TextEncoder };
