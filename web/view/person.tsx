import type { TargetedEvent } from 'preact'

const COLOURS = 6

/** The same person has the same colour everywhere. */
const colourOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % COLOURS

const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase() || '?'
}

/** "Imani" of "Imani Okafor". */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name

interface AvatarProps {
  person: { id: string; name: string; avatarUrl?: string | null }
  small?: boolean
}

const hide = (event: TargetedEvent<HTMLImageElement>) => {
  event.currentTarget.hidden = true
}

/** Decoration: the name always stands beside it. The initials show until the picture covers them. */
export const Avatar = ({ person, small }: AvatarProps) => (
  <span class={`avatar hue${colourOf(person.id)}${small ? ' small' : ''}`} aria-hidden="true">
    {initialsOf(person.name)}
    {person.avatarUrl && <img src={person.avatarUrl} alt="" referrerpolicy="no-referrer" onError={hide} />}
  </span>
)

const fill = (openLoad: number, capacity: number) => {
  if (openLoad >= capacity) return 'full'
  return openLoad >= capacity * 0.75 ? 'high' : ''
}

interface LoadProps {
  name: string
  openLoad: number
  capacity: number
}

/** "6 of 12" with its bar. */
export const Load = ({ name, openLoad, capacity }: LoadProps) => {
  const share = capacity > 0 ? Math.min(100, Math.round((openLoad / capacity) * 100)) : 100
  return (
    <>
      <span
        class="bar"
        role="meter"
        aria-label={`Load of ${name}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(capacity, openLoad)}
        aria-valuenow={openLoad}
        aria-valuetext={`${openLoad} of ${capacity}`}
      >
        <i class={fill(openLoad, capacity)} style={{ width: `${share}%` }} />
      </span>
      <span class="num">
        {openLoad} of {capacity}
      </span>
    </>
  )
}
