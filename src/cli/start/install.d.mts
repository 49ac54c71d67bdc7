/** See install.mjs, which is plain JavaScript, since it runs before any package is installed. */
export interface Install {
  /** Also install what tests and tools need. */
  readonly dev?: boolean;
  /** What is installed, for people. */
  readonly what?: string;
}
export declare function isInstalled(folder: string, options?: Install): boolean;
export declare function installPackages(folder: string, options?: Install): void;
