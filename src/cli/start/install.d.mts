/** See install.mjs, which is plain JavaScript since it runs before any package is there. */
export interface Install {
  /** What tests and tools need is wanted too. */
  readonly dev?: boolean;
  /** What is installed, for people. */
  readonly what?: string;
}
export declare function isInstalled(folder: string, options?: Install): boolean;
export declare function installPackages(folder: string, options?: Install): void;
