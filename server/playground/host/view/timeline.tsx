import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { TimelineEntry } from '../../host-view'
import { renderMarkdown } from '../model/markdown'
import { Avatar } from './avatar'
import { Time } from './time'

type Entry<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>

const MessageEntry = ({ entry }: { entry: Entry<'message'> }) => {
  const name = entry.author ?? entry.from.name ?? entry.from.address
  return (
    <article class={entry.isIncoming ? 'message' : 'message message-out'} aria-label={`Message from ${name}`}>
      <header>
        <Avatar name={name} />
        <div class="message-who">
          <strong dir="auto">{name}</strong>
          <span class="hint">
            {entry.from.address} to {entry.to.map(({ address }) => address).join(', ')}
          </span>
        </div>
        <Time at={entry.at} />
      </header>
      <p class="message-text" dir="auto">
        {entry.text}
      </p>
    </article>
  )
}

const CommentEntry = ({ entry }: { entry: Entry<'comment'> }) => (
  <article class="comment" aria-label={`Comment of ${entry.author}`}>
    <Avatar name={entry.author ?? ''} isSmall />
    <div class="bubble">
      <strong dir="auto">{entry.author}</strong>
      <p dir="auto">{entry.text}</p>
    </div>
    <Time at={entry.at} />
  </article>
)

const PostText = ({ entry }: { entry: Entry<'post'> }) => {
  const html = useMemo(() => (entry.isMarkdown ? renderMarkdown(entry.text) : null), [entry.isMarkdown, entry.text])
  if (html === null) return <p dir="auto">{entry.text}</p>
  // Safe: the renderer lets no HTML of the author through.
  return <div class="markdown" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
}

const PostEntry = ({ entry }: { entry: Entry<'post'> }) => (
  <article class="post" aria-label={`Post by ${entry.author}`}>
    <header>
      <span class="post-mark" aria-hidden="true" />
      <strong>{entry.author}</strong>
      <Time at={entry.at} />
    </header>
    <PostText entry={entry} />
  </article>
)

const EntryView = ({ entry }: { entry: TimelineEntry }) => {
  if (entry.kind === 'message') return <MessageEntry entry={entry} />
  return entry.kind === 'comment' ? <CommentEntry entry={entry} /> : <PostEntry entry={entry} />
}

/** Messages, comments and posts in the order in which they came; the latest is in view. */
export const Timeline = ({ entries, id }: { entries: TimelineEntry[]; id: string }) => {
  const end = useRef<HTMLDivElement>(null)
  const latest = entries.at(-1)?.id
  useEffect(() => {
    if (id && latest) end.current?.scrollIntoView({ block: 'end' })
  }, [id, latest])
  return (
    <div class="timeline">
      {entries.map((entry) => (
        <EntryView key={entry.id} entry={entry} />
      ))}
      <div ref={end} />
    </div>
  )
}
