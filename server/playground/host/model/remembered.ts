import { effect, type Signal, signal } from '@preact/signals'

/** A signal that keeps its text across reloads of this browser. */
export const remembered = <Text extends string>(key: string, initial: Text): Signal<Text> => {
  const kept = signal<Text>((localStorage.getItem(key) as Text | null) ?? initial)
  effect(() => localStorage.setItem(key, kept.value))
  return kept
}
