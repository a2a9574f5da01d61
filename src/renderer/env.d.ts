import type { Transport } from './bridge/bridge.ts'

declare global {
  interface Window {
    /** Set by the preload script where there is one. */
    readonly linewatch?: Transport
  }
}

declare module 'react' {
  interface CSSProperties {
    /** Measured geometry handed to a stylesheet. */
    [property: `--${string}`]: string | number | undefined
  }
}
