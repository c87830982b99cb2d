import { tMore } from '../text/more'

/** "Imani" of "Imani Okafor". */
export const firstName = (name: string): string => name.trim().split(/\s+/)[0] || name

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
      aria-label={tMore().suggestions.loadOf(name, openLoad, capacity)}
      max={capacity}
      low={capacity * HIGH}
      high={capacity - 0.5}
      optimum={0}
      value={openLoad}
    />
    <span class="num">{tMore().suggestions.load(openLoad, capacity)}</span>
  </>
)
