import type { IconName } from '#renderer/ui/icons.tsx'

/** Of the program's own views, by id. */
export const viewIcons: Readonly<Record<string, IconName>> = {
  review: 'review', low: 'thumbDown', open: 'clock', waiting: 'clock', disagreements: 'transfer', all: 'list',
}
