import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#renderer/ui/icons.tsx'
import { parseBbcode, plainText, type BbNode } from '../model/bbcode.ts'
import styles from './Transcript.module.css'

type Props = { readonly source: string }

/** A message's text. Links are shown with their host and lead nowhere: a message is material to judge. */
export function BbText({ source }: Props) {
  const nodes = useMemo(() => parseBbcode(source), [source])
  return <Nodes nodes={nodes} />
}

function Nodes({ nodes }: { readonly nodes: readonly BbNode[] }) {
  // Nothing in a parsed message moves or keeps state, so places serve as keys.
  return nodes.map((node, index) => <Node key={index} node={node} />)
}

function Node({ node }: { readonly node: BbNode }): ReactNode {
  const { t } = useTranslation()
  switch (node.kind) {
    case 'text': return node.text
    case 'bold': return <b><Nodes nodes={node.children} /></b>
    case 'italic': return <i><Nodes nodes={node.children} /></i>
    case 'underline': return <u><Nodes nodes={node.children} /></u>
    case 'strike': return <s><Nodes nodes={node.children} /></s>
    case 'user':
    case 'chat': return <span className={styles.mention}><Nodes nodes={node.children} /></span>
    case 'quote': return <blockquote className={styles.quote}><Nodes nodes={node.children} /></blockquote>
    case 'like':
    case 'dislike': return <span role="img" aria-label={t(`row.${node.kind}`)} className={styles.thumb}><Icon name={node.kind === 'like' ? 'thumbUp' : 'thumbDown'} size={14} /></span>
    case 'image': return <span className={styles.link} title={node.href}><Icon name="image" size={14} />{t('conversation.image')}{hostNote(node.href, '')}</span>
    case 'link': return <span className={styles.link} title={node.href}><Nodes nodes={node.children} />{hostNote(node.href, plainText(node.children))}</span>
  }
}

/** The true host beside words that do not show it; an address without one is shown whole. */
function hostNote(href: string, shown: string): ReactNode {
  const host = URL.canParse(href) ? new URL(href).host : ''
  const truth = host === '' ? href : host
  return truth === '' || shown.includes(truth) ? null : <span className={styles.host}> ({truth})</span>
}
