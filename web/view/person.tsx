import { useState } from 'preact/hooks'

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

/** Decoration: the name always stands beside it. */
export const Avatar = ({ person, small }: AvatarProps) => {
  const [isBroken, setBroken] = useState(false)
  const className = `avatar hue${colourOf(person.id)}${small ? ' small' : ''}`
  if (person.avatarUrl && !isBroken)
    return <img class={className} src={person.avatarUrl} alt="" referrerpolicy="no-referrer" onError={() => setBroken(true)} />
  return (
    <span class={className} aria-hidden="true">
      {initialsOf(person.name)}
    </span>
  )
}

export const NoAvatar = ({ sign }: { sign: string }) => (
  <span class="avatar nobody" aria-hidden="true">
    {sign}
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
