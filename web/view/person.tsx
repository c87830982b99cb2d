import type { TargetedEvent } from 'preact'

const COLOURS = 6

/** The same person has the same colour everywhere. */
const colourOf = (id: string): number =>
  ([...id].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619), 0) >>> 8) % COLOURS

const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

interface AvatarProps {
  person: { id: string; name: string; avatarUrl?: string | null }
}

const hide = (event: TargetedEvent<HTMLImageElement>) => {
  event.currentTarget.hidden = true
}

/** Decoration: the name always stands beside it. The initials show until the picture covers them. */
export const Avatar = ({ person }: AvatarProps) => (
  <span class={`avatar hue${colourOf(person.id)}`} aria-hidden="true">
    {initialsOf(person.name)}
    {person.avatarUrl && <img src={person.avatarUrl} alt="" referrerpolicy="no-referrer" onError={hide} />}
  </span>
)
