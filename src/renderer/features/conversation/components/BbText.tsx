import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#renderer/ui/icons.tsx'
import { plainText, type BbNode } from '../model/bbcode.ts'
import styles from './Transcript.module.css'

type Props = {
  readonly nodes: readonly BbNode[]
  /** The place of the match that the search stands at. */
  readonly found?: number | null
}

/** A message's text. Links are shown with their host and lead nowhere: a message is material to judge. */
export function BbText({ nodes, found = null }: Props) {
  // Nothing in a parsed message moves or keeps state, so places serve as keys.
  return nodes.map((node, index) => <Node key={index} node={node} found={found} />)
}

function Node({ node, found }: { readonly node: BbNode; readonly found: number | null }): ReactNode {
  const { t } = useTranslation()
  const inside = (children: readonly BbNode[]) => <BbText nodes={children} found={found} />
  switch (node.kind) {
    case 'text': return node.text
    case 'found': return <mark className={styles.found} data-active={node.place === found || undefined}>{node.text}</mark>
    case 'bold': return <b>{inside(node.children)}</b>
    case 'italic': return <i>{inside(node.children)}</i>
    case 'underline': return <u>{inside(node.children)}</u>
    case 'strike': return <s>{inside(node.children)}</s>
    case 'user':
    case 'chat': return <span className={styles.mention}>{inside(node.children)}</span>
    case 'quote': return <blockquote className={styles.quote}>{inside(node.children)}</blockquote>
    case 'code': return <code className={styles.code}>{inside(node.children)}</code>
    case 'like':
    case 'dislike': return <span role="img" aria-label={t(`row.${node.kind}`)} className={styles.thumb}><Icon name={node.kind === 'like' ? 'thumbUp' : 'thumbDown'} size={14} /></span>
    case 'image': return <span className={styles.link} title={node.href}><Icon name="image" size={14} />{t('conversation.image')}{hostNote(node.href, '')}</span>
    case 'link': return <span className={styles.link} title={node.href}>{inside(node.children)}{hostNote(node.href, plainText(node.children))}</span>
  }
}

/** The true host beside words that do not show it; an address without one is shown whole. */
function hostNote(href: string, shown: string): ReactNode {
  const host = URL.canParse(href) ? new URL(href).host : ''
  const truth = host === '' ? href : host
  return truth === '' || shown.includes(truth) ? null : <bdi className={styles.host}> ({truth})</bdi>
}
