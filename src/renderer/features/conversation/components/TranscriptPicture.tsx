import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#renderer/bridge/index.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { pictureQuery, type PicturePlace } from '../api/picture-query.ts'
import type { OpenPictures, PictureSize } from '../hooks/use-open-pictures.ts'
import styles from './TranscriptPicture.module.css'

type Props = {
  readonly place: PicturePlace
  /** Of the file, as it is shown. */
  readonly name: string
  readonly pictures: OpenPictures
  readonly onOpenInPortal: () => void
}

const TALLEST_PX = 320

/** Nothing is fetched before the reader asks for it: not everybody's picture is fit to be seen, nor safe to be asked for. */
export function TranscriptPicture({ place, name, pictures, onOpenInPortal }: Props) {
  const { t } = useTranslation()
  const { messageId, index } = place
  const isOpen = pictures.isOpen(messageId, index)
  const label = t(isOpen ? 'reading.hidePicture' : 'reading.showPicture')
  // Not where the picture only comes back because the conversation was scrolled to it.
  const justAsked = useRef(false)

  function toggle(): void {
    justAsked.current = !isOpen
    pictures.toggle(messageId, index)
  }

  function onLoad(picture: HTMLImageElement): void {
    pictures.sized(messageId, index, { width: picture.naturalWidth, height: picture.naturalHeight })
    if (justAsked.current) picture.scrollIntoView({ block: 'nearest' })
    justAsked.current = false
  }

  return (
    <div className={styles.picture}>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} aria-label={`${label}: ${name}`} onClick={toggle}>{label}</button>
      {isOpen && <Opened place={place} name={name} size={pictures.sizeOf(messageId, index)} onLoad={onLoad} onOpenInPortal={onOpenInPortal} />}
    </div>
  )
}

type OpenedProps = Omit<Props, 'pictures'> & { readonly size: PictureSize | null; readonly onLoad: (picture: HTMLImageElement) => void }

function Opened({ place, name, size, onLoad, onOpenInPortal }: OpenedProps) {
  const { t } = useTranslation()
  const failure = useFailure()
  const { data, error } = useQuery(pictureQuery(place))
  const [isBroken, setIsBroken] = useState(false)
  if (error !== null || isBroken) {
    return (
      <p className={styles.note} role="status">
        {failure(error ?? { code: 'not-a-picture' })} <button type="button" className={styles.link} onClick={onOpenInPortal}>{t('conversation.openInPortal')}</button>
      </p>
    )
  }
  if (data === undefined) return <p className={styles.note} role="status">{t('reading.pictureLoading')}</p>
  return (
    <img
      className={styles.shown} style={roomFor(size)} src={`data:${data.type};base64,${data.data}`} alt={name}
      onLoad={event => onLoad(event.currentTarget)} onError={() => setIsBroken(true)}
    />
  )
}

function roomFor(size: PictureSize | null): CSSProperties {
  if (size === null || size.height === 0) return {}
  const { width, height } = size
  return { width: width * Math.min(1, TALLEST_PX / height), aspectRatio: `${width} / ${height}` }
}

/** What general words would tell wrongly of a picture. */
const ownFailures = ['missing-scope', 'no-rights', 'not-found'] as const

function useFailure(): (error: unknown) => string {
  const { t } = useTranslation()
  const words = useErrorWords()
  return error => {
    const own = error instanceof CallError ? ownFailures.find(code => code === error.code) : undefined
    return own === undefined ? words(error).what : t(`reading.pictureFailed.${own}`)
  }
}
