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

/** "Imani" of "Imani Okafor". */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name

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

interface Burden {
  openLoad: number
  capacity: number
}

/**
 * What a sentence says besides the load, which stands beside its bar: "until 18:00 in Paris" of "4 of 15, here until 18:00
 * in Paris", "6 conversations" of "load 12 of 12 in 6 conversations".
 */
export const besidesLoad = (sentence: string): string =>
  sentence.replace(/^(load )?[\d.]+ of [\d.]+( in |, (here )?|$)/, '')

/** From this share on a load is high. */
const HIGH = 0.75

/** "6 of 12" with its bar: green, orange when it is high, red when it is full. */
export const Load = ({ name, openLoad, capacity }: Burden & { name: string }) => (
  <>
    <meter
      class="bar"
      aria-label={`Load of ${name}: ${openLoad} of ${capacity}`}
      max={capacity}
      low={capacity * HIGH}
      high={capacity - 0.5}
      optimum={0}
      value={openLoad}
    />
    <span class="num">
      {openLoad} of {capacity}
    </span>
  </>
)
