/** What `kernel.wat` exports. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly add: (...numbers: number[]) => void;
  readonly decode: (...numbers: number[]) => void;
  readonly rows: (...numbers: number[]) => number;
  readonly fill: (...numbers: number[]) => number;
}

/** As much of WebAssembly as core uses: it is a part of every host, but of no library that core is compiled with. */
interface Host {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: KernelExports };
  };
  readonly atob: (base64: string) => string;
}

export const { WebAssembly, atob } = globalThis as unknown as Host;
