import type { ReactNode } from 'react'

// One family: 16 px box, 1.6 px strokes, round ends. The word beside an icon names it; an icon alone sits in a labelled button.
const shapes = {
  review: <path d="M2 4h12M2 8h8M2 12h5M10.5 11.7l1.5 1.5 2.7-3.2" />,
  thumbDown: <path d="M5.2 9.3V2.9h5.9c.7 0 1.2.4 1.3 1l.8 4c.1.8-.4 1.4-1.2 1.4H9.2l.5 2.9c.1.8-.4 1.4-1.1 1.4L5.2 9.3zM5.2 2.9H3v6.4h2.2" />,
  thumbUp: <path d="M5.2 6.7v6.4h5.9c.7 0 1.2-.4 1.3-1l.8-4c.1-.8-.4-1.4-1.2-1.4H9.2l.5-2.9c.1-.8-.4-1.4-1.1-1.4L5.2 6.7zM5.2 13.1H3V6.7h2.2" />,
  clock: <><circle cx="8" cy="8" r="5.7" /><path d="M8 4.9v3.3l2.1 1.3" /></>,
  list: <path d="M2.5 4.3h11M2.5 8h11M2.5 11.7h11" />,
  bell: <path d="M4.2 7a3.8 3.8 0 017.6 0c0 2.9.9 3.9 1.4 4.4H2.8c.5-.5 1.4-1.5 1.4-4.4zM6.7 13.5a1.5 1.5 0 002.6 0" />,
  download: <path d="M8 2.5v7.2M5 7l3 3 3-3M3 12.9h10" />,
  settings: <><path d="M2.5 5h5.3M11.3 5h2.2M2.5 11h2.2M8.2 11h5.3" /><circle cx="9.5" cy="5" r="1.7" /><circle cx="6.5" cy="11" r="1.7" /></>,
  search: <><circle cx="7" cy="7" r="4.3" /><path d="M10.3 10.3l3.2 3.2" /></>,
  columns: <path d="M3 3v10M8 3v10M13 3v10" />,
  filter: <path d="M2.5 3.5h11L9.3 8.4v4.1l-2.6-1.3V8.4z" />,
  close: <path d="M4.3 4.3l7.4 7.4M11.7 4.3l-7.4 7.4" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  check: <path d="M3.2 8.5l3.2 3.2 6.4-7.2" />,
  warning: <path d="M8 2.7l5.8 10.3H2.2zM8 6.6v3M8 11.3v.2" />,
  external: <path d="M9.3 2.9h3.8v3.8M13 3L7.7 8.3M11.3 9.3v3.3c0 .3-.3.6-.6.6H3.5c-.3 0-.6-.3-.6-.6V5.3c0-.3.3-.6.6-.6h3.3" />,
  folder: <path d="M2.3 12.3V4.2c0-.3.3-.6.6-.6h3.4l1.4 1.6h5.4c.3 0 .6.3.6.6v6.5c0 .3-.3.6-.6.6H2.9c-.3 0-.6-.3-.6-.6z" />,
  file: <path d="M4 2.5h5.2L12 5.3v8.2H4zM9 2.7v2.8h2.9" />,
  image: <><rect x="2.5" y="3.2" width="11" height="9.6" rx="1.2" /><path d="M2.7 11l3.1-3.1 2.5 2.5 1.7-1.7 3.3 3.3" /><circle cx="10.3" cy="6.2" r=".9" /></>,
  refresh: <path d="M13 8a5 5 0 11-1.5-3.6M13 2.6v2.6h-2.6" />,
  star: <path d="M8 2.4l1.7 3.6 3.9.5-2.8 2.7.7 3.9L8 11.2l-3.5 1.9.7-3.9-2.8-2.7 3.9-.5z" />,
  keyboard: <><rect x="1.7" y="4" width="12.6" height="8" rx="1.3" /><path d="M4.3 6.7h.1M6.8 6.7h.1M9.2 6.7h.1M11.7 6.7h.1M5 9.5h6" /></>,
  inbox: <path d="M2.5 9l2-5.5h7L13.5 9v3.5h-11zM2.5 9h3.3c.2 1 1 1.7 2.2 1.7S10 10 10.2 9h3.3" />,
  copy: <><rect x="5.5" y="5.5" width="8" height="8" rx="1.3" /><path d="M10.5 3.3c0-.4-.4-.8-.8-.8H3.3c-.4 0-.8.4-.8.8v6.4c0 .4.4.8.8.8" /></>,
  lock: <><rect x="3.3" y="7" width="9.4" height="6.3" rx="1.2" /><path d="M5.4 7V5.1a2.6 2.6 0 015.2 0V7" /></>,
  leave: <path d="M6.5 2.9H3.6c-.4 0-.7.3-.7.7v8.8c0 .4.3.7.7.7h2.9M10 5l3 3-3 3M13 8H6.3" />,
  up: <path d="M4 10l4-4 4 4" />,
  down: <path d="M4 6l4 4 4-4" />,
  transfer: <path d="M2.8 5.5h9.4M9.6 2.9l2.6 2.6-2.6 2.6M13.2 10.5H3.8M6.4 7.9l-2.6 2.6 2.6 2.6" />,
  chevrons: <path d="M5.2 6.2L8 3.4l2.8 2.8M5.2 9.8L8 12.6l2.8-2.8" />,
  flag: <path d="M4 14V2.6M4 3h7.6l-1.5 2.8 1.5 2.9H4" />,
  template: <path d="M3 3.4h10M3 6.6h10M3 9.8h6M3 13h4M11.6 9.6v4M9.6 11.6h4" />,
  undo: <path d="M5.6 3.4L2.8 6.2l2.8 2.8M3.2 6.2h6.2a3.6 3.6 0 010 7.2H6.2" />,
  skip: <path d="M3.2 3.6v8.8l6-4.4zM12.2 3.6v8.8" />,
  more: <path d="M3.6 8h.1M8 8h.1M12.4 8h.1" />,
  pin: <path d="M6 2.6h4M6.6 2.6v4L4.4 9.4h7.2L9.4 6.6v-4M8 9.4v4" />,
  info: <><circle cx="8" cy="8" r="5.7" /><path d="M8 7.4v3.4M8 5.1v.2" /></>,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

type Props = {
  readonly name: IconName
  readonly size?: number
  /** Solid shapes are told apart faster than outlines at this size; used for ratings. */
  readonly solid?: boolean
}

export function Icon({ name, size = 16, solid = false }: Props) {
  return (
    <svg
      viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false"
      fill={solid ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth={solid ? 0.6 : 1.5} strokeLinecap="round" strokeLinejoin="round"
    >
      {shapes[name]}
    </svg>
  )
}
